"""From a package to a `WordFile`: the body, and what stands beside it (headers, notes, comments, properties)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from generator.importing import refusals
from generator.importing.body import Reader
from generator.importing.content import Comment, WordFile, paragraphs
from generator.importing.inline import Reference
from generator.importing.markup import q, shallow
from generator.importing.numbering import read_numbering
from generator.importing.package import Package, open_package
from generator.importing.styles import Styles, read_styles

_UNREAD = {
    "embeddings": "embedded file",
    "charts": "chart",
    "diagrams": "diagram",
    "activex": "control",
    "afchunk": "inserted file",
}
MAX_MARGINS = 60


def read_file(path: Path) -> WordFile:
    """A Word file read whole, or a `Refusal`."""
    return read_word(open_package(path))


def read_word(package: Package) -> WordFile:
    """Everything that a package says."""
    root = package.tree(package.main)
    body = root.find(q("w:body"))
    styles = read_styles(package.one("styles"))
    numbering = read_numbering(package.one("numbering"), styles)
    reader = Reader(styles, numbering, _references(package, package.main), package.name)
    blocks = () if body is None else tuple(reader.blocks(body))
    made = WordFile(
        package,
        blocks,
        tuple(dict.fromkeys(_margins(package, styles))),
        dict(_notes(package)),
        {each.id: each for each in _comments(package)},
        dict(_custom(package)),
        _title(package),
        tuple(_outside(package)),
        tuple(_unread(package)),
    )
    if not any(each.text.strip() for each in paragraphs(blocks)):
        pictures = sum(len(each.pictures) for each in paragraphs(blocks))
        raise refusals.without_text(package.name, pictures)
    return made


def _references(package: Package, part: str) -> dict[str, Reference]:
    return {each.id: Reference(each.target, each.external) for each in package.relationships(part)}


def _margins(package: Package, styles: Styles) -> Iterator[str]:
    """The lines of headers and footers, each as it stands."""
    for part in (*package.related("header"), *package.related("footer"))[:MAX_MARGINS]:
        reader = Reader(styles, read_numbering(None, styles), _references(package, part), package.name)
        for each in paragraphs(tuple(reader.blocks(package.tree(part)))):
            if text := each.text.strip():
                yield text


def _notes(package: Package) -> Iterator[tuple[str, str]]:
    for kind in ("footnote", "endnote"):
        root = package.one(f"{kind}s")
        for each in () if root is None else root.iterchildren(q(f"w:{kind}")):
            if each.get(q("w:type")) is None and (text := _plain(each)):
                yield f"{kind} {each.get(q('w:id'), '')}", text


def _comments(package: Package) -> Iterator[Comment]:
    root = package.one("comments")
    for each in () if root is None else root.iterchildren(q("w:comment")):
        yield Comment(each.get(q("w:id"), ""), each.get(q("w:author"), ""), _plain(each))


def _plain(element: _Element) -> str:
    lines = ("".join(node.text or "" for node in each.iter(q("w:t"))) for each in element.iter(q("w:p")))
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def _custom(package: Package) -> Iterator[tuple[str, str]]:
    """The custom properties, where this project keeps which document a file is."""
    root = package.optional(_property_part(package, "custom-properties"))
    for each in () if root is None else shallow(root):
        value = next((child.text or "" for child in shallow(each)), "")
        yield each.get("name", ""), value


def _title(package: Package) -> str:
    root = package.optional(_property_part(package, "core-properties"))
    found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() if found is not None else ""


def _property_part(package: Package, kind: str) -> str | None:
    return next((each.target for each in package.relationships("") if each.kind == kind and not each.external), None)


def _outside(package: Package) -> Iterator[tuple[str, str]]:
    """Addresses that the file points at, by kind; nobody follows them."""
    seen = set()
    for part in (package.main, *package.related("header"), *package.related("footer"), *package.related("settings")):
        for each in package.relationships(part):
            if each.external and (each.kind, each.target) not in seen:
                seen.add((each.kind, each.target))
                yield each.kind, each.target


def _unread(package: Package) -> Iterator[str]:
    for part in package.entries:
        folder = part.lower().split("/")
        if (kind := next((name for key, name in _UNREAD.items() if key in folder), None)) and "_rels" not in folder:
            yield f"{kind}: {part}"
    for each in package.relationships(package.main):
        if each.kind == "aFChunk" and "afchunk" not in each.target.lower():
            yield f"{_UNREAD['afchunk']}: {each.target}"

"""Two Word files of one document as one with tracked changes: its body, headers and footers, and what these refer to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.word.packing import pack
from generator.word.tracking.bodies import Key, Merging, inside
from generator.word.tracking.ends import with_ends_before
from generator.word.tracking.lists import same_lists
from generator.word.tracking.markup import REMOVED, Element, Marker, W
from generator.word.tracking.runs import renamed_bookmarks
from generator.word.tracking.tables import merged_paragraphs

_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_NUMBERING = "word/numbering.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


@dataclass(frozen=True, slots=True)
class Identity:
    """What is the same in both: the new tag of each content control and the new name of each bookmark by the old ones; and
    the elements that moved, or stand under one that did.
    """

    controls: Mapping[str, str]
    bookmarks: Mapping[str, str]
    floating: frozenset[Key] = frozenset()


def merge(old: bytes, new: bytes, identity: Identity, marker: Marker) -> bytes:
    """A Word file that becomes the new one where all changes are accepted, the old one where all are rejected."""
    before, after = _parts(old), _parts(new)
    made = dict(after)
    earlier, later = etree.fromstring(before[_DOCUMENT]), etree.fromstring(after[_DOCUMENT])
    relations = etree.fromstring(after[_RELATIONS])
    _same_names(earlier, identity)
    _same_relations(earlier, later, before, after, relations, made)
    numbering = etree.fromstring(after[_NUMBERING])
    same_lists(earlier, later, etree.fromstring(before[_NUMBERING]), numbering)
    body = later.find(f"{W}body")
    assert body is not None
    merging = Merging(marker, identity.floating)
    section = body[-1]
    body[:] = [*merging.bodies(_plain_contents(earlier), _plain_contents(later)), section]
    with_ends_before(body, marker)
    _end(body)
    _one_of_each_bookmark(body, marker)
    _one_of_each_picture(body)
    made[_DOCUMENT], made[_RELATIONS], made[_NUMBERING] = _written(later), _written(relations), _written(numbering)
    for name in sorted(after.keys() & before.keys()):
        if name.startswith(("word/header", "word/footer")):
            made[name] = _margin(before[name], after[name], marker)
    return pack(made)


def _one_of_each_picture(body: Element) -> None:
    """A picture that moved stands twice, where it went and where it was, under numbers of their own."""
    seen: set[str | None] = set()
    for spare, named in enumerate(body.iter(_NAMED), 2001):
        if named.get("id") in seen:
            named.set("id", str(spare))
        seen.add(named.get("id"))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _written(root: Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "wp", "a", "pic", "v", "o"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _margin(old: bytes, new: bytes, marker: Marker) -> bytes:
    """A header or footer; one that is more than paragraphs is taken as it is now."""
    earlier, later = etree.fromstring(old), etree.fromstring(new)
    if any(child.tag != f"{W}p" for child in (*earlier, *later)) or not len(earlier) or not len(later):
        return new
    later[:] = list(merged_paragraphs(list(earlier), list(later), marker))
    return _written(later)


def _same_names(root: Element, identity: Identity) -> None:
    for tag in root.iter(f"{W}tag"):
        value = tag.get(f"{W}val") or ""
        tag.set(f"{W}val", identity.controls.get(value, value))
    renamed_bookmarks(identity.bookmarks, root)


def _same_relations(
    old: Element,
    new: Element,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    relations: Element,
    made: dict[str, bytes],
) -> None:
    """What the old body refers to outside itself, by the new file's relationships; where it has none, with ones of its own.

    A picture that both show is the same in both, whatever its number.
    """
    earlier = {each.get("Id"): each for each in etree.fromstring(before[_RELATIONS])}
    known = {(each.get("Type"), each.get("Target")): each.get("Id") or "" for each in relations if _out(each)}
    shown: dict[bytes, list[Element]] = {}
    for drawing in new.iter(f"{W}drawing"):
        shown.setdefault(after[_picture(drawing, relations)], []).append(drawing)
    for drawing in list(old.iter(f"{W}drawing")):
        path = _picture(drawing, list(earlier.values()))
        if same := shown.get(before[path]):
            drawing.getparent().replace(drawing, deepcopy(same.pop(0)))  # type: ignore[union-attr]
            continue
        blip = next(drawing.iter(_BLIP))
        name = path.removeprefix("word/media/")
        blip.set(f"{_R}embed", _added(relations, earlier[blip.get(f"{_R}embed")], f"media/old-{name}"))
        made[f"word/media/old-{name}"] = before[path]
    for link in old.iter(f"{W}hyperlink"):
        if (used := link.get(f"{_R}id")) is not None:
            relation = earlier[used]
            target = (relation.get("Type"), relation.get("Target"))
            if target not in known:
                known[target] = _added(relations, relation, str(relation.get("Target")))
            link.set(f"{_R}id", known[target])


def _out(relation: Element) -> bool:
    return relation.get("TargetMode") == "External"


def _picture(drawing: Element, relations: Sequence[Element] | Element) -> str:
    used = next(drawing.iter(_BLIP)).get(f"{_R}embed")
    return next(f"word/{each.get('Target')}" for each in relations if each.get("Id") == used)


def _added(relations: Element, relation: Element, target: str) -> str:
    made = deepcopy(relation)
    made.set("Id", f"old{len(relations) + 1}")
    made.set("Target", target)
    relations.append(made)
    return str(made.get("Id"))


def _plain_contents(root: Element) -> Sequence[Element]:
    """A body without its last section, its contents as plain lines: a field whose entries come and go cannot be a field in
    both versions.
    """
    body = root.find(f"{W}body")
    assert body is not None
    found: list[Element] = []
    for element in list(body)[:-1]:
        if element.find(f"{W}sdtPr/{W}docPartObj") is None:
            found.append(element)
            continue
        for line in inside(element):
            for run in list(line.iter(f"{W}r")):
                if run.find(f"{W}fldChar") is not None or run.find(f"{W}instrText") is not None:
                    run.getparent().remove(run)  # type: ignore[union-attr]
            found.append(line)
    return found


def _end(body: Element) -> None:
    """The last paragraph of a document can neither come nor go: where it would, one that stays follows."""
    last = body[-2]
    if last.tag == f"{W}moveToRangeEnd" or (last.tag == f"{W}p" and last.find(f"{W}pPr/{W}rPr/*") is not None):
        last.addnext(etree.Element(f"{W}p"))


def _kept(paragraph: Element) -> bool:
    """Whether a paragraph is still there once all changes are accepted."""
    return all(paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is None for kind in REMOVED)


def _one_of_each_bookmark(body: Element, marker: Marker) -> None:
    """Numbers the bookmarks anew; of a name that both versions have, the new version's stays."""
    paragraphs = sorted(body.iter(f"{W}p"), key=_kept, reverse=True)
    seen: set[str] = set()
    for paragraph in paragraphs:
        ends = {end.get(f"{W}id"): end for end in paragraph.findall(f"{W}bookmarkEnd")}
        for start in paragraph.findall(f"{W}bookmarkStart"):
            name, end = start.get(f"{W}name") or "", ends.get(start.get(f"{W}id"))
            if name in seen or end is None:
                for each in (start, end):
                    if each is not None:
                        paragraph.remove(each)
                continue
            seen.add(name)
            number = marker.number()
            start.set(f"{W}id", number)
            end.set(f"{W}id", number)

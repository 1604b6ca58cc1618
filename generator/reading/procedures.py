"""A procedure's folder: its terms, working documents, released versions and waivers (section Files)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.findings import Finding, Fix, Severity, finding
from generator.model import Document, Edition, Outline, Place, Procedure, Release, Term, Version, Waiver
from generator.reading.context import Context
from generator.reading.documents import Head, head, read_document
from generator.reading.frozen import RECORD, Frozen, bundle, source_digest, take_apart
from generator.reading.integrity import edited, without_record
from generator.reading.nodes import Node, Scalar
from generator.reading.organization import WAIVERS
from generator.reading.outlines import document_files
from generator.reading.sources import Sources
from generator.reading.terms import TERMS_FILE, without_redefinitions

Key = tuple[str, Version]


class _Words(NamedTuple):
    """Terms, and whether those are all: where a fault kept some from being read, a word that is not among them may be right."""

    terms: Mapping[str, Term]
    whole: bool = True


@dataclass(slots=True)
class _Source:
    """One version of a document before it is read: its tree, its head, the terms that come with it, its release."""

    file: str
    node: Node
    head: Head
    base: _Words
    digest: str
    bundle: str
    release: Release | None = None

    def claim(self, folder: str) -> tuple[bool, bool]:
        """How well its file's name goes with its id; the lowest fits best."""
        return self.file != f"{folder}procedure.yaml", not self.file.endswith(f"/{self.head.id}.yaml")


@dataclass(slots=True)
class _Folder:
    id: str
    sources: Sources
    working: list[_Source] = field(default_factory=list)
    frozen: dict[Key, _Source] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"policy/{self.id}/"

    def context(self, file: str) -> Context:
        return Context(file, procedure=self.id)


def read_procedure(
    id: str, sources: Sources, outlines: tuple[Outline, ...] = (), wanted: Container[str] | None = None
) -> Procedure | None:
    """The procedure in a folder, or None where the folder holds no YAML at all; of its documents those `wanted`."""
    folder = _Folder(id, sources)
    files = sorted(path for path in sources.files if path.startswith(folder.base) and path.endswith((".yaml", ".yml")))
    if not files:
        return None
    terms_path, procedure_path = folder.base + "terms.yaml", folder.base + "procedure.yaml"
    words = _terms(folder, terms_path)
    terms_text = sources.texts.get(terms_path)
    if procedure_path not in sources.files:
        _report(
            folder,
            procedure_path,
            zh=f"文件夹 {folder.base} 里没有 procedure.yaml（规程本身）。",
            en=f"The folder {folder.base} has no procedure.yaml (the procedure itself).",
        )
    for path in document_files([procedure_path, *(path for path in files if path != procedure_path)]):
        if path not in sources.files:
            continue
        if wanted is not None and path not in wanted:
            sources.used.add(path)
        elif path.startswith(folder.base + "releases/"):
            _frozen(folder, path)
        else:
            _working(folder, path, words, terms_text if path == procedure_path else None)
    sources.findings += without_record(folder.base, sources.files)
    _refuse_twins(folder)
    working, releases = _editions(folder, procedure_path)
    known = {outline.file for outline in outlines}
    headless = tuple(path for path in document_files(files) if path not in known)
    return Procedure(id, words.terms, working, releases, _waivers(folder), outlines, headless)


def _report(folder: _Folder, file: str, *, zh: str, en: str, code: str = "invalid-document") -> None:
    folder.sources.findings.append(finding(code, Place(file, 1, 1), zh=zh, en=en))


def _terms(folder: _Folder, path: str) -> _Words:
    if path not in folder.sources.files:
        return _Words({})
    context, findings = folder.context(path), folder.sources.findings
    before = len(findings)
    root = folder.sources.tree(path)
    made = TERMS_FILE.read(root, context) if root is not None else None
    findings += context.findings
    if faults := findings[before:]:
        findings.append(_partly(min(faults, key=lambda fault: fault.order).place))
    return _Words(made if isinstance(made, dict) else {}, not faults)


def _partly(place: Place) -> Finding:
    return finding(
        "invalid-document",
        place,
        severity=Severity.NOTE,
        zh="这里有错误，术语没有读全：用到没有读出的术语的规则和文字，这一次都没有核对。请先改正，再检查一次。",
        en="While this is wrong, not all terms can be read, and rules and texts that use the others are not looked at. Mend this "
        "first, then check again.",
    )


def _waivers(folder: _Folder) -> tuple[Waiver, ...]:
    path = folder.base + "waivers.yaml"
    if path not in folder.sources.files:
        return ()
    context = folder.context(path)
    root = folder.sources.tree(path)
    made = WAIVERS.read(root, context) if root is not None else None
    folder.sources.findings += context.findings
    return made if isinstance(made, tuple) else ()


def _working(folder: _Folder, path: str, words: _Words, terms_text: str | None) -> None:
    root = folder.sources.tree(path)
    if root is None:
        return
    master = path == folder.base + "procedure.yaml"
    found = head(root, path)
    if found is None:
        # Without id and version nothing can be resolved; reading it reports what is missing.
        context = folder.context(path)
        context.vocabulary, context.whole = words
        read_document(root, master, context)
        folder.sources.findings += context.told()
        return
    text = bundle(folder.sources.texts[path], terms_text if master else None)
    folder.working.append(_Source(path, root, found, words, source_digest(text), text))


def _frozen(folder: _Folder, path: str) -> None:
    sources = folder.sources
    text = sources.text(path)
    if text is None:
        return
    parts = take_apart(text)
    record = _record(folder, path, parts)
    if record is None:
        return
    root = sources.parsed(path, parts.document, parts.offsets[0])
    found = head(root, path)
    document, version = path.removesuffix(".yaml").split("/")[-2:]
    if root is None or found is None or (found.id, str(found.version)) != (document, version):
        _report(
            folder,
            path,
            code="changed-after-release",
            zh=f"这个发布记录里的文件不是 {document} {version} 版。发布记录由 policy release 写成，请从版本库恢复。",
            en=f"This record does not hold {document} version {version}. Records are written by `policy "
            "release`; restore it from version control.",
        )
        return
    base = _Words({})
    if parts.terms is not None and (node := sources.parsed(path, parts.terms, parts.offsets[1])) is not None:
        context = folder.context(path)
        made = TERMS_FILE.read(node, context)
        sources.findings += context.findings
        base = _Words(made if isinstance(made, dict) else {}, not context.findings)
    word = path.removesuffix(".yaml") + ".docx"
    sources.used.add(word)
    sources.findings += edited(path, parts, record, sources.files)
    names = record.get("organization"), record.get("departments", {})
    release = Release(record["released"], record["source"], record["word"], word, *names)
    folder.frozen[found.id, found.version] = _Source(path, root, found, base, record["source"], parts.bundle, release)


def _record(folder: _Folder, path: str, parts: Frozen) -> dict[str, Any] | None:
    root = folder.sources.parsed(path, parts.record)
    context = folder.context(path)
    record = RECORD.read(root, context) if root is not None else None
    folder.sources.findings += context.findings
    return record if isinstance(record, dict) else None


def _refuse_twins(folder: _Folder) -> None:
    """Of documents with one id, the procedure's file or the one that is called like it keeps it, whichever was there first."""
    first: dict[str, _Source] = {}
    for source in sorted(folder.working, key=lambda source: source.claim(folder.base)):
        first.setdefault(source.head.id, source)
    for source in folder.working:
        if (other := first[source.head.id]) is not source:
            node = source.node.get("id") if hasattr(source.node, "get") else None
            context = folder.context(source.file)
            context.report(
                "duplicate-id",
                node or source.node,
                zh=f"文件的 id“{source.head.id}”已被 {other.file} 使用。请另取一个。",
                en=f"The document id '{source.head.id}' is taken by {other.file}. Choose another.",
            )
            folder.sources.findings += context.findings
    folder.working = [source for source in folder.working if first[source.head.id] is source]


def _above(folder: _Folder, source: _Source, seen: frozenset[Key] = frozenset()) -> _Words:
    """The terms that a version has from above: terms.yaml (or the frozen one) and the terms of the documents above."""
    link = source.head.implements
    if link is None:
        return source.base
    key = (link.document, link.version)
    if key in seen:
        return _Words({}, whole=False)
    parent = _source(folder, key)
    if parent is None:
        return source.base._replace(whole=False)
    above = _above(folder, parent, seen | {key})
    return _Words({**above.terms, **parent.head.terms}, above.whole and parent.head.unread is None)


def _source(folder: _Folder, key: Key) -> _Source | None:
    """Where a version is read from."""
    frozen, working = (
        folder.frozen.get(key),
        next((s for s in folder.working if (s.head.id, s.head.version) == key), None),
    )
    if frozen and working and frozen.digest == working.digest:
        return working  # it says what was released, even where the frozen copy was edited since
    # A version that does not exist is reported elsewhere; the nearest words keep the other messages useful.
    return frozen or working or next((s for s in folder.working if s.head.id == key[0]), None)


def _read(folder: _Folder, source: _Source, master: bool) -> Edition | None:
    context = folder.context(source.file)
    context.document = source.head.id
    above = _above(folder, source)
    own = without_redefinitions(source.head.terms, dict(above.terms), context)
    unread = source.head.unread
    context.vocabulary, context.whole = {**above.terms, **own}, above.whole and unread is None
    document = read_document(source.node, master, context)
    folder.sources.findings += context.told()
    if unread is not None:
        folder.sources.findings.append(_partly(context.place(unread)))
    if document is None:
        return None
    return Edition(document, context.vocabulary, source.digest, source.release, context.whole)


def _editions(folder: _Folder, procedure_path: str) -> tuple[tuple[Edition, ...], tuple[Edition, ...]]:
    working: list[Edition] = []
    releases: dict[Key, Edition | None] = {}
    for source in folder.working:
        key = (source.head.id, source.head.version)
        frozen = folder.frozen.get(key)
        master = source.file == procedure_path
        unchanged = frozen is not None and frozen.digest == source.digest
        if unchanged and frozen:
            source.release = frozen.release
        edition = _read(folder, source, master)
        if frozen and edition and not unchanged:
            signed = releases[key] = _read(folder, frozen, frozen.head.implements is None)
            if signed and _same(edition, signed, master):
                edition = Edition(edition.document, edition.vocabulary, signed.source_digest, frozen.release)
            elif edition.whole:
                _changed(folder, edition.document)
        elif unchanged and edition:
            releases[key] = edition
        if edition:
            working.append(edition)
    for key, source in folder.frozen.items():
        if key not in releases:
            releases[key] = _read(folder, source, source.head.implements is None)
    frozen_editions = (edition for _, edition in sorted(releases.items(), key=lambda item: item[0]))
    return tuple(working), tuple(edition for edition in frozen_editions if edition is not None)


def _same(working: Edition, signed: Edition, master: bool) -> bool:
    return working.document == signed.document and (not master or working.vocabulary == signed.vocabulary)


def _changed(folder: _Folder, document: Document) -> None:
    context = folder.context(document.file)
    context.document = document.id
    place = document.places.get("version", document.place)
    following = Version(document.version.major, document.version.minor + 1)
    context.report(
        "changed-after-release",
        Scalar(str(document.version), place.line, place.column),
        zh=f"{document.version} 版已经发布，但这个文件（或它的术语）与发布时不同。已发布的版本永不更改：请把 "
        f'version 提高到 "{following}" '
        "并写明 changes，或撤销改动。",
        en=f"Version {document.version} is released, but this file (or its terms) differs from what was "
        "released. Released versions never "
        f'change: raise version to "{following}" and fill in changes, or take the edit back.',
        fix=Fix(str(following), place),
    )
    folder.sources.findings += context.findings

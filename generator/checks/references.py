"""What a document names has to exist: documents, versions, departments, clauses, terms, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from generator.checks.profiles import Profile
from generator.checks.scope import Scope
from generator.findings import Finding, Fix, finding
from generator.model import Clause, Document, Edition, Implements, Place, Policy, Procedure, Reference, Target
from generator.pictures import fault
from generator.reading.nearest import suggestion

Targets = dict[str, frozenset[str]]
"""What can be referred to in a document, by its file."""


def check(scope: Scope) -> Iterator[Finding]:
    """`unknown-reference` and `circular-implements` in every working document, and pictures that are none."""
    parents = {each.document.id: each.document.implements for each in scope.procedure.working}
    targets: Targets = {}
    for edition in scope.editions:
        document = edition.document
        yield from _parent(document, scope.procedure, parents)
        yield from _clauses(edition, scope.procedure, targets)
        yield from _finder(edition)
        yield from _figures(document, scope.policy)


def check_whole(policy: Policy, documents: Sequence[Profile], today: date) -> Iterator[Finding]:
    """`unknown-reference` to departments and Word layouts."""
    known = policy.organization.departments
    listed = "departments" not in policy.organization.unread
    for document in documents:
        if not document.working:
            continue
        for id, place in document.departments if listed else ():
            if id not in known:
                yield _unknown(place, document, ("部门", "department"), id, known)
        layout, place = document.layout
        if policy.layouts is not None and layout not in policy.layouts:
            yield _unknown(place, document, ("版式", "layout"), layout, policy.layouts)


def departments(document: Document) -> Iterator[tuple[str, Place]]:
    """The departments that a document names, and where."""
    yield document.department, document.places.get("department", document.place)
    yield from ((line.department, line.place) for line in document.sign_off)
    yield from ((id, document.places.get("distribution", document.place)) for id in document.distribution)
    if document.departments != "all":
        yield from ((id, document.places.get("departments", document.place)) for id in document.departments)
    for clause in document.all_clauses():
        if clause.implement != "all":
            yield from ((id, clause.places.get("implement", clause.place)) for id in clause.implement)


def _unknown(
    place: Place,
    document: Document | Profile,
    what: tuple[str, str],
    name: str,
    known: Iterable[str],
    *,
    clause: str | None = None,
    written: str = "{}",
    of: Literal["value", "key"] = "value",
) -> Finding:
    """`written` is how the name stands there, amid what else."""
    near, hint = suggestion(name, known)
    return finding(
        "unknown-reference",
        place,
        zh=f"没有“{name}”这个{what[0]}。{hint.zh}",
        en=f"There is no {what[1]} '{name}'. {hint.en}".rstrip(),
        fix=Fix(written.format(near), place, written.format(name), of) if near else None,
        document=document.name,
        clause=clause,
        about=f"{what[1]} {name}",
    )


def _parent(document: Document, procedure: Procedure, parents: Mapping[str, Implements | None]) -> Iterator[Finding]:
    link = document.implements
    if link is None:
        return
    versions = procedure.versions(link.document)
    if not versions:
        known = {outline.id for outline in procedure.outlines}
        if link.document in known:
            yield finding(
                "unknown-reference",
                link.place,
                zh=f"{link.document} 这个文件有错误，没有读出来，无法核对本文件。请先改正它。",
                en=f"The document {link.document} has faults and could not be read, so this one cannot be compared with it. "
                "Mend that one first.",
                document=document.name,
            )
        elif procedure.headless and suggestion(link.document, known - {document.id})[0] is None:
            yield finding(
                "unknown-reference",
                link.place,
                zh=f"没有读到 {link.document} 这个文件，无法核对本文件。它可能是有错误、读不出来的 "
                f"{'、'.join(procedure.headless)}，请先改正。",
                en=f"No document {link.document} was read, so this one cannot be compared with it. It may be in "
                f"{', '.join(procedure.headless)}, which cannot be read: mend that first.",
                document=document.name,
            )
        else:
            yield _unknown(
                link.place,
                document,
                ("文件", "document"),
                link.document,
                known - {document.id},
                written=f"{{}}@{link.version}",
            )
        return
    if procedure.edition(link.document, link.version) is None:
        existing = [str(edition.document.version) for edition in versions]
        yield finding(
            "unknown-reference",
            link.place,
            zh=f"{link.document} 没有 {link.version} 版；现有：{'、'.join(existing)}。",
            en=f"{link.document} has no version {link.version}; there are: {', '.join(existing)}.",
            fix=Fix(f"{link.document}@{existing[-1]}", link.place),
            document=document.name,
        )
    chain, current = [document.id], link.document
    while current not in chain and (upper := parents.get(current)):
        chain.append(current)
        current = upper.document
    if current == document.id:
        circle = " → ".join((*chain, document.id))
        yield finding(
            "circular-implements",
            link.place,
            zh=f"这些文件互相作为上位文件：{circle}。请改掉其中一个 implements，让它指向规程或真正的上级文件。",
            en=f"These documents implement each other: {circle}. Let one of them implement what truly stands above it.",
            document=document.name,
        )


def _clauses(edition: Edition, procedure: Procedure, targets: Targets) -> Iterator[Finding]:
    document = edition.document
    above = procedure.above(edition)
    if document.implements and not above:
        return
    uppers = {each.document.id: frozenset(clause.id for clause in each.document.all_clauses()) for each in above}
    every = {each.id: _targets(each, targets) for each in (document, *(edition.document for edition in above))}
    for clause in document.all_clauses():
        for target in clause.implements:
            yield from _target(target, document, uppers, clause, strict=True)
        for text in clause.texts():
            for piece in text.pieces():
                if isinstance(piece, Reference):
                    yield from _target(piece.target, document, every, clause)
    for excuse in document.not_applicable:
        yield from _target(excuse.clause, document, uppers, None, strict=True)
    for id in document.changes.clauses if document.changes else ():
        if document.changes and id not in every[document.id] and not _gone(id, edition, procedure):
            place = document.changes.places.get(id, document.place)
            yield _unknown(place, document, ("条款", "clause"), id, every[document.id], of="key")


def _gone(id: str, edition: Edition, procedure: Procedure) -> bool:
    """Whether an earlier version had it: a reason may be given for what was taken out."""
    return any(
        earlier.document.clause(id) is not None
        for earlier in procedure.versions(edition.document.id)
        if earlier.document.version < edition.document.version
    )


def _targets(document: Document, targets: Targets) -> frozenset[str]:
    if (found := targets.get(document.file)) is None:
        found = targets[document.file] = referable(document)
    return found


def referable(document: Document) -> frozenset[str]:
    """The ids in a document that a reference can name: of its sections, clauses and forms."""
    sections = (section.id for section in document.all_sections())
    clauses = (clause.id for clause in document.all_clauses())
    return frozenset((*sections, *clauses, *(form.id for form in document.forms)))


def _target(
    target: Target, document: Document, known: dict[str, frozenset[str]], clause: Clause | None, *, strict: bool = False
) -> Iterator[Finding]:
    """`strict`: a bare id has to be in one document only, as the format asks of `implements`."""
    clause_id = clause.id if clause else None
    if target.document is not None and target.document not in known:
        what = ("上位文件", "document above")
        written = f"{{}}/{target.clause}"
        yield _unknown(target.place, document, what, target.document, known, clause=clause_id, written=written)
        return
    holders = [id for id, ids in known.items() if target.clause in ids and target.document in (None, id)]
    if not holders:
        ids = (id for name, ids in known.items() if target.document in (None, name) for id in ids)
        written = f"{target.document}/{{}}" if target.document else "{}"
        what = ("条款", "clause")
        yield _unknown(target.place, document, what, target.clause, ids, clause=clause_id, written=written)
    elif strict and len(holders) > 1:
        written = "、".join(f"{holder}/{target.clause}" for holder in holders)
        yield finding(
            "unknown-reference",
            target.place,
            zh=f"“{target.clause}”在两份上位文件里都有。请写明是哪一份：{written}。",
            en=f"'{target.clause}' is a clause of two documents above. Say which: {written}.",
            fix=Fix(f"{holders[0]}/{target.clause}", target.place, target.clause),
            document=document.name,
            clause=clause_id,
        )


def _finder(edition: Edition) -> Iterator[Finding]:
    document = edition.document
    if document.finder is None or not edition.whole:
        return
    given = {name for name, term in edition.vocabulary.items() if term.given}
    for name in document.finder.ask:
        if name not in given:
            yield _unknown(document.finder.place, document, ("情形术语（given）", "given term"), name, given)
    if document.finder.answer not in edition.vocabulary.keys() - given:
        known = edition.vocabulary.keys() - given
        yield _unknown(document.finder.place, document, ("行为术语", "term of conduct"), document.finder.answer, known)


def _figures(document: Document, policy: Policy) -> Iterator[Finding]:
    folder = f"policy/{document.procedure}/figures/"
    known = [path.removeprefix(folder) for path in policy.figures if path.startswith(folder)]
    for clause in document.all_clauses():
        if (figure := clause.figure) is None:
            continue
        if figure.file not in known:
            yield _unknown(figure.place, document, ("图片", "picture"), figure.file, known, clause=clause.id)
        elif why := fault(policy.figures[folder + figure.file]):
            yield finding(
                "invalid-document",
                figure.place,
                zh=f"图片 {folder}{figure.file} 不能用：{why.zh}。请用画图软件打开原图，另存为 PNG。",
                en=f"The picture {folder}{figure.file} cannot be used: {why.en}. Open the original in a drawing program and save "
                "it as PNG.",
                document=document.name,
                clause=clause.id,
            )

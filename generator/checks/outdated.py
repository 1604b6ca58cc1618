"""Documents whose parent has a newer release, with the clauses to look at again (section Versions)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from generator.checks.scope import Scope
from generator.document import citations
from generator.findings import Finding, Severity, Words, finding
from generator.history.changes import ClauseChange, changed_terms, earlier_ids, edition_changes
from generator.model import Clause, Document, Edition, Procedure, atoms, implements, terms_of


def check(scope: Scope) -> Iterator[Finding]:
    """`outdated-parent`."""
    steps = Steps(scope.procedure)
    for edition in scope.editions:
        yield from _outdated(edition, steps, scope.today)


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from one version of a document above to another."""

    old: Edition
    new: Edition
    changes: tuple[ClauseChange, ...]
    terms: tuple[str, ...]


class Steps:
    """What changed between versions of the documents of a procedure, each told once for all that stand below."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._told: dict[tuple[object, object], Step] = {}

    def between(self, old: Edition, new: Edition) -> Step:
        """What changed from one version of a document to another."""
        key = (old.key, new.key)
        if key not in self._told:
            before, after = old.document, new.document
            earlier = earlier_ids(self.procedure, after.id, before.version, after.version)
            changes = tuple(edition_changes(old, new, earlier))
            self._told[key] = Step(old, new, changes, changed_terms(old.vocabulary, new.vocabulary))
        return self._told[key]

    def up_to(self, edition: Edition, parent: Edition) -> Iterator[tuple[Step, tuple[Document, ...]]]:
        """What changes above a document once it implements another version of its parent, nearest first; with each step
        the documents between."""
        now = {above.document.id: above for above in self.procedure.above(edition)}
        between: list[Document] = []
        for upper in (parent, *self.procedure.above(parent)):
            before = now.get(upper.document.id)
            if before is not None and before.document.version < upper.document.version:
                yield self.between(before, upper), tuple(between)
            between.append(upper.document)


@dataclass(frozen=True, slots=True)
class Concern:
    """A clause above that changed, with the clauses of a document that implement it or state its terms. Of none it has to
    have one; without a change it is a `term` that is defined otherwise.
    """

    step: Step
    change: ClauseChange | None
    own: tuple[str, ...]
    term: str | None = None


def concerns(edition: Edition, parent: Edition, steps: Steps) -> Iterator[Concern]:
    """What a document has to look at again before it implements another version of its parent."""
    document = edition.document
    for step, between in steps.up_to(edition, parent):
        told: set[str] = set()
        for change in step.changes:
            told.update(change.terms)
            own = tuple(_own(document, change, step.old.document, between))
            if own or _newly_asked(change, document):
                yield Concern(step, change, own)
        for term in step.terms:
            stating = tuple(clause.id for clause in document.all_clauses() if term in _stated(clause))
            if stating and term not in told:
                yield Concern(step, None, stating, term)


def _own(document: Document, change: ClauseChange, old: Document, between: tuple[Document, ...]) -> Iterator[str]:
    """The ids of a document's clauses that implement a changed one, or state a term that it states."""
    versions = [clause for clause in (change.old, change.new) if clause]
    ids = {clause.id for clause in versions}
    terms = frozenset[str]().union(*map(_stated, versions)) | {*change.terms}
    for clause in document.all_clauses():
        if ids.intersection(implements(clause, old, between)) or terms & _stated(clause):
            yield clause.id


def _stated(clause: Clause) -> Set[str]:
    return {t for rule in clause.all_rules() for duty in rule.duties() for atom in atoms(duty) for t in terms_of(atom)}


def _newly_asked(change: ClauseChange, document: Document) -> bool:
    """Whether a clause asks the document's department to implement it, and did not before."""

    def asks(clause: Clause | None) -> bool:
        return clause is not None and (clause.implement == "all" or document.department in clause.implement)

    return asks(change.new) and not asks(change.old)


def _outdated(edition: Edition, steps: Steps, today: date) -> Iterator[Finding]:
    document, link = edition.document, edition.document.implements
    above = steps.procedure.above(edition)
    if link is None or not above or (document.ends and document.ends <= today):
        return
    newer = [e for e in steps.procedure.versions(link.document) if e.release and e.document.version > link.version]
    if not newer:
        return
    new = newer[-1].document
    found = list(concerns(edition, newer[-1], steps))
    in_force = [each for each in newer if each.document.effective <= today]
    if not found:
        severity = Severity.NOTE
        todo = Words(
            "与本文件有关的条款没有变化；下次修订时把 implements 改过来即可。",
            "Nothing that concerns this document changed; raise implements with the next version.",
        )
    else:
        due = bool(in_force) and (in_force[-1] is newer[-1] or any(concerns(edition, in_force[-1], steps)))
        severity = Severity.ERROR if due else Severity.WARNING
        listed = [_said(each, document, parent=new.id) for each in found]
        todo = Words(
            "请重新核对下列条款，然后提高 implements 和 version：" + "".join(f"\n- {line.zh}" for line in listed),
            "Look at these clauses again, then raise implements and version:" + "".join(f"\n- {w.en}" for w in listed),
        )
    yield finding(
        "outdated-parent",
        link.place,
        severity=severity,
        zh=f"上位文件 {link.document} 已发布 {new.version} 版（{new.effective} 起实施），本文件仍依据 {link.version} 版。{todo.zh}",
        en=f"{link.document} {new.version} is released (in force from {new.effective}); this still implements "
        f"{link.version}. {todo.en}",
        fix=f"{link.document}@{new.version}",
        document=document.name,
    )


def _said(concern: Concern, document: Document, *, parent: str) -> Words:
    """`三（一）2（hotline-day）：上位文件三（二）1（hotline-response）有改动`."""
    own = _labelled(concern.own, document)
    change = concern.change
    title = "" if concern.step.new.document.id == parent else f"《{concern.step.new.document.title}》"
    if change is None:
        return Words(
            f"{'、'.join(own)}：术语“{concern.term}”的定义有变",
            f"{', '.join(own)}: the term {concern.term} is defined anew",
        )
    (clause,) = _labelled((change.id,), (concern.step.new if change.new else concern.step.old).document)
    renamed = change.old.id if change.old and change.new and change.old.id != change.new.id else None
    what = {
        "new": Words("为新增", "is new"),
        "changed": Words("有改动", "changed"),
        "gone": Words("已删去", "is gone"),
    }[change.kind]
    before = Words(f"，原名 {renamed}", f", formerly {renamed}") if renamed else Words("", "")
    terms = (
        Words(f"（术语 {'、'.join(change.terms)} 的定义有变）", f" (defined anew: {', '.join(change.terms)})")
        if change.terms
        else Words("", "")
    )
    if not own:
        return Words(
            f"上位文件{title}{clause}{what.zh}，要求本部门落实；本文件还没有落实它的条款",
            f"{title}{clause} above {what.en} and asks this department to implement it; no clause here does yet",
        )
    return Words(
        f"{'、'.join(own)}：上位文件{title}{clause}{what.zh}{before.zh}{terms.zh}",
        f"{', '.join(own)}: {title}{clause} above {what.en}{before.en}{terms.en}",
    )


def _labelled(ids: Iterable[str], document: Document) -> Sequence[str]:
    labels: Mapping[str, str] = citations(document)
    return [f"{labels[id]}（{id}）" for id in ids]

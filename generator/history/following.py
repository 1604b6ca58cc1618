"""What a document has to look at again when what stands above it changes (section Versions)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from generator.history.changes import ClauseChange, changed_terms, edition_changes
from generator.history.renaming import earlier_ids
from generator.model import Clause, Document, Edition, Procedure, atoms, implements, terms_of


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
    for step, between in steps.up_to(edition, parent):
        yield from concerned(edition.document, step, between)


def concerned(document: Document, step: Step, between: tuple[Document, ...]) -> Iterator[Concern]:
    """What of a step above concerns a document; `between` are the documents that stand between."""
    told: set[str] = set()
    for change in step.changes:
        told.update(change.terms)
        own = tuple(_own(document, change, step.old.document, between))
        if own or _newly_asked(change, document):
            yield Concern(step, change, own)
    for term in step.terms:
        stating = tuple(clause.id for clause in document.all_clauses() if term in stated_in(clause))
        if stating and term not in told:
            yield Concern(step, None, stating, term)


def _own(document: Document, change: ClauseChange, old: Document, between: tuple[Document, ...]) -> Iterator[str]:
    """The ids of a document's clauses that implement a changed one, or state a term that it states."""
    versions = [clause for clause in (change.old, change.new) if clause]
    ids = {clause.id for clause in versions}
    terms = frozenset[str]().union(*map(stated_in, versions)) | {*change.terms}
    for clause in document.all_clauses():
        if ids.intersection(implements(clause, old, between)) or terms & stated_in(clause):
            yield clause.id


def stated_in(clause: Clause) -> Set[str]:
    """The terms that a clause's rules speak of as conduct."""
    return {t for rule in clause.all_rules() for duty in rule.duties() for atom in atoms(duty) for t in terms_of(atom)}


def _newly_asked(change: ClauseChange, document: Document) -> bool:
    """Whether a clause asks the document's department to implement it, and did not before."""

    def asks(clause: Clause | None) -> bool:
        return clause is not None and (clause.implement == "all" or document.department in clause.implement)

    return asks(change.new) and not asks(change.old)

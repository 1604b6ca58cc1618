"""What the pages of documents say beside the text: what changed, who implements it, what holds for a department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.checks.coverage import implements
from generator.checks.outdated import same
from generator.document import citations, compose
from generator.document.blocks import Anchor, Manuscript
from generator.model import Clause, Document, Edition, Policy, Procedure
from generator.phrases import RELATIONS, rule_words
from generator.reasoning import effective
from generator.website.library import Entry, Shelf

Change = Literal["new", "changed"]


@dataclass(frozen=True, slots=True)
class Practice:
    """A clause below that implements one above: whose it is, its number, what its rules say."""

    department: str
    anchor: Anchor
    citation: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds for a department, where it comes from and how it stands to the procedure."""

    words: str
    source: str
    anchor: Anchor
    relation: str
    label: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One version of a document as a page shows it."""

    entry: Entry
    manuscript: Manuscript
    changes: Mapping[str, Change]
    practices: Mapping[str, Sequence[Practice]]
    held: Sequence[Held]


def view(entry: Entry, all_shelves: Sequence[Shelf], policy: Policy, *, full: bool) -> DocumentView:
    """Everything that a page needs; `full` adds what only the version in force is asked for."""
    edition, procedure = entry.edition, entry.procedure
    return DocumentView(
        entry,
        compose(edition, procedure, policy),
        dict(_changes(edition, entry.before)) if entry.before else {},
        _practices(edition, all_shelves, policy) if full else {},
        tuple(_held(edition, procedure)) if full and edition.document.implements else (),
    )


def _changes(edition: Edition, before: Edition | None) -> Iterator[tuple[str, Change]]:
    earlier = {clause.id: clause for clause in before.document.all_clauses()} if before else {}
    for clause in edition.document.all_clauses():
        old = earlier.get(clause.was or clause.id) or earlier.get(clause.id)
        if old is None:
            yield clause.id, "new"
        elif not same(old, clause):
            yield clause.id, "changed"


def _practices(edition: Edition, all_shelves: Sequence[Shelf], policy: Policy) -> Mapping[str, Sequence[Practice]]:
    found: dict[str, list[Practice]] = {}
    for shelf in all_shelves:
        below = shelf.main.edition
        above = shelf.procedure.above(below)
        if shelf.procedure.id != edition.document.procedure or edition.key not in {each.key for each in above}:
            continue
        others = tuple(each.document for each in above if each.key != edition.key)
        labels = citations(below.document)
        for clause in below.document.all_clauses():
            for id in implements(clause, below.document, edition.document, others):
                found.setdefault(id, []).append(_practice(clause, below.document, labels, policy))
    return found


def _practice(clause: Clause, document: Document, labels: Mapping[str, str], policy: Policy) -> Practice:
    words = tuple(rule_words(rule) for part in clause.walk() for rule in part.all_rules())
    anchor = Anchor(document.procedure, document.id, document.version, clause.id)
    return Practice(policy.department_title(document.department), anchor, labels[clause.id], words)


def _held(edition: Edition, procedure: Procedure) -> Iterator[Held]:
    for each in effective(edition, procedure.above(edition)):
        document = each.edition.document
        label = citations(document)[each.rule.clause]
        source = label if document.id == edition.document.id else f"《{document.title}》{label}"
        anchor = Anchor(document.procedure, document.id, document.version, each.rule.clause)
        yield Held(rule_words(each.rule), source, anchor, each.relation, RELATIONS[each.relation].zh)

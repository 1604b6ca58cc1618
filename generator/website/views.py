"""What the pages of documents say beside the text: what changed, who implements it, what holds for a department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.document.blocks import Anchor, Manuscript
from generator.document.compose import compose
from generator.history.changes import clause_changes, earlier_ids
from generator.model import Clause, Document, Edition, Policy, Procedure, Version, implements
from generator.phrases import RELATIONS, rule_words
from generator.reasoning import effective
from generator.website.library import Entry, Shelf


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
    changes: Mapping[str, str]
    practices: Mapping[str, Sequence[Practice]]
    held: Sequence[Held]


def view(entry: Entry, known: Practices, policy: Policy, *, full: bool) -> DocumentView:
    """Everything that a page needs; `full` adds what only the version in force is asked for."""
    edition, procedure = entry.edition, entry.procedure
    return DocumentView(
        entry,
        compose(edition, procedure, policy),
        _changes(entry),
        known.get(edition.key, {}) if full else {},
        tuple(_held(edition, procedure)) if full and edition.document.implements else (),
    )


def _changes(entry: Entry) -> Mapping[str, str]:
    """What became of each clause since the version before, by its id."""
    if entry.before is None:
        return {}
    old, new = entry.before.document, entry.edition.document
    earlier = earlier_ids(entry.procedure, new.id, old.version, new.version)
    return {each.id: each.kind for each in clause_changes(old, new, earlier)}


Practices = Mapping[tuple[str, str, Version], Mapping[str, Sequence[Practice]]]
"""For each version of a document above, and each of its clauses, who implements it."""


def practices(all_shelves: Sequence[Shelf], policy: Policy) -> Practices:
    """Who implements what, by the main version of every document."""
    found: dict[tuple[str, str, Version], dict[str, list[Practice]]] = {}
    for shelf in all_shelves:
        document = shelf.main.edition.document
        above = shelf.procedure.above(shelf.main.edition)
        labels = citations(document) if above else {}
        for upper in above:
            others = tuple(each.document for each in above if each.key != upper.key)
            for clause in document.all_clauses():
                for id in implements(clause, upper.document, others):
                    by_clause = found.setdefault(upper.key, {})
                    by_clause.setdefault(id, []).append(_practice(clause, document, labels, policy))
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

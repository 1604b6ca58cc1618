"""The words of the rules as a reader looks them up: what each means, what it can be, where rules speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.model import Document, Edition, Rule, Term, TermKind, atoms, terms_of
from generator.phrases import value_words
from generator.website.library import Shelf
from generator.website.press import Press

MOST_USES = 12
"""So many clauses are named where a term is used in more."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term with the clauses of its document whose rules speak of it."""

    term: Term
    id: str
    uses: Sequence[tuple[Anchor, str]]

    @property
    def values(self) -> str:
        """What it can be, in words; choices are told by themselves."""
        term = self.term
        match term.kind:
            case TermKind.QUANTITY:
                whole = "，取整数" if term.whole else ""
                limits = f"，{value_words(term.range)}" if term.range else ""
                return f"数量，单位：{term.unit}{whole}{limits}"
            case TermKind.YES_NO:
                return "是或否"
            case TermKind.SEVERAL:
                return "可以同时有几个取值"
            case TermKind.CHOICE:
                return "只取一个值"

    @property
    def role(self) -> str:
        """Whether it is met or chosen."""
        return "情形" if self.term.given else "各部门共同的做法" if self.term.shared else "做法"


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms that one document declares (a procedure: those of its terms.yaml, too)."""

    shelf: Shelf
    meanings: Sequence[Meaning]


def glossaries(press: Press) -> Iterator[Glossary]:
    """The glossary of each document that declares terms, by their main versions."""
    for shelf in press.shelves:
        if shelf.main.edition.document.implements and shelf.procedure.id in press.crowded:
            continue
        edition = shelf.main.edition
        if terms := declared(edition):
            uses = _uses(edition.document, press)
            prefix = edition.document.id if edition.document.implements else shelf.procedure.id
            yield Glossary(shelf, [Meaning(term, f"{prefix}-{term.name}", uses.get(term.name, ())) for term in terms])


def declared(edition: Edition) -> Sequence[Term]:
    """The terms that a document brings: its own, and, in a procedure, those of the terms file."""
    own = edition.document.terms if edition.document.implements else edition.vocabulary
    return list(own.values())


def _uses(document: Document, press: Press) -> Mapping[str, Sequence[tuple[Anchor, str]]]:
    labels = press.labels(document)
    found: dict[str, dict[str, None]] = {}
    for rule in document.rules():
        for name in _spoken(rule):
            found.setdefault(name, {})[rule.clause] = None
    return {
        name: [(press.anchor(document, clause), labels[clause]) for clause in clauses]
        for name, clauses in found.items()
    }


def _spoken(rule: Rule) -> Iterator[str]:
    for condition in (rule.when, rule.unless, *rule.duties()):
        if condition is not None:
            for atom in atoms(condition):
                yield from terms_of(atom)

"""找渠道: for each thing that a procedure's finder asks about, what the rules recommend, and from which clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.document.blocks import Anchor
from generator.model import Choice, Edition, TermKind, atoms


@dataclass(frozen=True, slots=True)
class Advice:
    """One case of one question: which answers a clause gives."""

    question: str
    case: str
    aliases: tuple[str, ...]
    answers: tuple[str, ...]
    anchor: Anchor
    citation: str


def advice(edition: Edition) -> Iterator[Advice]:
    """Every case that a rule answers, in the declared order of the choices."""
    document = edition.document
    finder = document.finder
    if finder is None:
        return
    labels = citations(document)
    for question in finder.ask:
        term = edition.vocabulary.get(question)
        for case in term.choices if term and term.kind is TermKind.CHOICE else ():
            for rule in document.rules():
                asked = {c for a in atoms(rule.when) if isinstance(a, Choice) and a.term == question for c in a.choices}
                given = [
                    a for d in rule.duties() for a in atoms(d) if isinstance(a, Choice) and a.term == finder.answer
                ]
                if case.name in asked and given:
                    anchor = Anchor(document.procedure, document.id, document.version, rule.clause)
                    yield Advice(question, case.name, case.aliases, given[0].choices, anchor, labels[rule.clause])


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A clause with all cases that it answers; `words` are what else people call them."""

    cases: tuple[str, ...]
    words: tuple[str, ...]
    answers: tuple[str, ...]
    anchor: Anchor
    citation: str


def by_clause(edition: Edition) -> Sequence[Recommendation]:
    """The advice of each clause, in the order of its first case."""
    found: dict[tuple[str, tuple[str, ...]], list[Advice]] = {}
    for each in advice(edition):
        found.setdefault((each.citation, each.answers), []).append(each)
    return [
        Recommendation(
            tuple(each.case for each in group),
            tuple(alias for each in group for alias in each.aliases),
            group[0].answers,
            group[0].anchor,
            group[0].citation,
        )
        for group in found.values()
    ]

"""What the finder's form asks: its questions with their choices, grouped as the procedure groups its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.model import Clause, Document, Edition
from generator.website.finder import Recommendation

MOST_EXPLAINED = 4
"""Of a question with more choices than this, each is told by its name alone."""


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """One choice, what it means, and what else people call it."""

    name: str
    about: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A term that is asked about; its choices in groups, each with a heading where there are several."""

    term: str
    about: str | None
    groups: tuple[tuple[str, tuple[AskedChoice, ...]], ...]


def questions(edition: Edition, rows: Sequence[Recommendation]) -> Iterator[Question]:
    """The questions that tell the answers apart, in the order declared; also with the choices that nothing is said of."""
    for term in dict.fromkeys(term for row in rows for term in row.when):
        declared = edition.vocabulary[term]
        known = {choice.name: choice for choice in declared.choices}
        names = dict.fromkeys(name for row in rows for name in row.when[term])
        order = list(dict.fromkeys((*known, *names)))
        groups: dict[str, list[AskedChoice]] = {}
        for name in order:
            choice = known.get(name)
            about = choice.about if choice and len(order) <= MOST_EXPLAINED else None
            words = (*choice.aliases, choice.about or "") if choice else ()
            groups.setdefault(_group(edition.document, term, name, rows), []).append(AskedChoice(name, about, words))
        if len(order) > 1:
            yield Question(term, declared.about, tuple((title, tuple(found)) for title, found in groups.items()))


def _group(document: Document, term: str, name: str, rows: Sequence[Recommendation]) -> str:
    """The heading under which a choice is answered, where it alone decides which answer it is."""
    answers = [row for row in rows if name in row.when[term]]
    others = [row for row in rows if name not in row.when[term]]
    if not answers or not others:
        return ""
    return _heading(document, answers[0].sources[0].anchor) if answers[0].sources else ""


def _heading(document: Document, anchor: Anchor) -> str:
    return next((s.title for s in document.all_sections() if any(_has(c, anchor) for c in s.clauses)), "")


def _has(clause: Clause, anchor: Anchor) -> bool:
    return any(part.id == anchor.id for part in clause.walk())

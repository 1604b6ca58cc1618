"""找渠道: for each thing that a procedure's finder asks about, what the rules recommend, and from which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import citations
from generator.document.blocks import Anchor
from generator.model import Choice, Edition, atoms


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A clause with the cases that it answers; `words` are what else people call them."""

    cases: tuple[str, ...]
    words: tuple[str, ...]
    answers: tuple[str, ...]
    anchor: Anchor
    citation: str


def recommendations(edition: Edition) -> Iterator[Recommendation]:
    """What a procedure's rules answer to what its finder asks, in document order."""
    document, finder = edition.document, edition.document.finder
    if finder is None:
        return
    labels = citations(document)
    asked = [edition.vocabulary[name] for name in finder.ask if name in edition.vocabulary]
    for rule in document.rules():
        given = next(
            (a for d in rule.duties() for a in atoms(d) if isinstance(a, Choice) and a.term == finder.answer), None
        )
        named = {(a.term, choice) for a in atoms(rule.when) if isinstance(a, Choice) for choice in a.choices}
        cases = [choice for term in asked for choice in term.choices if (term.name, choice.name) in named]
        if given is not None and cases:
            yield Recommendation(
                tuple(case.name for case in cases),
                tuple(alias for case in cases for alias in case.aliases),
                given.choices,
                Anchor(document.procedure, document.id, document.version, rule.clause),
                labels[rule.clause],
            )

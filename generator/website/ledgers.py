"""The figures of a procedure with more departments than a table has columns: for each figure, who states it and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.model import Bound, Rule, Term, atoms
from generator.website.holding import Count, Held, said, tally
from generator.website.library import Shelf
from generator.website.press import Press


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule of a department on a figure."""

    department: str
    rule: Held


@dataclass(frozen=True, slots=True)
class Ledger:
    """A figure: what the procedure says of it (words, clause, number), the rules of departments on it, how these stand, and how
    many documents say nothing.
    """

    shelf: Shelf
    term: Term
    above: Sequence[tuple[str, Anchor, str]]
    below: Sequence[Statement]
    counts: Sequence[Count]
    silent: int

    @property
    def page(self) -> str:
        """Its page."""
        return f"matrix/{self.shelf.procedure.id}/figure-{self.term.name}.md"


def ledgers(shelf: Shelf, others: Sequence[Shelf], press: Press) -> Sequence[Ledger]:
    """The figures of a procedure and those that more than one document below states, in the order of the vocabulary."""
    document = shelf.main.edition.document
    labels = press.labels(document)
    above: dict[str, list[tuple[str, Anchor, str]]] = {}
    for rule in document.rules():
        for name in _figures(rule):
            anchor = press.anchor(document, rule.clause)
            above.setdefault(name, []).append((said(rule), anchor, labels[rule.clause]))
    below: dict[str, list[Statement]] = {}
    stating: dict[str, set[int]] = {}
    vocabulary: dict[str, Term] = dict(shelf.main.edition.vocabulary)
    for other in others:
        edition = other.main.edition
        for each in press.held(other):
            for name in _figures(each.rule) if each.own else ():
                vocabulary.setdefault(name, edition.vocabulary[name])
                statement = Statement(press.policy.department_title(edition.document.department), each)
                below.setdefault(name, []).append(statement)
                stating.setdefault(name, set()).add(id(other))
    names = [name for name in vocabulary if name in above or len(stating.get(name, ())) > 1]
    return [_ledger(shelf, vocabulary[name], above, below, len(others) - len(stating.get(name, ()))) for name in names]


def _ledger(
    shelf: Shelf,
    term: Term,
    above: Mapping[str, Sequence[tuple[str, Anchor, str]]],
    below: Mapping[str, Sequence[Statement]],
    silent: int,
) -> Ledger:
    mine = below.get(term.name, ())
    return Ledger(shelf, term, above.get(term.name, ()), mine, tally(each.rule for each in mine), silent)


def _figures(rule: Rule) -> Sequence[str]:
    """The quantities on which a rule sets a bound."""
    found = (
        name for duty in rule.duties() for bound in atoms(duty) if isinstance(bound, Bound) for name in bound.terms
    )
    return list(dict.fromkeys(found))

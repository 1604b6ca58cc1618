"""A policy as the oracle sees it: the same documents in every space, one space for each conversion of its uncertain units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conversions import Conversion, amount_under, conversions
from oracle import Oracle, Upper
from spaces import Space, domains

from generator.model import Edition, Latitude, Procedure, Quantity, Rule

KINDS = (
    "self-conflict", "conflict", "looser", "permits-forbidden", "forbids-permitted", "fixed-changed", "departs-from-should",
)  # fmt: skip
"""In the order of the table in section Meaning; out-of-range is a name for two of them."""

Key = tuple[str, str, int]


class Policy:
    """The documents of a procedure, and what the oracle says of them."""

    kinds = KINDS

    def __init__(self, made: Procedure, also: Sequence[Quantity] = (), finer: int = 0) -> None:
        """`also` are quantities that conversions are told apart by, beside those that the policy speaks of."""
        self.made = made
        self.editions = {edition.document.id: edition for edition in made.working}
        vocabulary = next(iter(self.editions.values())).vocabulary
        documents = [edition.document for edition in self.editions.values()]
        rules = [rule for document in documents for rule in document.rules()]
        ranges = [bound for document in documents for clause in document.all_clauses() for bound in clause.range]
        limits = [term.range for term in vocabulary.values() if term.range]
        self.conversions: list[Conversion] = conversions(rules, [*ranges, *limits], also)
        self.oracles: list[Oracle] = []
        for conversion in self.conversions:
            amount = amount_under(conversion)
            tried = domains(vocabulary, rules, ranges, amount, finer)
            self.oracles.append(Oracle(Space(vocabulary, tried, amount)))
        self.size = sum(o.space.size * len(o.space.situations) for o in self.oracles)

    def rules(self, name: str) -> list[Rule]:
        return list(self.editions[name].document.rules())

    def above(self, name: str, without: frozenset[Key] = frozenset()) -> list[Upper]:
        """The documents above one, nearest first, without the rules that findings of their own name."""
        return [upper_of(edition, without) for edition in self.made.above(self.editions[name])]

    def verdicts(self, kind: str, own: Sequence[Rule], above: Sequence[Upper], *, ranged: bool = True) -> list[bool]:
        """Whether a kind of contradiction holds under each conversion. See `Oracle` for `ranged`."""
        oracles = self.oracles if ranged else [Oracle(oracle.space, ranged=False) for oracle in self.oracles]
        return [any(True for _ in oracle.shows(kind, own, above)) for oracle in oracles]

    def certain(self, kind: str, own: Sequence[Rule], above: Sequence[Upper]) -> bool:
        """Whether a kind holds under every conversion in one way: by the same `may`, or against the same fixed clause."""
        ways: list[tuple[Sequence[Rule], Sequence[Upper]]] = [(own, above)]
        if kind == "permits-forbidden":
            ways = [([rule], above) for rule in own]
        elif kind in ("forbids-permitted", "fixed-changed"):
            fixed = [rule for upper in above for group in upper.fixed() for rule in group]
            ways = [(own, [fixed_only(upper, rule.clause) for upper in above]) for rule in fixed]
        return any(all(self.verdicts(kind, *way)) for way in ways)


def fixed_only(upper: Upper, clause: str) -> Upper:
    """A document above of whose fixed clauses only one is left fixed; the others are kept as they are."""
    clauses = {
        id: each if id == clause or each.latitude is not Latitude.FIXED else replace(each, latitude=Latitude.TIGHTEN)
        for id, each in upper.clauses.items()
    }
    return replace(upper, clauses=clauses)


def upper_of(edition: Edition, without: frozenset[Key] = frozenset()) -> Upper:
    document = edition.document
    rules = [rule for rule in document.rules() if (document.id, rule.clause, rule.index) not in without]
    return Upper(rules, {clause.id: clause for clause in document.all_clauses()})


def only(above: Sequence[Upper], rules: Sequence[Rule]) -> list[Upper]:
    """The documents above with nothing left of them but some rules; a document without rules still stands in its place."""
    kept = {id(rule) for rule in rules}
    return [replace(upper, rules=[rule for rule in upper.rules if id(rule) in kept]) for upper in above]

"""A witness, replayed: does some case that its values describe show the contradiction by the definitions?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import or_

from conversions import certain
from oracle import Oracle, Upper
from oracle_policy import Policy

from generator.model import Quantity, Rule, TermKind
from generator.reasoning import Value, Witness


def shows_it(policy: Policy, kind: str, own: Sequence[Rule], above: Sequence[Upper], witness: Witness) -> bool:
    """Under every conversion under which the contradiction holds; values that a witness does not name are free."""
    verdicts = policy.verdicts(kind, own, above)
    chosen = zip(policy.oracles, policy.conversions, verdicts, strict=True)
    said = [value for value in (*witness.situation.values(), *witness.conduct.values()) if isinstance(value, Quantity)]
    replayed = []
    for oracle, conversion, holds in chosen:
        if not holds or not all(certain(q) or (q.unit.name, q.amount) in conversion for q in said):
            continue
        like = conducts_like(oracle, witness.conduct)
        replayed.append(
            any(
                at & like
                for n, at in oracle.shows(kind, own, above)
                if all(same(oracle, value, oracle.space.situations[n].get(term)) for term, value in witness.situation.items())
            )
        )
    # Another conversion may have another witness.
    return any(replayed)


def same(oracle: Oracle, value: Value, other: object) -> bool:
    return other is None or plain(oracle, value) == other


def plain(oracle: Oracle, value: Value) -> object:
    if isinstance(value, Quantity):
        return oracle.space.amount(value)
    return frozenset(value) if isinstance(value, tuple) else value


def conducts_like(oracle: Oracle, conduct: Mapping[str, Value]) -> int:
    """The conducts with the values of a witness; of a real term, those that rules cannot tell from its value.

    Rules tell real values apart by the numbers in them, whole ones where there are two terms (see `spaces`).
    """
    space = oracle.space
    found = space.every
    numbers: dict[str, Fraction] = {}
    for term, value in conduct.items():
        if term not in space.having:
            continue
        kind = space.terms[term].kind
        if kind is TermKind.QUANTITY and not space.terms[term].whole:
            assert isinstance(value, Quantity)
            numbers[term] = space.amount(value)
        elif kind is TermKind.SEVERAL or plain(oracle, value) in space.having[term]:
            found &= space.having[term].get(plain(oracle, value), 0)
        else:
            return 0
    for size in (1, 2):
        for terms in combinations(sorted(numbers), size):
            total = sum((numbers[term] for term in terms), Fraction(0))
            found &= reduce(or_, (at for t, at in space.totals(terms, 0).items() if oracle.space.alike(t, total)), 0)
    return found

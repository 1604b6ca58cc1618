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
    """Under some conversion; values that a witness does not name are free."""
    values = [v for v in (*witness.situation.values(), *witness.conduct.values()) if isinstance(v, Quantity)]
    if len(policy.oracles) > 1 or not all(certain(value) for value in values):
        # Which conversions make a difference depends on the numbers of the witness, too.
        policy = Policy(policy.made, values)
    return any(
        at & conducts_like(oracle, witness.conduct)
        for oracle in policy.oracles
        for n, at in oracle.shows(kind, own, above)
        if matches(oracle, witness.situation, oracle.space.situations[n])
    )


def matches(oracle: Oracle, said: Mapping[str, Value], situation: Mapping[str, object]) -> bool:
    """Whether a situation is one that a witness describes."""
    return all(term not in situation or plain(oracle, value) == situation[term] for term, value in said.items())


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
            numbers[term] = min(space.amount(value), space.top[term])  # nothing changes above all numbers
        elif kind is TermKind.SEVERAL or plain(oracle, value) in space.having[term]:
            found &= space.having[term].get(plain(oracle, value), 0)
        else:
            return 0
    for size in (1, 2):
        for terms in combinations(sorted(numbers), size):
            total = sum((numbers[term] for term in terms), Fraction(0))
            found &= reduce(or_, (at for t, at in space.totals(terms, 0).items() if oracle.space.alike(t, total)), 0)
    return found

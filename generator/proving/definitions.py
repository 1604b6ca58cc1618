"""Each definition of the table in section Meaning, as the formula that it is.

A formula is open: in it the situation s stands for the one that is sought, and so does the conduct a. Where a definition
speaks of one *block*, only what is sought in vain (¬∃, ∀) is confined to it; see `blocks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.model import Condition, Vocabulary
from generator.proving import formulas as f
from generator.proving.duties import (
    Duty,
    Placed,
    agreed,
    applies,
    as_must,
    demands,
    guards,
    obeyed,
    states,
    variables,
    wishes,
    with_latitude,
)
from generator.proving.formulas import Formula
from generator.proving.spaces import A1, A2, A3, A, Space, Variable

Block = frozenset[Variable]


@dataclass(frozen=True)
class Pair:
    """A document D and what stands above it, M: their rules, and O(D) and O(M)."""

    vocabulary: Vocabulary
    own: tuple[Placed, ...]
    d: tuple[Duty, ...]
    m: tuple[Duty, ...]
    others: tuple[Condition, ...] = ()
    block: Block | None = None
    space: Space = field(init=False)

    def __post_init__(self) -> None:
        said = [c for duty in (*self.d, *self.m) for c in duty.conditions()]
        said += [c for each in self.own for c in (each.rule.when, each.rule.unless) if c is not None]
        object.__setattr__(self, "space", Space(self.vocabulary, (*said, *self.others)))

    def within(self, duties: Sequence[Duty]) -> Sequence[Duty]:
        """Those of the block."""
        return duties if self.block is None else [duty for duty in duties if touches(duty, self.block, self.vocabulary)]

    @property
    def g(self) -> tuple[Variable, ...]:
        """G, the guards."""
        return guards((*self.d, *self.m), self.vocabulary)

    @property
    def g_within(self) -> tuple[Variable, ...]:
        return tuple(v for v in self.g if self.block is None or v in self.block)


def touches(duty: Duty, block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a duty speaks of a conduct variable of a block; then it speaks of no other block."""
    return any(v in block for condition in duty.conditions() for v in variables(condition, vocabulary))


def against(own: Sequence[Placed], above: Sequence[Placed], vocabulary: Vocabulary, *, shoulds: bool = False) -> Pair:
    """D against M. D's own shoulds count as musts, those of M where `shoulds` says so."""
    m = tuple(with_latitude(above, own, vocabulary, shoulds=shoulds))
    return Pair(vocabulary, tuple(own), tuple(demands(own, shoulds=True)), m)


def cannot_be_followed(pair: Pair) -> Formula:
    """self-conflict: ∃s. ¬∃a. O(X)(s,a)."""
    return f.neg(pair.space.exists(A, obeyed(pair.within(pair.d), pair.space, A)))


def possible(pair: Pair) -> Formula:
    """M can be followed in s: ∃a. O(M)(s,a)."""
    return pair.space.exists(A1, obeyed(pair.m, pair.space, A1))


def conflict(pair: Pair) -> Formula:
    """In some possible s, D can be followed by itself (as a does) and M and D together cannot; or the same with the values
    g of a on the guards held fixed.
    """
    space = pair.space
    together = f.conj((obeyed(pair.within(pair.d), space, A2), obeyed(pair.within(pair.m), space, A2)))
    never = f.conj((possible(pair), f.neg(space.exists(A2, together))))
    m_with_g = space.exists(A3, f.conj((obeyed(pair.m, space, A3), space.equal(pair.g, A, A3))))
    both_with_g = space.exists(A2, f.conj((together, space.equal(pair.g_within, A, A2))))
    not_with_g = f.conj((m_with_g, f.neg(both_with_g)))
    return f.conj((obeyed(pair.d, space, A), f.disj((never, not_with_g) if pair.g else (never,))))


def looser(pair: Pair) -> Formula:
    """∃ possible s, a. O(D)(s,a) ∧ ∀a′ ∈ Pull(a). ¬O(M)(s,a′)."""
    space = pair.space
    kept = space.exists(A3, f.conj((obeyed(pair.m, space, A3), space.equal(pair.g, A, A3))))
    here = pair.within(pair.d)
    rules = [each.rule for each in pair.own if any(duty.of is each for duty in here)]
    pull = f.conj(
        (
            obeyed(here, space, A1),
            agreed(rules, space, A, A1),
        )
    )
    breaks = f.neg(obeyed(pair.within(pair.m), space, A1))
    anyhow = space.forall(A1, f.implies(pull, breaks))
    # Pull asks for a′ = a on G only where M can be followed with a's values there, which does not depend on a′.
    with_g = space.forall(A1, f.implies(f.conj((pull, space.equal(pair.g_within, A, A1))), breaks))
    found = f.disj((anyhow, f.conj((kept, with_g)))) if pair.g else anyhow
    return f.conj((possible(pair), obeyed(pair.d, space, A), found))


def permits_forbidden(may: Placed, above: Sequence[Placed], vocabulary: Vocabulary) -> Pair:
    """A `may`, read alone as if it were a must of a document of its own: what has to be `looser` than M."""
    return against([as_must(may)], above, vocabulary)


def contradicts_itself(may: Placed, own: Sequence[Placed], vocabulary: Vocabulary) -> Pair:
    """The same with O(X), shoulds included, for O(M): a `may` of X that X itself forbids."""
    alone = as_must(may)
    return Pair(vocabulary, (alone,), tuple(demands([alone], shoulds=True)), tuple(demands(own, shoulds=True)))


def forbids_permitted(pair: Pair, may: Placed) -> Formula:
    """In some possible s where a `may` of M on a fixed clause applies, O(D) rules out everything that it grants and O(M)
    allows, and that is not nothing (a is of it).
    """
    space = pair.space

    def granted(conduct: str, duties: Sequence[Duty]) -> Formula:
        assert may.rule.may is not None, may.key
        grants = f.conj((applies(may.rule, space, conduct), space.holds(may.rule.may, conduct)))
        return f.conj((grants, obeyed(duties, space, conduct)))

    left = f.conj((granted(A1, pair.within(pair.m)), obeyed(pair.within(pair.d), space, A1)))
    return f.conj((granted(A, pair.m), f.neg(space.exists(A1, left))))


def fixed_changed(pair: Pair) -> Formula:
    """`pair.m` are the duties of one fixed clause. In some situation where it can be followed and a rule of D applies that
    states a conduct term of it, what D allows on the clause's conduct terms is not exactly what the clause allows: a is,
    on one side only.
    """
    space = pair.space
    looked_at = tuple(dict.fromkeys(v for duty in pair.m for v in variables(duty.asks, pair.vocabulary)))
    stating = [each for each in pair.own if set(stated_variables(each, pair.vocabulary)) & set(looked_at)]
    stated = space.exists(A3, f.disj(applies(each.rule, space, A3) for each in stating))

    def allowed(duties: Sequence[Duty]) -> Formula:
        return space.exists(A2, f.conj((obeyed(duties, space, A2), space.equal(looked_at, A, A2))))

    return f.conj((possible(pair), stated, f.differs(allowed(pair.m), allowed(pair.within(pair.d)))))


def stated_variables(each: Placed, vocabulary: Vocabulary) -> tuple[Variable, ...]:
    """What a rule states, of a sum each term."""
    said = (subject for wish in wishes(each.rule, shoulds=True) for subject, _ in states(wish, vocabulary))
    return tuple((term, choice) for terms, choice in said for term in terms)


def peers_disagree(pairs: Sequence[tuple[str, Pair]], space: Space, block: Block | None = None) -> Formula:
    """peer-conflict: ∃ possible s where each department's document can be followed together with M, but with no values h of
    the shared terms can all of them.
    """
    shared = [
        v
        for v in dict.fromkeys(v for c in space.conditions for v in variables(c, space.vocabulary))
        if space.vocabulary[v[0]].shared
    ]

    def both(pair: Pair, conduct: str, *, part: bool) -> Formula:
        pair = replace(pair, block=block if part else None)
        return obeyed((*pair.within(pair.d), *pair.within(pair.m)), space, conduct)

    each = f.conj(space.exists(name, both(pair, name, part=False)) for name, pair in pairs)
    together = f.conj(f.conj((both(pair, name, part=True), space.equal(shared, "h", name))) for name, pair in pairs)
    for name in ("h", *(name for name, _ in pairs)):
        together = space.exists(name, together)
    return f.conj((each, f.neg(together)))

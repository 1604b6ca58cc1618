"""A kind's definition for documents of given rules: as a whole, block by block, and in the case that a witness gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model import Bound, Condition, Edition, Latitude, Quantity, TermKind, Vocabulary
from generator.proving import definitions as define
from generator.proving import formulas as f
from generator.proving.blocks import blocks
from generator.proving.definitions import Pair
from generator.proving.duties import Placed, conditions_of, demands, variables
from generator.proving.formulas import Formula
from generator.proving.spaces import A, Space, value
from generator.reasoning import Key, Kind, Member, Value, Witness


@dataclass(frozen=True, slots=True)
class Holding:
    """A definition as an open formula over the variables of a space."""

    space: Space
    formula: Formula


def placed(
    edition: Edition, above: Sequence[Edition], without: frozenset[Key]
) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """The rules of D, and those of M, nearest document first."""
    chain = [
        Placed(Member(each, rule, clause), depth)
        for depth, each in enumerate((edition, *above))
        for clause in each.document.all_clauses()
        for rule in clause.all_rules()
    ]
    own = tuple(each for each in chain if not each.depth)
    return own, tuple(each for each in chain if each.depth and each.key not in without)


def holds(kind: Kind, rules: Sequence[Placed], vocabulary: Vocabulary, *, also: tuple[Condition, ...] = ()) -> Holding:
    """A kind's definition for D and M that have just these rules; quantities in `also` are measured with theirs."""
    own, above = [each for each in rules if not each.depth], [each for each in rules if each.depth]
    # One measure for all cases, whichever rules they look at.
    said = (*(c for each in rules for c in (*conditions_of(each.rule), *each.clause.range)), *also)
    cases = tuple(_cases(kind, own, above, vocabulary, said))
    return Holding(Space(vocabulary, said), f.disj(cases))


def _cases(
    kind: Kind, own: Sequence[Placed], above: Sequence[Placed], vocabulary: Vocabulary, said: tuple[Condition, ...]
) -> Iterator[Formula]:
    """The cases of which one is enough."""
    pair = replace(define.against(own, above, vocabulary), others=said)
    mays = [each for each in own if each.rule.may is not None]
    match kind:
        case Kind.SELF_CONFLICT:
            yield define.cannot_be_followed(pair)
            for may in mays:
                yield define.looser(replace(define.contradicts_itself(may, own, vocabulary), others=said))
        case Kind.CONFLICT:
            yield define.conflict(pair)
        case Kind.LOOSER:
            yield define.looser(pair)
        case Kind.PERMITS_FORBIDDEN:
            for may in mays:
                yield define.looser(replace(define.permits_forbidden(may, above, vocabulary), others=said))
        case Kind.FORBIDS_PERMITTED:
            for may in fixed_mays(above):
                yield define.forbids_permitted(pair, may)
        case Kind.FIXED_CHANGED:
            for clause in fixed_clauses(above):
                yield define.fixed_changed(replace(pair, m=tuple(demands(clause, shoulds=False))))
        case Kind.DEPARTS_FROM_SHOULD:
            firm = replace(define.against(own, above, vocabulary, shoulds=True), others=said)
            yield from (define.conflict(firm), define.looser(firm))


def _made(pair: Pair, formula: Formula) -> Holding:
    return Holding(pair.space, formula)


def fixed_mays(above: Sequence[Placed]) -> list[Placed]:
    """The `may`s of fixed clauses."""
    return [each for each in above if each.clause.latitude is Latitude.FIXED and each.rule.may is not None]


def fixed_clauses(above: Sequence[Placed]) -> list[list[Placed]]:
    """The rules of each fixed clause."""
    by_clause: dict[tuple[int, str], list[Placed]] = {}
    for each in above:
        if each.clause.latitude is Latitude.FIXED:
            by_clause.setdefault((each.depth, each.clause.id), []).append(each)
    return list(by_clause.values())


def absent(own: Sequence[Placed], above: Sequence[Placed], vocabulary: Vocabulary) -> Iterator[tuple[Kind, Holding]]:
    """Every definition, block by block (see `blocks`), for a document that is said to have no contradiction."""
    pair = define.against(own, above, vocabulary)
    firm = define.against(own, above, vocabulary, shoulds=True)
    mays = [each for each in own if each.rule.may is not None]
    for part in _parts(replace(pair, m=())):
        yield Kind.SELF_CONFLICT, _made(part, define.cannot_be_followed(part))
    for may in mays:
        for part in _parts(define.contradicts_itself(may, own, vocabulary)):
            yield Kind.SELF_CONFLICT, _made(part, define.looser(part))
    for part in _parts(pair):
        yield Kind.CONFLICT, _made(part, define.conflict(part))
    for part in _parts(pair):
        yield Kind.LOOSER, _made(part, define.looser(part))
    for may in mays:
        for part in _parts(define.permits_forbidden(may, above, vocabulary)):
            yield Kind.PERMITS_FORBIDDEN, _made(part, define.looser(part))
    for may in fixed_mays(above):
        for part in _parts(replace(pair, others=conditions_of(may.rule))):
            yield Kind.FORBIDS_PERMITTED, _made(part, define.forbids_permitted(part, may))
    for clause in fixed_clauses(above):
        m = tuple(demands(clause, shoulds=False))
        joined = tuple(duty.asks for duty in m)
        for part in _parts(replace(pair, m=m, others=joined)):
            yield Kind.FIXED_CHANGED, _made(part, define.fixed_changed(part))
    if len(firm.m) > len(pair.m):
        for part in _parts(firm):
            yield Kind.DEPARTS_FROM_SHOULD, _made(part, f.disj((define.conflict(part), define.looser(part))))


def _parts(pair: Pair) -> Iterator[Pair]:
    """The question of each block in which D has a duty; where some conditions are asked about, of their block alone."""
    about = {v for condition in pair.others for v in variables(condition, pair.vocabulary)}
    for block in blocks((*pair.d, *pair.m), pair.vocabulary, pair.others):
        part = replace(pair, block=block)
        if part.within(pair.d) and (not about or about & block):
            yield part


def beyond_ranges(kind: Kind, rules: Sequence[Placed], vocabulary: Vocabulary) -> Holding:
    """`conflict` or `looser` where what the ranges above allow is not looked at: what holds still is not out-of-range."""
    own, above = [each for each in rules if not each.depth], [each for each in rules if each.depth]
    pair = define.against(own, above, vocabulary)
    pair = replace(pair, m=tuple(duty for duty in pair.m if duty.once is None))
    return _made(pair, define.conflict(pair) if kind is Kind.CONFLICT else define.looser(pair))


def shown_by(witness: Witness, kind: Kind, rules: Sequence[Placed], vocabulary: Vocabulary) -> Holding:
    """A kind's definition with s and a as a witness has them."""
    values = {**witness.situation, **witness.conduct}
    place = rules[0].rule.place
    also = tuple(Bound((name,), said, said, place=place) for name, said in values.items() if isinstance(said, Quantity))
    made = holds(kind, rules, vocabulary, also=also)
    return Holding(made.space, f.conj((made.formula, *fixed(witness, made.space))))


def fixed(witness: Witness, space: Space) -> Iterator[Formula]:
    """The situation and the conduct are those of a witness, as far as a formula speaks of them."""
    known = {term.name for term in space.terms}
    for name, said in {**witness.situation, **witness.conduct}.items():
        if name in known:
            yield from _is(name, said, space)


def _is(name: str, said: Value, space: Space) -> Iterator[Formula]:
    term = space.vocabulary[name]
    match said:
        case bool():
            named = space.name((name, None), A)
            yield named if said else f.neg(named)
        case str():
            yield ("=", space.name((name, None), A), value(name, said))
        case Quantity():
            yield f.compared("=", space.sum((name,), A), space.measures[name].position(said))
        case _ if term.kind is TermKind.SEVERAL:
            for choice in term.choices:
                mark = space.name((name, choice.name), A)
                yield mark if choice.name in said else f.neg(mark)

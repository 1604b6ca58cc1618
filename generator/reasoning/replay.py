"""Replays a case with the evaluator: the rules that it is said to keep are kept, those that it is said to break are broken."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from generator.model import Latitude, Quantity, TermKind
from generator.reasoning.definitions import Kind
from generator.reasoning.evaluator import Amount, Values, holds, obeys
from generator.reasoning.formulas import Member
from generator.reasoning.rounds import Found
from generator.reasoning.witnesses import Case


def replayed(found: Found, own: Iterable[Member]) -> bool:
    """Whether the evaluator agrees with what the case is said to show. Without conduct there is nothing to replay."""
    case = found.case
    if case is None or not case.conduct:
        return True
    values, at = case_values(case), case_amount(case)
    mine = set(map(id, own))
    lower = [member for member in found.members if id(member) in mine]
    upper = [member for member in found.members if id(member) not in mine]
    shoulds = found.kind is Kind.DEPARTS_FROM_SHOULD
    match found.kind:
        case Kind.SELF_CONFLICT:
            return _kept(found.mays, values, at, may=True) and _broken(lower, values, at, shoulds=True)
        case Kind.PERMITS_FORBIDDEN:
            return _kept(found.mays, values, at, may=True) and (_broken(upper, values, at) or _left(upper, values, at))
        case Kind.FORBIDS_PERMITTED:
            return _kept(found.mays, values, at, may=True) and _broken(lower, values, at, shoulds=True)
        case Kind.FIXED_CHANGED:
            return _broken(upper, values, at) != _broken(lower, values, at, shoulds=True)
        case _:
            return _kept(lower, values, at) and (
                _broken(upper, values, at, shoulds=shoulds) or _left(upper, values, at)
            )


def _kept(members: Iterable[Member], values: Values, at: Amount, *, may: bool = False) -> bool:
    return all(obeys(member.rule, values, at, shoulds=True, may=may) is not False for member in members)


def _broken(members: Iterable[Member], values: Values, at: Amount, *, shoulds: bool = False) -> bool:
    """Whether one of the rules is broken."""
    return any(obeys(member.rule, values, at, shoulds=shoulds) is False for member in members)


def _left(members: Iterable[Member], values: Values, at: Amount) -> bool:
    """Whether what a clause above leaves to documents below is left."""
    ranges = (bound for m in members if m.clause.latitude is Latitude.RANGE for bound in m.clause.range)
    return any(holds(bound, values, at) is False for bound in ranges)


def case_amount(case: Case) -> Amount:
    """Where a case has quantities on their lines."""

    def at(term: str, quantity: Quantity) -> Fraction | None:
        return case.setting.scales[term].positions.get(quantity)

    return at


def case_values(case: Case) -> Values:
    """A case by term."""
    values: dict[str, Fraction | str | bool | frozenset[str]] = {}
    for (name, choice), value in {**case.situation, **case.conduct}.items():
        if case.setting.vocabulary[name].kind is TermKind.SEVERAL and choice is not None:
            before = values.get(name, frozenset())
            assert isinstance(before, frozenset)
            values[name] = before | {choice} if value else before
        else:
            values[name] = value
    return values

"""A short cut for what nearly every rule is: one bound, one list, one yes or no on a term of its own."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Bound, Vocabulary
from generator.reasoning.formulas import Demand, Fact, Measure, Pick


def plainly_quiet(members: Sequence[Demand], vocabulary: Vocabulary) -> bool:
    """Whether it shows at a glance that all can be followed together and each demand of D lies within M's; False also
    where one has to look closer.
    """
    asks = [demand.asks for demand in members]
    own = [demand.depth == 0 for demand in members]
    if not asks:
        return True
    if all(isinstance(ask, Measure) for ask in asks):
        return _bounds([ask.bound for ask in asks if isinstance(ask, Measure) and not ask.negated], own, vocabulary)
    if all(isinstance(ask, Pick) and not ask.negated for ask in asks):
        return _lists([frozenset(ask.choice.choices) for ask in asks if isinstance(ask, Pick)], own)
    return all(isinstance(ask, Fact) for ask in asks) and len({ask.yes for ask in asks if isinstance(ask, Fact)}) == 1


def _bounds(bounds: Sequence[Bound], own: Sequence[bool], vocabulary: Vocabulary) -> bool:
    if len(bounds) != len(own) or any(len(bound.terms) > 1 or bound.low_open or bound.high_open for bound in bounds):
        return False
    term = vocabulary[bounds[0].terms[0]]
    ends = [end for bound in bounds for end in (bound.low, bound.high) if end is not None]
    if len({end.unit for end in ends}) > 1 or any(end.amount < 0 for end in ends):
        return False
    if term.whole and (any(end.unit != term.unit or end.amount.denominator != 1 for end in ends)):
        return False
    limits = term.range
    if limits and (limits.low_open or limits.high_open):
        return False
    for end in (limits.low, limits.high) if limits else ():
        if end is not None and any(end.unit != other.unit for other in ends):
            return False
    lows = [bound.low.amount for bound in bounds if bound.low]
    highs = [bound.high.amount for bound in bounds if bound.high]
    lowest = max([*lows, *([limits.low.amount] if limits and limits.low else [])], default=None)
    highest = min([*highs, *([limits.high.amount] if limits and limits.high else [])], default=None)
    if lowest is not None and highest is not None and lowest > highest:
        return False
    above = [bound for bound, mine in zip(bounds, own, strict=True) if not mine]
    low = max((bound.low.amount for bound in above if bound.low), default=None)
    high = min((bound.high.amount for bound in above if bound.high), default=None)
    mine_all = [bound for bound, mine in zip(bounds, own, strict=True) if mine]
    return all(
        (low is None or (bound.low is not None and bound.low.amount >= low))
        and (high is None or (bound.high is not None and bound.high.amount <= high))
        for bound in mine_all
    )


def _lists(lists: Sequence[frozenset[str]], own: Sequence[bool]) -> bool:
    if not frozenset.intersection(*lists):
        return False
    above = [names for names, mine in zip(lists, own, strict=True) if not mine]
    allowed = frozenset.intersection(*above) if above else None
    return allowed is None or all(names <= allowed for names, mine in zip(lists, own, strict=True) if mine)

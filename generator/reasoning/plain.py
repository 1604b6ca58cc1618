"""What nearly every rule asks for: one pair of ends, one list, one yes or no, on a variable of its own.

Such asks can be compared at a glance; all else takes the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model import Quantity, Term, Unit, Vocabulary
from generator.reasoning.formulas import Demand, Fact, Formula, Measure, Pick, Variable, conjuncts
from generator.reasoning.logic.numbers import Number, whole


@dataclass(frozen=True, slots=True)
class Ends:
    """What is asked of a quantity, in one unit; absent ends are open."""

    unit: Unit
    low: Number | None
    high: Number | None


Ask = Ends | frozenset[str] | bool


def plain(asks: Formula, vocabulary: Vocabulary) -> Ask | None:
    """What a demand asks for; None where it is not plain."""
    match asks:
        case Fact(_, yes):
            return yes
        case Pick(choice, negated=False):
            return frozenset(choice.choices)
        case Measure(bound, negated=False) if len(bound.terms) == 1 and not (bound.low_open or bound.high_open):
            return _ends(bound.low, bound.high, vocabulary[bound.terms[0]])
        case _:
            return None


def _ends(low: Quantity | None, high: Quantity | None, term: Term) -> Ends | None:
    """Ends that the term can have, so that whatever two such asks leave to each other can be done."""
    unit = (low or high or _NOTHING).unit
    least: Number = 0
    most: Number | None = None
    if (limits := term.range) is not None:
        if limits.low_open or limits.high_open or any(end and end.unit != unit for end in (limits.low, limits.high)):
            return None
        least = whole(limits.low.amount) if limits.low else 0
        most = whole(limits.high.amount) if limits.high else None
    if term.whole and unit != term.unit:
        return None
    for end in (low, high):
        if end is not None:
            amount = whole(end.amount)
            stepped = isinstance(amount, int) or not term.whole
            if end.unit != unit or amount < least or (most is not None and amount > most) or not stepped:
                return None
    return Ends(unit, whole(low.amount) if low else None, whole(high.amount) if high else None)


_NOTHING = Quantity(Fraction(0), Unit(""), "")


def together(asks: Iterable[Ask]) -> Ask | None:
    """What is left to do where all is asked; None where nothing is, or it takes the solver to say."""
    left: Ask | None = None
    for ask in asks:
        if left is None or left == ask:
            left = ask
        elif isinstance(ask, Ends) and isinstance(left, Ends) and left.unit == ask.unit:
            low = ask.low if left.low is None else left.low if ask.low is None else max(left.low, ask.low)
            high = ask.high if left.high is None else left.high if ask.high is None else min(left.high, ask.high)
            if low is not None and high is not None and low > high:
                return None
            left = Ends(left.unit, low, high)
        elif isinstance(ask, frozenset) and isinstance(left, frozenset) and left & ask:
            left &= ask
        else:
            return None
    return left


def within(ask: Ask, other: Ask) -> bool:
    """Whether one asks for all that the other does."""
    if isinstance(ask, Ends) and isinstance(other, Ends):
        return (
            ask.unit == other.unit
            and (other.low is None or (ask.low is not None and ask.low >= other.low))
            and (other.high is None or (ask.high is not None and ask.high <= other.high))
        )
    if isinstance(ask, frozenset) and isinstance(other, frozenset):
        return ask <= other
    return ask is other


def suspects(members: Sequence[Demand], vocabulary: Vocabulary) -> Sequence[Demand] | None:
    """Of demands on one variable those that a contradiction can involve; None where one has to look closer.

    A demand is harmless where all that can be asked beside it, in whatever situation, can be followed together, and it lies
    within what M then asks for, if it is D's. Where only harmless ones apply nothing is wrong, so what never applies beside
    another one is not involved.
    """
    asks = [plain(demand.asks, vocabulary) for demand in members]
    known = [ask for ask in asks if ask is not None]
    if len(known) < len(asks):
        return None
    involved: set[int] = set()
    for number, beside in enumerate(_beside([_circumstances(demand, vocabulary) for demand in members])):
        above = [known[other] for other in beside if members[other].depth]
        limit = together(above)
        fits = limit is not None and (members[number].depth or within(known[number], limit))
        if (above and not fits) or together(known[other] for other in beside) is None:
            involved.update(beside)
    return [demand for number, demand in enumerate(members) if number in involved]


def _circumstances(demand: Demand, vocabulary: Vocabulary) -> Mapping[Variable, Ask]:
    """What the situation has to be, at a glance, for a demand to apply."""
    found: dict[Variable, Ask] = {}
    for part in conjuncts(demand.when) if demand.when is not None else ():
        if (ask := plain(part, vocabulary)) is not None and isinstance(part, Measure | Pick | Fact):
            (variable,) = part.variables
            if vocabulary[variable[0]].given:
                found[variable] = ask
    return found


def _beside(circumstances: Sequence[Mapping[Variable, Ask]]) -> Iterator[Sequence[int]]:
    """For each of some demands, by number, which can apply where it does, itself among them."""
    of: dict[Variable, dict[Ask, set[int]]] = {}
    for number, each in enumerate(circumstances):
        for variable, ask in each.items():
            of.setdefault(variable, {}).setdefault(ask, set()).add(number)
    for each in circumstances:
        others = (numbers for v, ask in each.items() for other, numbers in of[v].items() if _apart(ask, other))
        yield sorted(set(range(len(circumstances))).difference(*others))


def _apart(one: Ask, other: Ask) -> bool:
    """Whether a value surely cannot be both."""
    same_unit = not (isinstance(one, Ends) and isinstance(other, Ends)) or one.unit == other.unit
    return same_unit and together((one, other)) is None

"""The nearest value that takes a contradiction away, proved by deciding again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from generator.model import (
    AllOf,
    AnyOf,
    Atom,
    Bound,
    Choice,
    Condition,
    Not,
    Quantity,
    Rule,
    TermKind,
    YesNo,
    atoms,
)
from generator.phrases import number_words
from generator.reasoning.formulas import Formula, Measure, Member, Pick, turned
from generator.reasoning.rounds import MANY, Found, contradicted, rounds
from generator.reasoning.rulings import Rulings
from generator.reasoning.settings import Person
from generator.reasoning.witnesses import Case


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in a rule instead of one of its atoms."""

    member: Member
    old: Atom
    new: Atom

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one change from another."""
        return (self.member.key, self.old, self.new)


FURTHER = 12
"""So often a value is brought nearer still where one is not near enough."""


def fix(found: Found, rules: Rulings, all_found: Sequence[Found]) -> Fix | None:
    """The first change of one value after which this contradiction is gone and no other has come.

    What the contradiction's own case asks for is tried first; where more stands in the way, what the cases ask for that show it.
    """
    if found.case is None or not found.case.conduct:
        return None
    search = _Search(found, rules, [each for each in all_found if each is not found])
    own = [member for member in found.members if member in rules.own]
    ahead = [Fix(member, *change) for member in own for change in _candidates(member.rule, found.case)]
    for _ in range(FURTHER):
        ahead = [*{each.key: each for each in ahead if each.key not in search.tried}.values()]
        if made := next((each for each in ahead if search.mends(each)), None):
            return made
        ahead = [Fix(each.member, each.old, new) for each in ahead for new in search.nearer(each)]
        if not ahead:
            break
    return None


@dataclass
class _Search:
    """Changes that were tried against a contradiction, each with the rules as it left them."""

    found: Found
    rules: Rulings
    others: Sequence[Found]
    tried: dict[tuple[object, ...], Rulings] = field(default_factory=dict)

    @cached_property
    def _known(self) -> Set[tuple[object, ...]]:
        return {_name(each) for each in self.others}

    def mends(self, change: Fix) -> bool:
        """Whether a change takes the contradiction away and brings no other."""
        changed = replace(change.member, rule=_replaced(change.member.rule, change.old, change.new))
        own = self.rules.own
        tried = replace(self.rules, own=tuple(changed if each is change.member else each for each in own))
        # A few rules alone, then all without what other findings name, show soon that a change is no good.
        among = [member for member in self.found.members if member in own]
        named = {member.key for each in self.others for member in each.members}
        alone = tuple(each for each in tried.own if each is changed or each in among)
        apart = tuple(each for each in tried.own if each is changed or each.key not in named)
        for look in (alone, apart) if len(among) <= MANY else (apart,):
            self.tried[change.key] = replace(tried, own=look)
            if contradicted(self.tried[change.key]):
                return False
        self.tried[change.key] = tried
        return not self.others or {_name(each) for each in rounds(tried)} <= self._known

    def nearer(self, change: Fix) -> Iterator[Atom]:
        """What to write instead of a change that was not near enough, after what first shows that it is not."""
        first = next((each for each in rounds(self.tried[change.key]) if _name(each) not in self._known), None)
        if first is not None and first.case is not None:
            # What sums leave depends on the other quantities of the case, which would give way for ever.
            forbidden = _forbids(change.member.rule, change.old)
            yield from _instead(change.new, first.case, forbidden=forbidden, sums=False)


def _name(found: Found) -> tuple[object, ...]:
    return (found.name, *(member.key for member in found.members))


def _candidates(rule: Rule, case: Case) -> Iterator[tuple[Atom, Atom]]:
    for condition in (rule.must, rule.should, rule.may):
        for atom in atoms(condition):
            for new in _instead(atom, case, forbidden=False):
                yield atom, new
    for condition in (*rule.must_not, *rule.should_not):
        if isinstance(condition, Bound):
            for new in _instead(condition, case, forbidden=True):
                yield condition, new


def _forbids(rule: Rule, atom: Atom) -> bool:
    return any(atom is each for each in (*rule.must_not, *rule.should_not))


def _instead(atom: Atom, case: Case, *, forbidden: bool, sums: bool = True) -> Iterator[Atom]:
    """What a case asks for instead of an atom; of what is `forbidden`, the bounds with one end."""
    if not forbidden:
        yield from _nearer(atom, case, sums=sums)
    elif isinstance(atom, Bound) and (atom.low is None) != (atom.high is None):
        for new in _nearer(turned(atom), case, sums=sums):
            if isinstance(new, Bound) and (new.low is None) != (new.high is None):
                yield turned(new)


def _nearer(atom: Atom, case: Case, *, sums: bool) -> Iterator[Atom]:
    match atom:
        case Bound() if atom.terms[0] in case.setting.scales:
            yield from _within(atom, case, sums=sums)
        case Choice(term=term) if case.setting.vocabulary[term].kind is TermKind.CHOICE:
            allowed = _allowed_choices(term, case)
            kept = tuple(name for name in atom.choices if name in allowed)
            for names in (kept, allowed):
                if names and names != atom.choices:
                    yield replace(atom, choices=names)
        case YesNo():
            yield replace(atom, yes=not atom.yes)
        case _:
            return


def _within(atom: Bound, case: Case, *, sums: bool) -> Iterator[Bound]:
    """The part of a bound that M allows, else just what M allows."""
    scale = case.setting.scales[atom.terms[0]]

    def at(quantity: Quantity) -> Fraction:
        return scale.positions.get(quantity, quantity.amount * scale.factor)

    for read in (_asked_above, _room_in_sums) if sums else (_asked_above,):
        allowed = read(atom, case)
        clipped = atom
        if allowed.high and (atom.high is None or at(atom.high) >= at(allowed.high)):
            clipped = replace(clipped, high=allowed.high, high_open=allowed.high_open)
        if allowed.low and (atom.low is None or at(atom.low) <= at(allowed.low)):
            clipped = replace(clipped, low=allowed.low, low_open=allowed.low_open)
        one_sided = replace(clipped, low=None if atom.low is None else clipped.low)
        one_sided = replace(one_sided, high=None if atom.high is None else one_sided.high)
        for new in (one_sided, clipped, allowed):
            if new != atom and _writable(new) and (not (new.low and new.high) or at(new.low) <= at(new.high)):
                yield new


def _writable(bound: Bound) -> bool:
    """Whether the format has words for it: a range has both ends in it."""
    return (bound.low or bound.high) is not None and not (
        bound.low and bound.high and (bound.low_open or bound.high_open)
    )


def _asked_above(atom: Bound, case: Case) -> Bound:
    """What M asks for the same quantity or sum in a case."""
    positions = case.setting.scales[atom.terms[0]].positions
    low: tuple[Fraction, bool, Quantity] | None = None
    high: tuple[Fraction, bool, Quantity] | None = None
    for bound in _live_bounds(case):
        if sorted(bound.terms) == sorted(atom.terms):
            if bound.low and (low is None or (positions[bound.low], bound.low_open) > low[:2]):
                low = (positions[bound.low], bound.low_open, bound.low)
            if bound.high and (high is None or (positions[bound.high], not bound.high_open) < (high[0], not high[1])):
                high = (positions[bound.high], bound.high_open, bound.high)
    return replace(
        atom,
        low=low and low[2],
        high=high and high[2],
        low_open=low is not None and low[1],
        high_open=high is not None and high[1],
    )


def _room_in_sums(atom: Bound, case: Case) -> Bound:
    """What M's sums leave to a quantity once the others are what they are in a case."""
    low: Quantity | None = None
    high: Quantity | None = None
    low_open = high_open = False
    for bound in _live_bounds(case):
        if len(bound.terms) > len(atom.terms) and set(atom.terms) <= set(bound.terms):
            others = [case.conduct.get((term, None)) for term in bound.terms if term not in atom.terms]
            taken = sum((value for value in others if isinstance(value, Fraction)), Fraction(0))
            low, low_open = _left(bound.low, taken, atom, case) or low, bound.low_open
            high, high_open = _left(bound.high, taken, atom, case) or high, bound.high_open
    return replace(atom, low=low, high=high, low_open=low_open, high_open=high_open)


def _left(end: Quantity | None, taken: Fraction, atom: Bound, case: Case) -> Quantity | None:
    if not taken:
        return end
    scale = case.setting.scales[atom.terms[0]]
    unit = case.setting.vocabulary[atom.terms[0]].unit
    if end is None or unit is None or (left := (scale.positions[end] - taken) / scale.factor) <= 0:
        return None
    return Quantity(left, unit, f"{number_words(left)}{unit}")


def _live_bounds(case: Case) -> Iterator[Bound]:
    """The bounds that M sets in a case."""
    return (ask.bound for ask in _live(case) if isinstance(ask, Measure) and not ask.negated)


def _live(case: Case) -> Iterator[Formula]:
    """What M asks for in a case."""
    someone = Person("a")
    setting = case.setting
    return (d.asks for d in setting.above if case.true(setting.applies(d, someone), someone))


def _allowed_choices(term: str, case: Case) -> tuple[str, ...]:
    picks = [ask for ask in _live(case) if isinstance(ask, Pick) and ask.choice.term == term]
    names = (choice.name for choice in case.setting.vocabulary[term].choices)
    return tuple(name for name in names if all((name in pick.choice.choices) != pick.negated for pick in picks))


def _replaced(rule: Rule, old: Atom, new: Atom) -> Rule:
    def change(condition: Condition) -> Condition:
        match condition:
            case AllOf(parts) | AnyOf(parts):
                return type(condition)(tuple(map(change, parts)))
            case Not(part):
                return Not(change(part))
            case _:
                return new if condition is old else condition

    def maybe(condition: Condition | None) -> Condition | None:
        return None if condition is None else change(condition)

    return replace(
        rule,
        must=maybe(rule.must),
        must_not=tuple(map(change, rule.must_not)),
        should=maybe(rule.should),
        should_not=tuple(map(change, rule.should_not)),
        may=maybe(rule.may),
    )

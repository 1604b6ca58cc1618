"""The figures that hold: for a quantity, the bounds that a document and those above it leave in each case that its rules tell
apart, the rules that set them, and how they stand to the procedure's.

A bound holds where no conduct that obeys the musts goes beyond it; candidates are the ends that rules write of the
quantity and of sums that have it (section Meaning). Where sums join quantities, less than these may be left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from generator.model import Bound, Quantity
from generator.reasoning.effective import near
from generator.reasoning.formulas import Demand, Measure, Member, demands, literals
from generator.reasoning.ground import Ground
from generator.reasoning.intervals import Interval, bounds_alone, narrow
from generator.reasoning.logic.constraints import Bounded, Constraint, Name, Numeric, every
from generator.reasoning.logic.effort import TooMuchWork
from generator.reasoning.settings import Setting, settings, spoken_of
from generator.reasoning.situations import SOMEONE, can_be, minimal

Standing = Literal["same", "tighter", "looser", "added", "inherited"]
Case = tuple[Member, ...]
"""The situations in which the `when`s of all these rules hold, and of no others that speak of the quantity."""
End = tuple[Quantity, bool]
"""An amount, and whether it is excluded."""
CaseKey = frozenset[tuple[tuple[str, str, int], bool]]
MOST_CASES = 64


@dataclass(frozen=True, slots=True)
class Figure:
    """What holds of a quantity in some cases: its bound (None where there is none), the rules that set it, and how it stands
    to the procedure's: the same, tighter, looser (by latitude or a waiver), added to it, or inherited without being stated.

    `cases` is empty where it is the only figure; `standing` is None in the procedure itself, and without a bound.
    """

    bound: Bound | None
    by: tuple[Member, ...]
    standing: Standing | None
    cases: tuple[Case, ...] = ()


def figures(ground: Ground, term: str) -> tuple[Figure, ...] | None:
    """A quantity's figures, cases of one figure together; None where deciding would take too much work."""
    try:
        made = [*_Figures(ground, term).all()]
    except TooMuchWork:
        return None
    merged: list[Figure] = []
    for figure in made:
        twin = next((n for n, each in enumerate(merged) if replace(each, cases=()) == replace(figure, cases=())), None)
        if twin is None:
            merged.append(figure)
        else:
            merged[twin] = replace(merged[twin], cases=(*merged[twin].cases, *figure.cases))
    return tuple(merged) if len(merged) > 1 else tuple(replace(each, cases=()) for each in merged)


@dataclass(frozen=True)
class _Figures:
    ground: Ground
    term: str
    _happening: dict[CaseKey, dict[int, bool]] = field(default_factory=dict)

    @cached_property
    def near(self) -> Sequence[Demand]:
        return self.ground.near([(self.term, None)])

    @cached_property
    def demands(self) -> Sequence[Demand]:
        return [demand for demand in self.near if not demand.advised]

    @cached_property
    def settings(self) -> Sequence[Setting]:
        # A should, too, states what a default leaves to it.
        return tuple(settings(self.near, self.ground.vocabulary))

    @cached_property
    def speaking(self) -> Sequence[Demand]:
        """The demands on the quantity itself, or on a sum that has it."""
        return [d for d in self.demands if any((self.term, None) in x.variables for x in literals(d.asks))]

    @cached_property
    def ends(self) -> Sequence[End]:
        """Every amount that rules write of the quantity or of a sum that has it, excluded and included."""
        bounds = [x.bound for x in spoken_of(self.speaking) if isinstance(x, Measure) and self.term in x.bound.terms]
        amounts = dict.fromkeys(end for bound in bounds for end in (bound.low, bound.high) if end is not None)
        return [(amount, excluded) for amount in amounts for excluded in (True, False)]

    def all(self) -> Iterator[Figure]:
        """The figure of each case that can be."""
        members = list({demand.member.key: demand.member for demand in self.demands}.values())
        for case in self._cases():
            ends = {upper: self._tightest(case, self.demands, upper=upper) for upper in (False, True)}
            by: dict[tuple[str, str, int], None] = {}
            for upper, end in ends.items():
                if end is not None:
                    by |= {member.key: None for member in minimal(members, self._setting_it(case, end, upper=upper))}
            bound = self._bound(ends[False], ends[True])
            rules = tuple(demand.member for demand in case.holding)
            yield Figure(bound, tuple(m for m in members if m.key in by), self._standing(case, ends), (rules,))

    def _bound(self, low: End | None, high: End | None) -> Bound | None:
        if low is None and high is None:
            return None
        place = self.ground.vocabulary[self.term].place
        (least, above), (most, below) = low or (None, False), high or (None, False)
        return Bound((self.term,), least, most, above, below, place=place)

    # Cases

    def _cases(self) -> Iterator[_Case]:
        guarded = {d.member.key: d for d in self.speaking if d.when is not None or d.unless is not None}
        found = [_Case()]
        for demand in guarded.values():
            found = [case for each in found for case in each.split(demand) if self._can_be(case)]
            if len(found) > MOST_CASES:
                raise TooMuchWork
        return iter(found)

    def _can_be(self, case: _Case) -> bool:
        if self._alone:
            return any(
                self._can_happen(case, number) and not self._left(case, self.demands, setting).empty
                for number, setting in enumerate(self.settings)
            )
        return any(can_be(s, case.where(s), s.obeys(SOMEONE, self.demands)) for s in self.settings)

    # Bounds

    def _tightest(self, case: _Case, demands: Sequence[Demand], *, upper: bool, alone: bool = False) -> End | None:
        """The end that leaves least, of those that some demands leave; read `alone`, as if there were no others."""
        for end in sorted(self.ends, key=lambda end: self._rank(end, upper=upper), reverse=not upper):
            if self._holds(case, end, demands, upper=upper, alone=alone):
                # What the term's own range says already is no rule's doing.
                return None if self._holds(case, end, (), upper=upper) else end
        return None

    def _rank(self, end: End, *, upper: bool) -> tuple[Fraction, bool]:
        amount, excluded = end
        return self.settings[0].scales[self.term].positions[amount], excluded is not upper

    def _holds(self, case: _Case, end: End, demands: Sequence[Demand], *, upper: bool, alone: bool = False) -> bool:
        """Whether nobody in a case who keeps some demands goes beyond an end."""
        amount, excluded = end
        for number, setting in enumerate(self.settings):
            if self._alone:
                left = self._left(case, demands, setting)
                left.cut(setting.scales[self.term].positions[amount], upper=not upper, excluded=not excluded)
                if not left.empty and self._can_happen(case, number):
                    return False
                continue
            read = replace(setting, demands=demands) if alone else setting
            of = setting.form(((self.term, None),), SOMEONE)
            beyond = Bounded(of, not upper, setting.scales[self.term].positions[amount], not excluded)
            if can_be(setting, case.where(setting), read.obeys(SOMEONE, demands), beyond):
                return False
        return True

    @cached_property
    def _alone(self) -> bool:
        return not self.ground.waivers and bounds_alone(self.demands, self.term, self.ground.vocabulary)

    def _can_happen(self, case: _Case, number: int) -> bool:
        """Whether there are situations of a case, in one of the settings."""
        known = self._happening.setdefault(case.key, {})
        if number not in known:
            setting = self.settings[number]
            known[number] = can_be(setting, case.where(setting))
        return known[number]

    def _left(self, case: _Case, demands: Sequence[Demand], setting: Setting) -> Interval:
        """What some demands leave of the quantity in a case."""
        domain = setting.domain(Name(self.term, None, SOMEONE.whose))
        assert isinstance(domain, Numeric)
        left = Interval.of(domain)
        holding = {demand.member.key for demand in case.holding}
        # A rule may ask for something else besides; that leaves the quantity alone.
        mine = [demand for demand in demands if bounds_alone([demand], self.term, self.ground.vocabulary)]
        applying = [d for d in mine if (d.when is None and d.unless is None) or d.member.key in holding]
        narrow(left, applying, setting.scales[self.term].positions)
        return left

    def _setting_it(self, case: _Case, end: End, *, upper: bool) -> Callable[[Sequence[Member]], bool]:
        def enough(members: Sequence[Member]) -> bool:
            keys = {member.key for member in members}
            return self._holds(case, end, [d for d in self.demands if d.member.key in keys], upper=upper)

        return enough

    def _standing(self, case: _Case, ends: Mapping[bool, End | None]) -> Standing | None:
        top = self.ground.top
        if not top or not any(ends.values()):
            return None
        # What the procedure itself says: no waiver takes anything from it.
        members = {demand.member.key: demand.member for demand in self.demands if demand.depth == top}
        said = [d for member in members.values() for d in demands(member, top, shoulds=False)]
        procedure = near(frozenset({(self.term, None)}), said, self.ground.vocabulary)
        above = {upper: self._tightest(case, procedure, upper=upper, alone=True) for upper in ends}
        if not any(above.values()):
            return "added"
        orders = {self._order(ends[upper], above[upper], upper=upper) for upper in ends}
        if "looser" in orders or "tighter" in orders:
            return "looser" if "looser" in orders else "tighter"
        own = [demand for demand in self.speaking if demand.depth < top]
        stated = any(can_be(s, case.where(s), s.applies(demand, SOMEONE)) for s in self.settings for demand in own)
        return "same" if stated else "inherited"

    def _order(self, end: End | None, above: End | None, *, upper: bool) -> Standing:
        if end == above:
            return "same"
        if end is None or above is None:
            return "tighter" if above is None else "looser"
        mine, theirs = self._rank(end, upper=upper), self._rank(above, upper=upper)
        return "same" if mine == theirs else "tighter" if (mine < theirs) is upper else "looser"


@dataclass(frozen=True, slots=True)
class _Case:
    """The guards of some demands hold, and those of the others that were looked at do not."""

    holding: tuple[Demand, ...] = ()
    missing: tuple[Demand, ...] = ()

    def split(self, demand: Demand) -> tuple[_Case, _Case]:
        """The case in two: where a demand's guards hold, and where they do not."""
        return replace(self, holding=(*self.holding, demand)), replace(self, missing=(*self.missing, demand))

    @property
    def key(self) -> CaseKey:
        """What tells it from the other cases: the rules that were looked at, and whether their guards hold."""
        sides = ((self.holding, True), (self.missing, False))
        return frozenset((demand.member.key, holds) for demands, holds in sides for demand in demands)

    def where(self, setting: Setting) -> Constraint:
        """The case as it is for someone."""
        return every(
            *(_guard(setting, demand) for demand in self.holding),
            *(setting.not_(_guard(setting, demand)) for demand in self.missing),
        )


def _guard(setting: Setting, demand: Demand) -> Constraint:
    """`when` holds and `unless` does not; what latitude leaves to others is no case of its own."""
    parts = [setting.says(demand.when, SOMEONE)] if demand.when is not None else []
    if demand.unless is not None:
        parts.append(setting.not_(setting.says(demand.unless, SOMEONE)))
    return every(*parts)

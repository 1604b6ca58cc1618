"""What a change of a clause means, by trying every case: written from the table in `generator.history.meaning` alone.

Nothing of `generator.reasoning` is used: spaces and the reading of rules are those of the other oracle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from oracle import Oracle
from spaces import Domain, Space, domains
from stating import Reading

from generator.model import (
    Among,
    Bound,
    Choice,
    Clause,
    Condition,
    Edition,
    Place,
    Quantity,
    Rule,
    Term,
    TermKind,
    Unit,
    atoms,
    terms_of,
)

HERE = Place("", 1, 1)
FREEDOM = ("fixed", "tighten", "range", "free")
UNIT = {"次": 1, "秒": 1, "分钟": 60}


def amount(quantity: Quantity) -> Fraction:
    """In the one unit that a term has here, or its sixtieth."""
    return quantity.amount / 60 if quantity.unit == Unit("秒") else quantity.amount


class MeaningOracle:
    """One clause in two versions, each with its vocabulary; `union` has the values of both for every term."""

    def __init__(self, old: tuple[Edition, Clause], new: tuple[Edition, Clause], union: Mapping[str, Term]) -> None:
        self.sides = (old, new)
        self.union = union
        rules = [*old[1].all_rules(), *new[1].all_rules()]
        self.ranges = [*old[1].range, *new[1].range]
        about = {t for rule in rules for c in all_conditions(rule) for atom in atoms(c) for t in terms_of(atom)}
        about |= {t for bound in self.ranges for t in bound.terms}
        self.about = about
        # Numbers at which either version's values end are told apart, too.
        ends = [limits for name in about for limits in self.limits(name)]
        self.tried = domains(union, rules, [*self.ranges, *ends], amount)
        self.space = Space(union, self.tried, amount)

    def limits(self, name: str) -> list[Bound]:
        found = [edition.vocabulary[name].range for edition, _ in self.sides if name in edition.vocabulary]
        return [bound for bound in found if bound is not None]

    def direction(self) -> str:
        """The word for the whole change."""
        found = [word for word in (*self.aspects().values(),) if word]
        if not found:
            return "equivalent" if self.written_anew() else "editorial"
        return found[0] if len(set(found)) == 1 else "incomparable"

    def aspects(self) -> dict[str, str | None]:
        """The word for each aspect; None where nothing differs."""
        return {
            "duties": self.compared("duties"),
            "advice": self.compared("advice") if any(map(advises, self.rules())) else None,
            "permissions": self.compared("permissions"),
            "latitude": self.latitude(),
            "implement": self.implement(),
        }

    def rules(self) -> list[Rule]:
        return [rule for _, clause in self.sides for rule in clause.all_rules()]

    def compared(self, level: str) -> str | None:
        lost = gained = False
        for n in range(len(self.space.situations)):
            before, after = (self.lets(self.space, side, level, n) for side in (0, 1))
            lost |= bool(before & ~after & self.possible(self.space, n))
            gained |= bool(after & ~before & self.possible(self.space, n))
        return word(lost=lost, gained=gained)

    def lets(self, space: Space, side: int, level: str, n: int) -> int:
        """The conducts that a version allows, recommends or grants in the n-th situation."""
        edition, clause = self.sides[side]
        oracle = Oracle(space)
        rules = [rule for rule in clause.all_rules() if says(rule, level)]
        if level == "permissions":
            found = 0
            for rule in rules:
                assert rule.may is not None
                found |= oracle.applies(rule, n) & space.true(rule.may, n)
        else:
            found = oracle.followed(rules, Reading.ALL if level == "advice" else Reading.MUSTS, n)
        for condition in self.names(edition, conduct_stated(rules, level)):
            found &= space.true(condition, n)
        return found & space.every

    def names(self, edition: Edition, terms: set[str]) -> Iterator[Condition]:
        """That terms have values that a version has a name for."""
        for name in sorted(terms):
            term = edition.vocabulary[name]
            choices = tuple(choice.name for choice in term.choices)
            match term.kind:
                case TermKind.CHOICE:
                    yield Choice(name, choices, place=HERE)
                case TermKind.SEVERAL:
                    yield Choice(name, choices, Among.ONLY, place=HERE)
                case TermKind.QUANTITY:
                    assert term.unit is not None
                    yield term.range or Bound((name,), Quantity(Fraction(0), term.unit, ""), None, place=HERE)
                case TermKind.YES_NO:
                    pass

    def possible(self, space: Space, n: int) -> int:
        """Where every term has a value that one of the versions knows."""
        found = space.every
        for name in self.tried:
            either = 0
            for edition, _ in self.sides:
                known = space.every
                for condition in self.names(edition, {name}):
                    known &= space.true(condition, n)
                either |= known
            found &= either
        return found

    def latitude(self) -> str | None:
        before, after = (clause.latitude.value for _, clause in self.sides)
        if before != after:
            return word(
                lost=FREEDOM.index(after) < FREEDOM.index(before), gained=FREEDOM.index(after) > FREEDOM.index(before)
            )
        if after != "range":
            return None
        ranges = [{tuple(sorted(bound.terms)): bound for bound in clause.range} for _, clause in self.sides]
        both = ranges[0].keys() & ranges[1].keys()
        lost, gained = bool(ranges[0].keys() - both), bool(ranges[1].keys() - both)
        for n in range(len(self.space.situations)):
            inside = []
            for (edition, _), range_ in zip(self.sides, ranges, strict=True):
                left = self.space.every
                for terms in both:
                    left &= self.space.true(range_[terms], n)
                for condition in self.names(edition, {t for terms in both for t in terms}):
                    left &= self.space.true(condition, n)
                inside.append(left)
            lost |= bool(inside[0] & ~inside[1])
            gained |= bool(inside[1] & ~inside[0])
        return word(lost=lost, gained=gained)

    def implement(self) -> str | None:
        before, after = (clause.implement for _, clause in self.sides)
        if before == after:
            return None
        more = after == "all" or (before != "all" and bool(set(after) - set(before)))
        less = before == "all" or (after != "all" and bool(set(before) - set(after)))
        return word(lost=more, gained=less)

    def written_anew(self) -> bool:
        said = [[(r.when, r.unless, *r.duties(), kinds(r)) for r in clause.all_rules()] for _, clause in self.sides]
        left = [(clause.latitude, clause.range, clause.implement) for _, clause in self.sides]
        return said[0] != said[1] or left[0] != left[1] or any(self.redefined(name) for name in self.spoken())

    def spoken(self) -> set[str]:
        return {t for rule in self.rules() for c in all_conditions(rule) for atom in atoms(c) for t in terms_of(atom)}

    def redefined(self, name: str) -> bool:
        old, new = (edition.vocabulary[name] for edition, _ in self.sides)
        return {c.name for c in old.choices} != {c.name for c in new.choices} or old.range != new.range

    def shows(self, level: str, witness: Mapping[str, object], here: int) -> bool:
        """Whether a witness tells the sides apart whatever terms that it does not name are: values that both know."""
        tried = {
            name: Domain((witness[name],), frozenset((witness[name],)), ()) if name in witness else domain  # type: ignore[arg-type]
            for name, domain in self.tried.items()
        }
        space = Space(self.union, tried, amount)
        for n in range(len(space.situations)):
            usual = space.every
            for name in self.tried.keys() - witness.keys():
                for edition, _ in self.sides:
                    for condition in self.names(edition, {name}):
                        usual &= space.true(condition, n)
            if usual & ~(self.lets(space, here, level, n) & ~self.lets(space, 1 - here, level, n)):
                return False
        return True


def all_conditions(rule: Rule) -> list[Condition]:
    return [c for c in (rule.when, rule.unless, *rule.duties()) if c is not None]


def says(rule: Rule, level: str) -> bool:
    duty = rule.must is not None or bool(rule.must_not)
    return rule.may is not None if level == "permissions" else duty or (level == "advice" and advises(rule))


def advises(rule: Rule) -> bool:
    return rule.should is not None or bool(rule.should_not)


def kinds(rule: Rule) -> tuple[bool, ...]:
    return (rule.must is None, not rule.must_not, rule.should is None, not rule.should_not, rule.may is None)


def conduct_stated(rules: Sequence[Rule], level: str) -> set[str]:
    """The terms that rules state at a level."""
    found: list[Condition] = []
    for rule in rules:
        if level == "permissions":
            found += [rule.may] if rule.may else []
            continue
        found += [*([rule.must] if rule.must else []), *rule.must_not]
        if level == "advice":
            found += [*([rule.should] if rule.should else []), *rule.should_not]
    return {name for condition in found for atom in atoms(condition) for name in terms_of(atom)}


def word(*, lost: bool, gained: bool) -> str | None:
    if lost and gained:
        return "incomparable"
    return "tighter" if lost else "looser" if gained else None

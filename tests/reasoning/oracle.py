"""The findings of section Meaning by brute force. Shares no code with `generator.reasoning`.

Each function yields the cases that show its finding: a situation, by its number, and a set of conducts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spaces import Chosen, Space, Variable
from stating import Reading, asked, guards, spoken, stated, wishes

from generator.model import AllOf, Bound, Clause, Condition, Latitude, Rule, TermKind, atoms, terms_of

MUSTS, ALL, MAY = Reading.MUSTS, Reading.ALL, Reading.MAY
Cases = Iterator[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Upper:
    """Rules of a document above, with the clauses that say what documents below may do. Without clauses: nothing."""

    rules: Sequence[Rule]
    clauses: Mapping[str, Clause] = field(default_factory=dict)

    def latitude(self, rule: Rule) -> Latitude:
        return self.clauses[rule.clause].latitude if rule.clause in self.clauses else Latitude.TIGHTEN

    def fixed(self) -> Iterator[list[Rule]]:
        """The rules of each fixed clause."""
        for id in dict.fromkeys(rule.clause for rule in self.rules if self.latitude(rule) is Latitude.FIXED):
            yield [rule for rule in self.rules if rule.clause == id]


Below = Sequence[tuple[Rule, Reading]]


class Oracle:
    """What the definitions say in one space. With `ranged` false, a range gives way as `free` does."""

    def __init__(self, space: Space, *, ranged: bool = True) -> None:
        self.space = space
        self.terms = space.terms
        self.ranged = ranged

    def shows(self, kind: str, own: Sequence[Rule], above: Sequence[Upper]) -> Cases:
        """The cases that show a kind of contradiction of some rules of D with some rules above, nearest document first."""
        mays = [rule for rule in own if rule.may is not None]
        match kind:
            case "self-conflict":
                yield from self.shows("unfollowable", own, above)
                yield from self.shows("forbids its own may", own, above)
            case "unfollowable":
                yield from self.unfollowable(own)
            case "forbids its own may":
                for rule in mays:
                    yield from self.looser([rule], MAY, [Upper(own)], ALL)
            case "conflict":
                yield from self.conflict(own, ALL, above, MUSTS)
            case "looser":
                yield from self.looser(own, ALL, above, MUSTS)
            case "permits-forbidden":
                for rule in mays:
                    yield from self.looser([rule], MAY, above, MUSTS)
            case "forbids-permitted":
                for rule in (r for upper in above for group in upper.fixed() for r in group if r.may is not None):
                    yield from self.forbids_permitted(own, above, rule)
            case "fixed-changed":
                for group in (group for upper in above for group in upper.fixed()):
                    yield from self.fixed_changed(own, group)
            case "departs-from-should":
                yield from self.conflict(own, ALL, above, ALL)
                yield from self.looser(own, ALL, above, ALL)

    def numbers(self) -> range:
        return range(len(self.space.situations))

    def applies(self, rule: Rule, n: int) -> int:
        space = self.space
        met = space.every if rule.when is None else space.true(rule.when, n)
        return met & ~space.true(rule.unless, n) if rule.unless is not None else met

    def wanted(self, condition: Condition, forbidden: bool, n: int) -> int:
        true = self.space.true(condition, n)
        return self.space.every & ~true if forbidden else true

    def followed(self, rules: Iterable[Rule], reading: Reading, n: int) -> int:
        """O(X) in the n-th situation."""
        found = self.space.every
        for rule in rules:
            if demands := wishes(rule, reading):
                free = ~self.applies(rule, n)
                for condition, forbidden in demands:
                    found &= free | self.wanted(condition, forbidden, n)
        return found

    def above_followed(
        self, own: Sequence[Rule], how: Reading, above: Sequence[Upper], reading: Reading, n: int
    ) -> int:
        """O(M) in the n-th situation, as `free` and `range` make it for D, whose rules are read in some way."""
        found = self.space.every
        below = [(rule, how) for rule in own]
        for upper in above:
            for rule in upper.rules:
                match upper.latitude(rule):
                    case Latitude.FREE:
                        variables = self.conduct_of([rule])
                        found &= self.followed([rule], reading, n) | self.where_stated(variables, below, n)
                    case Latitude.RANGE:
                        found &= self.in_range(rule, upper.clauses[rule.clause].range, below, reading, n)
                    case _:
                        found &= self.followed([rule], reading, n)
            below += [(rule, reading) for rule in upper.rules]
        return found

    def where_stated(self, variables: Iterable[Variable], below: Below, n: int) -> int:
        """The conducts at which documents below state one of some variables."""
        variables = set(variables)
        found = 0
        for rule, reading in below:
            if variables & stated(rule, reading, self.terms).keys():
                found |= self.applies(rule, n)
        return found

    def conduct_of(self, rules: Iterable[Rule]) -> set[Variable]:
        """What a document below has to state to make a default give way: a term of its conduct, or a sum itself."""
        duties = [duty for rule in rules for duty in rule.duties()]
        sums = {tuple(sorted(a.terms)) for duty in duties for a in atoms(duty) if isinstance(a, Bound)}
        return {*spoken(duties, self.terms), *sums}

    def in_range(self, rule: Rule, ranges: Sequence[Bound], below: Below | None, reading: Reading, n: int) -> int:
        """A rule whose bounds on some terms give way to ranges where documents below state these; at once without any."""
        found = self.space.every
        applies = self.applies(rule, n)
        for condition, forbidden in wishes(rule, reading):
            for part in parts(condition) if not forbidden else [condition]:
                kept = ~applies | self.wanted(part, forbidden, n)
                for bound in ranges:
                    if isinstance(part, Bound) and set(terms_of(part)) == set(bound.terms):
                        sum_ = tuple(sorted(bound.terms))
                        stated_here = self.space.every if below is None else self.where_stated([sum_], below, n)
                        ranged = self.ranged and below is not None
                        inside = self.space.true(bound, n) if ranged else self.space.every
                        kept = (kept & ~stated_here) | (stated_here & (~applies | inside))
                found &= kept
        return found & self.space.every

    def unfollowable(self, own: Sequence[Rule]) -> Cases:
        for n in self.numbers():
            if not self.followed(own, ALL, n):
                yield n, self.space.every

    def guards(self, own: Sequence[Rule], how: Reading, above: Sequence[Upper], reading: Reading) -> list[Variable]:
        return guards([(own, how), *((upper.rules, reading) for upper in above)], self.terms)

    def conflict(self, own: Sequence[Rule], how: Reading, above: Sequence[Upper], reading: Reading) -> Cases:
        held = self.guards(own, how, above, reading)
        for n in self.numbers():
            d = self.followed(own, how, n)
            m = self.above_followed(own, how, above, reading, n)
            if not d or not m:
                continue
            if not d & m:
                yield n, d
            for group in self.groups(held, d, m):
                if not d & m & group:
                    yield n, d & group

    def groups(self, variables: Sequence[Variable], *sets: int) -> Iterator[int]:
        """The conducts with the same values of some variables, where each of some sets has one with these values."""
        found = [self.space.every]
        for variable in variables:
            values = [at for at in self.space.values(variable).values() if at & self.space.first]
            found = [cell & at for cell in found for at in values if all(cell & at & one for one in sets)]
        yield from found

    def looser(self, own: Sequence[Rule], how: Reading, above: Sequence[Upper], reading: Reading) -> Cases:
        held = self.guards(own, how, above, reading)
        for n in self.numbers():
            m = self.above_followed(own, how, above, reading, n)
            if not m:
                continue
            d = self.followed(own, how, n)
            # A conduct is in its own Pull, so one that follows M shows nothing.
            for cell, states in self.by_statement(own, how, d & ~m & self.space.first, n):
                cases = [(cell, self.space.every, self.space.every)]
                for variable, what in states.items():
                    moves = self.space.moves(variable, what)
                    cases = [(c & at, p & like, same) for c, p, same in cases for at, like in moves if c & at]
                for variable in held:
                    values = self.space.values(variable).values()
                    cases = [(c & at, p, same & at) for c, p, same in cases for at in values if c & at]
                for a, like, same in cases:
                    pull = d & like & (same if m & same else self.space.every)
                    if not pull & m:
                        yield n, a

    def by_statement(
        self, own: Sequence[Rule], how: Reading, conducts: int, n: int
    ) -> list[tuple[int, dict[Variable, frozenset[str]]]]:
        """Conducts parted by what D states at them."""
        found: list[tuple[int, dict[Variable, frozenset[str]]]] = [(conducts, {})]
        for rule in own:
            says = stated(rule, how, self.terms)
            if not says:
                continue
            applies = self.applies(rule, n)
            more = []
            for cell, states in found:
                if there := cell & applies:
                    more.append((there, states | {v: states.get(v, frozenset()) | what for v, what in says.items()}))
                if elsewhere := cell & ~applies:
                    more.append((elsewhere, states))
            found = more
        return [case for case in found if case[0]]

    def forbids_permitted(self, own: Sequence[Rule], above: Sequence[Upper], may: Rule) -> Cases:
        assert may.may is not None
        for n in self.numbers():
            granted = self.applies(may, n) & self.space.true(may.may, n)
            granted &= self.above_followed(own, ALL, above, MUSTS, n)
            if granted and not granted & self.followed(own, ALL, n):
                yield n, granted

    def fixed_changed(self, own: Sequence[Rule], clause: Sequence[Rule]) -> Cases:
        """`clause` are rules of one fixed clause."""
        variables = asked(clause, MUSTS, self.terms)
        for n in self.numbers():
            here = [rule for rule in own if self.applies(rule, n)]
            if not any(variables.keys() & single(stated(rule, ALL, self.terms)) for rule in here):
                continue
            allowed = self.followed(clause, MUSTS, n)
            done = self.followed(own, ALL, n)
            if not allowed:
                continue
            cells = [self.space.every]
            for variable in variables:
                values = [at for at in self.space.values(variable).values() if at & self.space.first]
                cells = [cell & at for cell in cells for at in values if cell & at & (allowed | done)]
            for cell in cells:
                if bool(cell & allowed) != bool(cell & done):
                    yield n, cell

    def never_applies(self, rule: Rule) -> bool:
        return not any(self.applies(rule, n) for n in self.numbers())

    def redundant(self, rule: Rule, above: Sequence[Upper]) -> bool:
        """It follows from the musts above; defaults, which repeating them makes firm, imply nothing."""
        return all(not self.without_defaults(above, n) & ~self.followed([rule], ALL, n) for n in self.numbers())

    def without_defaults(self, above: Sequence[Upper], n: int) -> int:
        found = self.space.every
        for upper in above:
            for rule in upper.rules:
                ranges = upper.clauses[rule.clause].range
                if upper.latitude(rule) is not Latitude.FREE:
                    found &= self.in_range(rule, ranges, None, MUSTS, n)
        return found

    def peers(self, documents: Sequence[tuple[Sequence[Rule], Sequence[Upper]]]) -> Cases:
        """Situations in which no one shared conduct lets every document be followed together with those above it."""
        shared: list[Variable] = []
        for term in (self.terms[name] for name in self.space.having if self.terms[name].shared):
            several = term.kind is TermKind.SEVERAL
            shared += [Chosen(term.name, choice.name) for choice in term.choices] if several else [(term.name,)]
        for n in self.numbers():
            sets = [
                self.followed(own, ALL, n) & self.above_followed(own, ALL, above, MUSTS, n) for own, above in documents
            ]
            if all(sets) and not self.meet(shared, sets):
                yield n, self.space.every

    def meet(self, shared: Sequence[Variable], sets: Sequence[int]) -> bool:
        """Whether there are values of some variables that every set has."""
        found = [self.space.every]
        for variable in shared:
            values = self.space.values(variable).values()
            found = [cell & at for cell in found for at in values if all(cell & at & one for one in sets)]
        return bool(found)


def parts(condition: Condition) -> list[Condition]:
    """What holds together in a condition, one by one."""
    return [part for each in condition.parts for part in parts(each)] if isinstance(condition, AllOf) else [condition]


def single(variables: Iterable[Variable]) -> set[Variable]:
    """Each term of a sum by itself."""
    return {one for v in variables for one in ([v] if isinstance(v, Chosen) else [(term,) for term in v])}

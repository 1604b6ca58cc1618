"""The nearest value that takes a contradiction away, proved by deciding again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model import AllOf, AnyOf, Atom, Bound, Choice, Condition, Not, Rule, TermKind, YesNo, atoms
from generator.reasoning.domains import Cell, holds
from generator.reasoning.formulas import Member, Pick, turned
from generator.reasoning.measures import Scale
from generator.reasoning.rounds import Found, Rulings, rounds
from generator.reasoning.verdicts import Case
from generator.reasoning.witnesses import quantity_at
from generator.reasoning.worlds import bits


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in a rule instead of one of its atoms."""

    member: Member
    old: Atom
    new: Atom


def fix(found: Found, rules: Rulings, all_found: Sequence[Found]) -> Fix | None:
    """The first change of one value after which this contradiction is gone and no other has come."""
    if found.case is None or found.case.guards is None:
        return None
    before = {_name(each) for each in all_found} - {_name(found)}
    own = [member for member in found.members if member in rules.own]
    for member in own:
        for old, new in _candidates(member.rule, found.case):
            changed = replace(member, rule=_replaced(member.rule, old, new))
            own_changed = tuple(changed if each is member else each for each in rules.own)
            tried = replace(rules, own=own_changed)
            if {_name(each) for each in rounds(tried)} <= before:
                return Fix(member, old, new)
    return None


def _name(found: Found) -> tuple[object, ...]:
    return (found.name, *(member.key for member in found.members))


def _candidates(rule: Rule, case: Case) -> Iterator[tuple[Atom, Atom]]:
    for condition in (rule.must, rule.should, rule.may):
        for atom in atoms(condition):
            for new in _nearer(atom, case):
                yield atom, new
    for condition in (*rule.must_not, *rule.should_not):
        if isinstance(condition, Bound) and (condition.low is None) != (condition.high is None):
            for new in _nearer(turned(condition), case):
                if isinstance(new, Bound) and (new.low is None) != (new.high is None):
                    yield condition, turned(new)


def _nearer(atom: Atom, case: Case) -> Iterator[Atom]:
    match atom:
        case Bound(terms=(term,)):
            yield from _within(atom, term, case)
        case Choice(term=term) if case.world.vocabulary[term].kind is TermKind.CHOICE:
            allowed = _allowed_choices(term, case)
            kept = tuple(name for name in atom.choices if name in allowed)
            for names in (kept, allowed):
                if names and names != atom.choices:
                    yield replace(atom, choices=names)
        case YesNo():
            yield replace(atom, yes=not atom.yes)
        case _:
            return


def _within(atom: Bound, term: str, case: Case) -> Iterator[Bound]:
    """The part of a bound that M allows, else just what M allows."""
    world = case.world
    number = next((n for n in case.failing if world.blocks[n].variables == ((term, None),)), None)
    if number is None or case.guards is None:
        return
    above = world.moment(case.situation, case.guards).above[number]
    indexes = list(bits(above))
    if not indexes:
        return
    cells = world.cells[term, None]
    lowest, highest = cells[indexes[0]], cells[indexes[-1]]
    scale = world.scales[term]
    low = lowest.low if indexes[0] > 0 else None
    high = highest.high if indexes[-1] < len(cells) - 1 else None
    allowed = Bound(
        atom.terms,
        quantity_at(world, term, low, above=True) if low is not None else None,
        quantity_at(world, term, high, above=True) if high is not None else None,
        low is not None and not lowest.point,
        high is not None and not highest.point,
        place=atom.place,
    )
    clipped = atom
    if allowed.high and (atom.high is None or scale[atom.high] >= scale[allowed.high]):
        clipped = replace(clipped, high=allowed.high, high_open=allowed.high_open)
    if allowed.low and (atom.low is None or scale[atom.low] <= scale[allowed.low]):
        clipped = replace(clipped, low=allowed.low, low_open=allowed.low_open)
    one_sided = replace(clipped, low=None if atom.low is None else clipped.low)
    one_sided = replace(one_sided, high=None if atom.high is None else one_sided.high)
    for new in (one_sided, clipped, allowed):
        if new != atom and (new.low or new.high) and not _empty(new, scale):
            yield new


def _empty(bound: Bound, scale: Scale) -> bool:
    """Whether nothing lies between the ends."""
    if bound.low is None or bound.high is None:
        return False
    low, high = scale[bound.low], scale[bound.high]
    return low > high or (low == high and (bound.low_open or bound.high_open))


def _allowed_choices(term: str, case: Case) -> tuple[str, ...]:
    world = case.world
    context = world.context(case.situation, case.guards or ())
    live = [world.demands[number] for number in world.live(context) if world.demands[number].depth]
    picks = [d.asks for d in live if isinstance(d.asks, Pick) and d.asks.choice.term == term]
    names = (choice.name for choice in world.vocabulary[term].choices)
    return tuple(name for name in names if all(holds(pick, Cell(name), None) for pick in picks))


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

"""What rules ask for because of something that is known or chosen, musts before shoulds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import AllOf, Condition, atoms, terms_of
from generator.reasoning.formulas import Formula, Member
from generator.reasoning.ground import Ground
from generator.reasoning.situations import Extent, applying

Strength = Literal["must", "must_not", "should", "should_not", "may"]


@dataclass(frozen=True, slots=True)
class Duty:
    """What a rule asks for, as strongly as it does; `open` are the terms on which it depends whether it applies."""

    member: Member
    strength: Strength
    condition: Condition
    open: tuple[str, ...] = ()


def brought(ground: Ground, known: Sequence[Formula], because: Collection[str]) -> tuple[Duty, ...]:
    """What is asked for because of the values of some terms that are known: the duties of the rules whose applying they
    decide, on other terms; musts first.
    """
    duties: list[Duty] = []
    for member, _ in ground.members:
        spoken = {name for c in (member.rule.when, member.rule.unless) for a in atoms(c) for name in terms_of(a)}
        found = [applying(member, ground, known, because=term) for term in because if term in spoken]
        if any(each.extent in (Extent.ALWAYS, Extent.SOMETIMES) for each in found):
            terms = dict.fromkeys(name for each in found for name in each.open)
            duties += (Duty(member, how, c, tuple(terms)) for how, c in _duties(member) if not _about(c) <= {*because})
    return tuple(sorted(duties, key=lambda duty: _ORDER.index(duty.strength)))


_ORDER: tuple[Strength, ...] = ("must", "must_not", "should", "should_not", "may")


def _duties(member: Member) -> Iterator[tuple[Strength, Condition]]:
    rule = member.rule
    said: tuple[tuple[Strength, Sequence[Condition | None]], ...] = (
        ("must", (rule.must,)),
        ("must_not", rule.must_not),
        ("should", (rule.should,)),
        ("should_not", rule.should_not),
        ("may", (rule.may,)),
    )
    for strength, conditions in said:
        for condition in conditions:
            if isinstance(condition, AllOf) and strength in ("must", "should"):
                yield from ((strength, part) for part in condition.parts)
            elif condition is not None:
                yield strength, condition


def _about(condition: Condition) -> set[str]:
    return {name for atom in atoms(condition) for name in terms_of(atom)}

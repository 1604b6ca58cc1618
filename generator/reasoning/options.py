"""Which choices of a term the rules allow in a situation, which they recommend, and what each asks for.

A choice is *allowed* where some conduct with it obeys O(M) ∧ O(D), musts alone, and *recommended* where it also obeys every
should, if these tell the choices apart at all (section Meaning; rules that nothing joins to the term are left out).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Condition
from generator.reasoning.duties import Duty, brought
from generator.reasoning.formulas import Member, formula
from generator.reasoning.ground import Ground
from generator.reasoning.judging import Asked, Judged, choices, some
from generator.reasoning.logic.effort import TooMuchWork
from generator.reasoning.situations import Extent

Verdict = Literal["recommended", "allowed", "discouraged", "forbidden", "undecided"]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a term: a declared choice, or yes or no.

    `recommended` is None where no should tells the choices apart. `by` is a minimal set of rules that exclude it (with any one
    dropped it would be allowed, or no longer advised against), or the rules that recommend it. `open` are the given terms on
    which the answer depends where it is `sometimes`.
    """

    choice: str | bool
    allowed: Extent
    recommended: Extent | None = None
    by: tuple[Member, ...] = ()
    open: tuple[str, ...] = ()
    asks: tuple[Duty, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What it comes to, in the situations in which it can be chosen at all."""
        if self.allowed is Extent.UNDECIDED:
            return "undecided"
        if self.allowed is Extent.NEVER:
            return "forbidden"
        if self.recommended is None:
            return "allowed"
        return "recommended" if some(self.recommended) else "discouraged"


def options(ground: Ground, term: str, known: Sequence[Condition] = (), *, asks: bool = True) -> tuple[Option, ...]:
    """Every choice of a term where something is known of the situation, in the order declared; none of a quantity.

    Without `asks` it is left open what each asks for.
    """
    asked = Asked.of(ground, term, known)
    alike = asked.alike
    meant = {choice: formula(condition, ground.vocabulary) for choice, condition in choices(ground, term)}
    found = {first: Judged(meant[first], asked) for first in dict.fromkeys(alike.values())}
    told = any(each.told for each in found.values()) and asked.advised()
    made = {first: _option(first, each, [*found.values()], told=told) for first, each in found.items()}

    def option(choice: str | bool) -> Option:
        judged = made[alike[choice]]
        if not asks or not some(judged.allowed):
            return replace(judged, choice=choice)
        return replace(judged, choice=choice, asks=brought(ground, [*asked.known, meant[choice]], (term,)))

    return tuple(option(choice) for choice in meant)


def _option(choice: str | bool, judged: Judged, others: Sequence[Judged], *, told: bool) -> Option:
    """What is said of a choice beside the others."""
    if Extent.UNDECIDED in (judged.allowed, judged.advised):
        return Option(choice, Extent.UNDECIDED)
    recommended = judged.advised if told and some(judged.allowed) else None
    try:
        return Option(choice, judged.allowed, recommended, judged.by(others, recommended), judged.open(recommended))
    except TooMuchWork:
        return Option(choice, Extent.UNDECIDED)

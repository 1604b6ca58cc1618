"""What keeps a single rule from ever being followed: the limits of its terms, or what it asks for at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from generator.model import Bound, Term, TermKind
from generator.reasoning.formulas import Member, demands
from generator.reasoning.logic.effort import TooMuchWork
from generator.reasoning.settings import Person, settings
from generator.reasoning.situations import can_be

Barrier = Literal["whole", "range"]


def barriers(member: Member) -> tuple[Barrier, ...]:
    """Without which limits of its terms a rule could be followed; none where what it asks for excludes itself."""
    ways: tuple[tuple[Barrier, ...], ...] = (("whole",), ("range",), ("whole", "range"))
    return next((gone for gone in ways if _can_be_followed(member, gone)), ())


def _can_be_followed(member: Member, gone: Collection[Barrier]) -> bool:
    asked = [replace(demand, when=None, unless=None) for demand in demands(member, 0, shoulds=True)]
    vocabulary = {name: _without(term, gone) for name, term in member.edition.vocabulary.items()}
    try:
        return any(can_be(setting, setting.obeys(Person("a"), setting.own)) for setting in settings(asked, vocabulary))
    except TooMuchWork:
        return False


def _without(term: Term, gone: Collection[Barrier]) -> Term:
    if term.kind is not TermKind.QUANTITY:
        return term
    endless = Bound((term.name,), None, None, place=term.place)
    limits = endless if "range" in gone else term.range
    return replace(term, whole=term.whole and "whole" not in gone, range=limits)

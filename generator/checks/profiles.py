"""What the checks over a whole policy, and its reports, have to know of a document: no rules, and no text without figures."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.model import Place

Key = tuple[str, str]
"""A document's id and its version."""
Named = tuple[str | None, str]
"""A clause above as a document names it: the id of its document, where that is written, and its own."""


class Asked(NamedTuple):
    """A clause that `implement:` asks others to put into practice. `of` is "all" or their departments."""

    clause: str
    citation: str
    of: str | tuple[str, ...]
    firm: bool
    place: Place


class Figured(NamedTuple):
    """A piece of text that has figures; `given` are those of the rules that go with it. `places` are those of its runs of
    digits.
    """

    text: str
    given: frozenset[str]
    clause: str | None
    places: tuple[Place, ...]


class Profile(NamedTuple):
    """One version of a document.

    `standing` versions are those that others mean by id and version; of a released one there may be a working text, too.
    A `master` implements nothing; `wanted` is what it says under `departments`. `above` is what a document implements,
    nearest first. From the day `ends` on it is no longer in force. `number` and `layout` come with their places.
    `departments` are those that it names, and where. `shares` is whether its rules speak of a shared conduct.
    """

    procedure: str
    key: Key
    title: str
    number: tuple[str, Place]
    layout: tuple[str, Place]
    department: str
    ends: date | None
    working: bool
    standing: bool
    master: bool
    shares: bool
    rules: int
    above: tuple[Key, ...]
    clauses: tuple[str, ...]
    implemented: frozenset[Named]
    excused: frozenset[Named]
    asked: tuple[Asked, ...]
    figured: tuple[Figured, ...]
    departments: tuple[tuple[str, Place], ...]
    wanted: str | tuple[str, ...]
    wanted_place: Place
    sections_place: Place

    @property
    def name(self) -> str:
        """PROCEDURE/ID, as findings name a document."""
        return f"{self.procedure}/{self.key[0]}"

    def over(self, today: date) -> bool:
        """Whether it is no longer in force."""
        return self.ends is not None and self.ends <= today

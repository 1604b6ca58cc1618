"""The terms that rules speak about (section terms.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.conditions import Bound
from generator.model.places import Place
from generator.model.quantities import Unit


class TermKind(StrEnum):
    """What values a term takes."""

    QUANTITY = "quantity"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class TermChoice:
    """One declared value of a choice term."""

    name: str
    about: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary (section terms.yaml). `given` terms are situations, the others conduct.

    `range` is None where the format's default holds: quantities are never negative.
    """

    name: str
    kind: TermKind
    given: bool = False
    unit: Unit | None = None
    whole: bool = False
    range: Bound | None = None
    choices: tuple[TermChoice, ...] = ()
    about: str | None = None
    aliases: tuple[str, ...] = ()
    shared: bool = False
    place: Place = field(kw_only=True, compare=False)


Vocabulary = Mapping[str, Term]

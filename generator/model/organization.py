"""The organisation and its departments (section organization.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.model.places import Place

MajorReason = Literal["contradiction", "permission", "tighter", "looser", "incomparable"]
"""What can make a change need a new MAJOR version."""
USUAL_MAJOR: tuple[MajorReason, ...] = ("contradiction", "permission")


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the organisation. `owner` is a CODEOWNERS name."""

    id: str
    title: str
    owner: str | None = None
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Organization:
    """organization.yaml. `major` says what makes a change need a new MAJOR version. `unread` names the keys of which not all
    could be read.
    """

    name: str
    departments: Mapping[str, Department]
    site_url: str | None = None
    feedback: str | None = None
    style: Literal["plain", "gb-t-1.1", "engineering"] = "plain"
    literals: tuple[str, ...] = ()
    major: tuple[MajorReason, ...] = USUAL_MAJOR
    unread: frozenset[str] = frozenset()
    place: Place = field(kw_only=True, compare=False)

"""Plain text, and what may stand in it between double braces (section Text)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model.places import Place


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{{ term }}`: the clause's (or row's) own condition on the term, in words."""

    term: str
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A clause named by its id, here or in a document above; `document` where it was written as `document/id`."""

    document: str | None
    clause: str
    place: Place = field(kw_only=True, compare=False)

    def __str__(self) -> str:
        return f"{self.document}/{self.clause}" if self.document else self.clause


@dataclass(frozen=True, slots=True)
class Reference:
    """`{{ ref("clause") }}`: prints the number of a clause and links to it."""

    target: Target


@dataclass(frozen=True, slots=True)
class Link:
    """`{{ link("https://…", "label") }}`."""

    url: str
    label: str
    place: Place = field(kw_only=True, compare=False)


Piece = str | Placeholder | Reference | Link


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of pieces. Line breaks inside a paragraph are already joined as Chinese typography wants.

    `unread` says that double braces are left out in which something stood that could not be read; `figures` are the places
    of the figures outside of double braces, in their order.
    """

    paragraphs: tuple[tuple[Piece, ...], ...]
    unread: bool = False
    figures: tuple[Place, ...] = field(default=(), kw_only=True, compare=False)
    place: Place = field(kw_only=True, compare=False)

    def pieces(self) -> Iterator[Piece]:
        for paragraph in self.paragraphs:
            yield from paragraph

"""What the other documents of a procedure have to know of a document: who it is, and what it stands on."""

from __future__ import annotations

from typing import NamedTuple


class Outline(NamedTuple):
    """A document file by its head alone; the rest of the file may be broken.

    `implements` is the id of the document above. `names` are what identifies a working document and its forms: numbers
    and titles, its own and those that it mentions.
    """

    file: str
    id: str
    implements: str | None
    names: tuple[str, ...] = ()

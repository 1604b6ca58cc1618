"""Where things were read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands: file (in the project, with `/`), line and column from 1, columns in code points."""

    file: str
    line: int
    column: int

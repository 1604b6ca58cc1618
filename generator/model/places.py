"""Where things were read."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a value stands: file (in the project, with `/`), line and column from 1, columns in code points."""

    file: str
    line: int
    column: int

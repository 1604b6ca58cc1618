"""A bound on work: whoever goes beyond it has no answer, and no answer is never taken for a good one."""

from __future__ import annotations

from dataclasses import dataclass


class TooMuchWork(Exception):  # noqa: N818 - a bound on work, turned into a verdict
    """Deciding would take more steps than are tried."""


class Incomparable(TooMuchWork):
    """Quantities are added whose units have no certain conversion: no amount of work tells what their sum is."""


QUESTION = 3_000_000
DOCUMENT = 30_000_000
"""Steps that a question, and all questions about a document together, may take."""


@dataclass(slots=True)
class Effort:
    """Steps that are left, of a larger effort perhaps. A step is about a microsecond's work, counted alike everywhere."""

    left: int = QUESTION
    of: Effort | None = None

    def spend(self, steps: int) -> None:
        """Takes steps away. Raises `TooMuchWork` when none are left."""
        self.left -= steps
        if self.of is not None:
            self.of.spend(steps)
        if self.left < 0:
            raise TooMuchWork

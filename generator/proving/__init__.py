"""A second opinion: the definitions of section Meaning as formulas, decided again by z3 or written for any solver.

It reads the model's rules by itself and shares nothing with `generator.reasoning` but what that reports:

    rules ──duties──▶ definitions (formulas) ──claims──▶ obligations ──▶ z3 (solving) · files (SMT-LIB 2.6)

`prove` tells where z3 differs, `obligations` and `write` hand the questions to any other solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.findings import Finding
from generator.proving.files import write
from generator.proving.obligations import Aspect, Obligation
from generator.proving.reports import obligations
from generator.proving.solving import answer, available
from generator.proving.words import differs

__all__ = ["Aspect", "Obligation", "available", "obligations", "prove", "write"]


def prove(asked: Iterable[Obligation]) -> Iterator[Finding]:
    """One finding for each obligation that z3 does not confirm; `available()` has to be true."""
    for obligation in asked:
        if (said := answer(obligation)) != obligation.status:
            yield differs(obligation, said)

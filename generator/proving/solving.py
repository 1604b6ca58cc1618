"""z3's answer to an obligation. z3 is an extra: `pip install 'guizhang[prove]'`."""

from __future__ import annotations

from generator.proving.obligations import Obligation

SECONDS = 20
CORE_SECONDS = 1
"""What z3's core cannot decide soon it does not decide: it tries one case after the other."""


def available() -> bool:
    """Whether z3 is installed."""
    try:
        import z3  # noqa: F401 - whether it can be
    except ImportError:
        return False
    return True


def answer(obligation: Obligation) -> str:
    """`sat`, `unsat` or `unknown`, the last also where time is up."""
    return _decided(obligation.script(), nested=obligation.under_every_conversion)


def _decided(script: str, *, nested: bool = False) -> str:
    import z3

    # Not z3.Solver(): what that does to a formula beforehand made z3 5.4.1 answer unsat where a case exists (the tests have
    # it). Where z3's core comes to no answer, quantifier elimination, which is complete for linear arithmetic, is asked; at
    # once where ∀ stands over ∃ over ∀, of which the core knows too little.
    core, elimination = (z3.SimpleSolver(), CORE_SECONDS), (z3.Then("simplify", "qsat").solver(), SECONDS)
    said = "unknown"
    for solver, seconds in (elimination, core) if nested else (core, elimination):
        solver.set("timeout", seconds * 1000)
        solver.from_string(script)
        if (said := str(solver.check())) != "unknown":
            break
    return said

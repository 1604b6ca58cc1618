"""One question for a solver, with the answer that the engine's report stands or falls by, as SMT-LIB 2.6."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model import Place
from generator.proving import formulas as f
from generator.proving.formulas import Formula, printed
from generator.proving.spaces import A, Space
from generator.reasoning import Member


class Aspect(StrEnum):
    """What an obligation is about."""

    PRESENT = "present"
    ALONE = "alone"
    UNCERTAIN = "uncertain"
    MINIMAL = "minimal"
    RANGE = "range"
    WITNESS = "witness"
    NONE_LEFT = "none-left"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A definition, open in s and a, that holds in some case (`sat`) or in none.

    Where units convert in more than one way, it does so under some conversion, or (`always`) under every one.
    """

    procedure: str
    document: str
    kind: str
    aspect: Aspect
    space: Space
    formula: Formula
    sat: bool
    place: Place
    always: bool = False
    members: tuple[Member, ...] = ()
    dropped: Member | None = None
    number: int = 0

    @property
    def name(self) -> str:
        """PROCEDURE.DOCUMENT.KIND.NUMBER."""
        return f"{self.procedure}.{self.document}.{self.kind}.{self.number:03}"

    @property
    def under_every_conversion(self) -> bool:
        """Whether it is asked of every conversion, because some matter."""
        return self.always and any(name in self.space.conversions for name in f.symbols(self.formula))

    @property
    def status(self) -> str:
        """What a solver has to answer."""
        # «It holds under every conversion» is asked as: is there one under which it does not?
        return "sat" if self.sat != self.under_every_conversion else "unsat"

    def script(self) -> str:
        """The question, from the declarations to `(check-sat)`."""
        space, body = self.space, self.formula
        lines = [f"(define-fun {name} () Int {number})" for name, number in space.constants(body)]
        variables = list(space.free(body, A))
        # What is known of one conversion speaks of others.
        unknown = space.conversions if space.conversions.keys() & set(f.symbols(body)) else {}
        lines += [f"(declare-const {name} Real)" for name in unknown]
        facts = list(unknown.values())
        if self.under_every_conversion:
            inner = f.conj((*(domain for *_, domain in variables), body))
            facts.append(f.neg(f.quantified("exists", ((name, sort) for name, sort, _ in variables), inner)))
        else:
            lines += [f"(declare-const {name} {sort})" for name, sort, _ in variables]
            facts += [*(domain for *_, domain in variables), body]
        lines += [f"(assert {printed(fact, 8)})" for fact in facts if fact != f.TRUE]
        return "\n".join((*lines, "(check-sat)")) + "\n"

"""A small language of formulas: SMT-LIB's own expressions as nested tuples, and their one printer.

What `--prove` decides and what `--smt2` writes is therefore the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import TypeAlias

Formula: TypeAlias = "str | tuple[Formula, ...]"
"""A symbol, or an operator with what it is applied to, as in `("and", "|a.留痕|", ("not", …))`."""

TRUE: Formula = "true"
FALSE: Formula = "false"
WIDTH = 120


def symbol(name: str) -> str:
    """`|a.渠道|`. What may not stand between bars is written as in addresses (%7C)."""
    for letter in "%|\\":
        name = name.replace(letter, f"%{ord(letter):02X}")
    return f"|{name}|"


def conj(parts: Iterable[Formula]) -> Formula:
    """All of them."""
    kept = tuple(dict.fromkeys(part for part in parts if part != TRUE))
    if FALSE in kept:
        return FALSE
    return ("and", *kept) if len(kept) > 1 else kept[0] if kept else TRUE


def disj(parts: Iterable[Formula]) -> Formula:
    """At least one of them."""
    kept = tuple(dict.fromkeys(part for part in parts if part != FALSE))
    if TRUE in kept:
        return TRUE
    return ("or", *kept) if len(kept) > 1 else kept[0] if kept else FALSE


def neg(part: Formula) -> Formula:
    """Not this."""
    if part in (TRUE, FALSE):
        return FALSE if part == TRUE else TRUE
    return part[1] if isinstance(part, tuple) and part[0] == "not" else ("not", part)


def implies(condition: Formula, then: Formula) -> Formula:
    """Where the condition holds, this does."""
    if TRUE in (condition, then):
        return then
    if condition == FALSE:
        return TRUE
    return neg(condition) if then == FALSE else ("=>", condition, then)


def differs(left: Formula, right: Formula) -> Formula:
    """One of two holds and the other does not."""
    return ("xor", left, right)


def quantified(word: str, variables: Iterable[tuple[str, str]], body: Formula) -> Formula:
    """`exists` or `forall` some variables, each with its sort."""
    listed = tuple(variables)
    return (word, listed, body) if listed and body not in (TRUE, FALSE) else body


def number(value: Fraction, *, whole: bool) -> Formula:
    """A literal: of sort Int where `whole`, else Real."""
    mark = "" if whole else ".0"
    up: Formula = f"{abs(value.numerator)}{mark}"
    size = up if value.denominator == 1 else ("/", up, f"{value.denominator}{mark}")
    return ("-", size) if value < 0 else size


def compared(sign: str, sum_: Iterable[tuple[Fraction, str, bool]], limit: Fraction | str) -> Formula:
    """`Σ factor · variable sign limit`; each variable says whether it is an Int; a limit in a symbol is a Real."""
    terms = tuple(sum_)
    if isinstance(limit, Fraction) and all(whole for _, _, whole in terms):
        by = lcm(limit.denominator, *(factor.denominator for factor, _, _ in terms))
        return (
            sign,
            total(((factor * by, name, True) for factor, name, _ in terms), whole=True),
            number(limit * by, whole=True),
        )
    return (sign, total(terms, whole=False), limit if isinstance(limit, str) else number(limit, whole=False))


def total(sum_: Iterable[tuple[Fraction, str, bool]], *, whole: bool) -> Formula:
    """`Σ factor · variable`, of sort Int or Real."""
    made: list[Formula] = []
    for factor, name, is_int in sum_:
        variable: Formula = ("to_real", name) if is_int and not whole else name
        made.append(variable if factor == 1 else ("*", number(factor, whole=whole), variable))
    return made[0] if len(made) == 1 else ("+", *made)


def symbols(formula: Formula) -> Iterator[str]:
    """Every symbol in a formula."""
    if isinstance(formula, str):
        yield formula
    else:
        for part in formula:
            yield from symbols(part)


def printed(formula: Formula, indent: int = 0) -> str:
    """SMT-LIB text, on as many lines as it needs."""
    flat = _flat(formula)
    if isinstance(formula, str) or indent + len(flat) <= WIDTH:
        return flat
    head, *rest = formula
    inner = "".join(f"\n{' ' * (indent + 2)}{printed(part, indent + 2)}" for part in rest)
    return f"({printed(head, indent + 1)}{inner})"


def _flat(formula: Formula) -> str:
    return formula if isinstance(formula, str) else f"({' '.join(_flat(part) for part in formula)})"

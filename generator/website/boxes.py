"""Many cases in few words: those that differ in one value alone are told together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Value = tuple[str, ...]
"""A value that is asked about, or several that nothing tells apart."""
Box = tuple[tuple[Value, ...], ...]
"""For each thing that is asked about, the values: every combination of them."""


def boxes(cases: Sequence[tuple[Value, ...]]) -> Iterator[Box]:
    """Boxes that hold exactly these cases (each one value for everything that is asked), in the order of the cases."""
    if not cases:
        return
    if not cases[0]:
        yield ()
        return
    rests: dict[Value, list[tuple[Value, ...]]] = {}
    for first, *rest in cases:
        rests.setdefault(first, []).append(tuple(rest))
    alike: dict[frozenset[tuple[Value, ...]], list[Value]] = {}
    for value, others in rests.items():
        alike.setdefault(frozenset(others), []).append(value)
    for values in alike.values():
        for box in boxes(rests[values[0]]):
            yield (tuple(values), *box)


def box_words(box: Box, whole: Box) -> str:
    """A part of a box in words: `客户投诉、客户咨询，重大事项`; what is not limited is not told. Empty for all of it."""
    limited = (values for values, every in zip(box, whole, strict=True) if set(values) != set(every))
    return "，".join("、".join(name for value in values for name in value) for values in limited)

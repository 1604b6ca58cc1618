"""What documents below may do with a clause: `latitude`, and the ranges that go with it (end of section A document)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.model import Bound, Latitude, Rule, Table, atoms
from generator.reading.conditions import entries
from generator.reading.context import Context
from generator.reading.kinds import JSON, not_a_mapping
from generator.reading.nodes import Mapping, Node, Scalar


@dataclass(frozen=True)
class RangesKind:
    """`range:` of a clause: term -> range; all of them or none."""

    def read(self, node: Node, context: Context) -> tuple[Bound, ...] | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        before = len(context.findings)
        found = tuple(entries(node, context, 1))
        if not node.entries or not all(isinstance(condition, Bound) for condition in found):
            context.report(
                "invalid-document",
                node,
                zh="range 给数量定范围，如 range: { 热线响应时间: 30..90 秒 }。",
                en="'range' gives ranges of quantities, such as range: { 热线响应时间: 30..90 秒 }.",
            )
        if len(context.findings) > before:
            return None
        return tuple(condition for condition in found if isinstance(condition, Bound))

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": {"type": "string"}}


def latitude_of(values: dict[str, Any], node: Mapping, context: Context) -> Latitude:
    """What documents below may do. Where that cannot be told they are free: no one is blamed for another's fault."""
    latitude = Latitude(values.get("latitude", "tighten"))
    if node.get("latitude") is not None and "latitude" not in values:
        return Latitude.FREE
    if (latitude is Latitude.RANGE) == (node.get("range") is not None):
        return latitude if latitude is not Latitude.RANGE or "range" in values else Latitude.FREE
    context.report(
        "invalid-document",
        node,
        zh="latitude: range 和 range: { 术语: 范围 } 必须一起写。",
        en="'latitude: range' and 'range: { term: range }' go together.",
    )
    return Latitude.FREE


def bounds_all(ranges: tuple[Bound, ...], rules: tuple[Rule, ...], table: Table | None, context: Context) -> bool:
    """Whether a clause bounds what it gives ranges for; what it does not is reported."""
    every = (*rules, *(row.rule for row in (table.rows if table else ()) if row.rule))
    bounds = [each for rule in every for duty in rule.duties() for each in atoms(duty) if isinstance(each, Bound)]
    own = {frozenset(bound.terms): " + ".join(bound.terms) for bound in bounds}
    strange = [bound for bound in ranges if frozenset(bound.terms) not in own]
    for bound in strange:
        name = " + ".join(bound.terms)
        context.report(
            "invalid-document",
            Scalar(name, bound.place.line, bound.place.column),
            zh=f"range 给“{name}”定了范围，但本条没有对它作规定。"
            + (f"本条规定的是：{'、'.join(own.values())}。" if own else "请在 must 等处写明本条自己的要求。"),
            en=f"'range' gives a range for '{name}', of which no rule of this clause speaks. "
            + (
                f"It bounds {', '.join(own.values())}."
                if own
                else "Write the clause's own bound into must or the like."
            ),
        )
    return not strange

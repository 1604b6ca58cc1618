"""JSON Schemas of the files, made from the tables that the reader itself uses."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.clauses import CLAUSE, SECTION
from generator.reading.documents import DEPARTMENT, PROCEDURE
from generator.reading.kinds import JSON
from generator.reading.layouts import LAYOUT, LAYOUT_PARTS
from generator.reading.organization import DEPARTMENT_ENTRY, ORGANIZATION, VERSIONING, WAIVER, WAIVERS
from generator.reading.particulars import CHANGES, FINDER, FORM, NOT_APPLICABLE, RELATED, SIGN_OFF
from generator.reading.rules import RULE
from generator.reading.shapes import Shape
from generator.reading.tables import PICTURE, ROW, TABLE
from generator.reading.terms import CHOICE, TERM, TERMS_FILE

_PARTS = (
    SIGN_OFF,
    CHANGES,
    RELATED,
    FINDER,
    NOT_APPLICABLE,
    FORM,
    SECTION,
    CLAUSE,
    RULE,
    TABLE,
    ROW,
    PICTURE,
    TERM,
    CHOICE,
)
SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "organization": (ORGANIZATION, DEPARTMENT_ENTRY, VERSIONING),
    "procedure": (PROCEDURE, *_PARTS),
    "department": (DEPARTMENT, *_PARTS),
    "terms": (TERMS_FILE, TERM, CHOICE),
    "waivers": (WAIVERS, WAIVER),
    "layout": (LAYOUT, *LAYOUT_PARTS),
}
"""For each kind of file its own shape, then those of its parts."""

_CONDITION: JSON = {
    "description": "条件：术语与值，全部同时成立；也可用 any、all、not\n"
    "A condition: terms and values, all at once; also any, all, not\n\n"
    "{ 时段: 夜间, 热线响应时间: 不超过 60 秒 }",
    "type": "object",
    "minProperties": 1,
    "properties": {
        "any": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
        "all": {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/condition"}}, {"$ref": "#/$defs/condition"}]},
        "not": {"$ref": "#/$defs/condition"},
    },
    "additionalProperties": {
        "anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": ["string", "number"]}}]
    },
}


def schemas() -> Mapping[str, JSON]:
    """A JSON Schema (draft 2020-12) for each kind of file: organization, procedure, department, terms, waivers, layout."""
    made: dict[str, JSON] = {}
    for kind, (top, *parts) in SHAPES.items():
        definitions = {shape.name: shape.definition() for shape in parts}
        if kind in ("procedure", "department"):
            definitions["condition"] = _CONDITION
        made[kind] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{top.zh} / {top.en}",
            **top.definition(),
            "$defs": definitions,
        }
    return made

"""JSON Schemas of the files, made from the tables that the reader itself uses."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.clauses import CLAUSE, SECTION
from generator.reading.completions import NO_NAMES, Names, definitions
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


def schemas(names: Names = NO_NAMES) -> Mapping[str, JSON]:
    """A JSON Schema (draft 2020-12) for each kind of file: organization, procedure, department, terms, waivers, layout.

    With a repository's `names` editors complete them, too. They are offered, not asked for: what the reader takes is valid
    whatever the names are, so that a schema which is older than a new name is no worse than before.
    """
    made: dict[str, JSON] = {}
    named = definitions(names)
    for kind, (top, *parts) in SHAPES.items():
        schema: JSON = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{top.zh} / {top.en}",
            **top.definition(),
            "$defs": {shape.name: shape.definition() for shape in parts},
        }
        for name in sorted(_referred(schema) & named.keys()):
            schema["$defs"][name] = named[name]
        made[kind] = schema
    return made


def _referred(schema: object) -> set[str]:
    """The definitions that a schema refers to."""
    if isinstance(schema, dict):
        own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*map(_referred, schema.values()))
    return set[str]().union(*map(_referred, schema)) if isinstance(schema, list) else set()

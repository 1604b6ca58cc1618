"""The parts of the JSON Schemas that speak of a repository's own names: what editors complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Term, TermKind
from generator.reading.clauses import TargetKind
from generator.reading.kinds import ID, JSON, Line
from generator.reading.latitudes import RangesKind
from generator.reading.organization import PathKind
from generator.reading.particulars import ImplementsKind

Described = Mapping[str, str]
"""Names, each with what it stands for."""


@dataclass(frozen=True, slots=True)
class Names:
    """What there is in a repository.

    `figures` are values of quantities as the procedures write them, by term. `above` are clauses that documents below may
    implement, as `clause` or `document/clause`; `paths` are all clauses, as `document/clause`.
    """

    departments: Described = field(default_factory=dict)
    documents: Described = field(default_factory=dict)
    above: Described = field(default_factory=dict)
    paths: Described = field(default_factory=dict)
    layouts: Described = field(default_factory=dict)
    terms: Sequence[Term] = ()
    figures: Mapping[str, Sequence[str]] = field(default_factory=dict)


NO_NAMES = Names()

_ANY_VALUE: JSON = {
    "anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": ["string", "number"]}}]
}
_QUANTITY: JSON = {"type": ["string", "number"]}


def definitions(names: Names) -> Mapping[str, JSON]:
    """The definitions by the names under which kinds refer to them."""

    def said(term: Term) -> JSON:
        return _value(term, names.figures.get(term.name, ()))

    conduct = [term for term in names.terms if not term.given]
    measured = [term for term in conduct if term.kind is TermKind.QUANTITY]
    return {
        "department-id": _offered(names.departments, ID.schema()),
        "document-above": _offered(names.documents, ImplementsKind().schema()),
        "clause-above": _offered(names.above, TargetKind().schema()),
        "clause-path": _offered(names.paths, PathKind().schema()),
        "layout-name": _offered(names.layouts, ID.schema()),
        "term-name": _offered({term.name: _about([term]) for term in names.terms}, Line().schema()),
        "condition": _condition("condition", "条件", "A condition", _properties(names.terms, said)),
        "conduct": _condition("conduct", "对做法的要求", "A condition on conduct", _properties(conduct, said)),
        "ranges": RangesKind().schema() | {"properties": _properties(measured, _range)},
    }


def _offered(names: Described, kind: JSON) -> JSON:
    """What a kind reads, with names to choose from."""
    if not names:
        return kind
    return {"anyOf": [{"enum": list(names), "enumDescriptions": list(names.values())}, kind]}


def _condition(name: str, zh: str, en: str, properties: JSON) -> JSON:
    itself = {"$ref": f"#/$defs/{name}"}
    groups: JSON = {
        "any": {"type": "array", "items": itself},
        "all": {"anyOf": [{"type": "array", "items": itself}, itself]},
        "not": itself,
    }
    return {
        "description": f"{zh}：术语与值，全部同时成立；也可用 any、all、not\n"
        f"{en}: terms and values, all at once; also any, all, not\n\n"
        "{ 时段: 夜间, 热线响应时间: 不超过 60 秒 }",
        "type": "object",
        "minProperties": 1,
        "properties": groups | properties,
        "additionalProperties": _ANY_VALUE,
    }


def _properties(terms: Iterable[Term], value: Callable[[Term], JSON]) -> JSON:
    """A property for each name. Documents may have terms of one name with different meanings: each may be meant."""
    named: dict[str, list[Term]] = {}
    for term in terms:
        named.setdefault(term.name, []).append(term)
    properties: JSON = {}
    for name, same in named.items():
        values = [value(term) for term in same]
        unlike = [each for number, each in enumerate(values) if each not in values[:number]]
        properties[name] = {"description": _about(same), **(unlike[0] if len(unlike) == 1 else {"anyOf": unlike})}
    return properties


def _range(term: Term) -> JSON:
    return {"type": "string", "examples": [f"1..10 {term.unit}"]}


def _value(term: Term, figures: Sequence[str]) -> JSON:
    match term.kind:
        case TermKind.QUANTITY:
            return _QUANTITY | {"examples": list(figures or (f"不超过 1 {term.unit}", f"不少于 1 {term.unit}"))}
        case TermKind.YES_NO:
            return {"anyOf": [{"enum": ["是", "否"]}, {"type": ["string", "boolean"]}]}
        case _:
            choice = _offered({each.name: each.about or "" for each in term.choices}, {"type": ["string", "number"]})
            return {"anyOf": [*choice["anyOf"], {"type": "array", "items": choice}]}


def _about(terms: Sequence[Term]) -> str:
    """What a term is, for people: `热线响应时间（秒）：从来电接入到人工应答的时间`."""
    said = []
    for term in terms:
        kind = (
            f"（{term.unit}）"
            if term.unit
            else f"（{'、'.join(each.name for each in term.choices)}）"
            if term.choices
            else ""
        )
        said.append(f"{term.name}{kind}{'：' + term.about if term.about else ''}")
    return "\n".join(dict.fromkeys(said))

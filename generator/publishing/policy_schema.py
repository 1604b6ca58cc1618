"""The JSON Schema of `policy.json`."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]

_TEXT: JSON = {"type": "string"}
_FLAG: JSON = {"type": "boolean"}
_DAY: JSON = {"type": "string", "format": "date"}
_DIGEST: JSON = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_VERSION: JSON = {"type": "string", "pattern": r"^\d+\.\d+$"}


def _or_null(schema: JSON) -> JSON:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: JSON, **more: object) -> JSON:
    return {"type": "array", "items": items, **more}


def _ref(name: str) -> JSON:
    return {"$ref": f"#/$defs/{name}"}


def _object(zh: str, en: str, keys: JSON, *optional: str) -> JSON:
    """An object with just these keys, all there except the optional ones."""
    return {
        "description": f"{zh} / {en}",
        "type": "object",
        "properties": keys,
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
    }


_PARAGRAPHS = _list(_TEXT, description="各段文字，占位符和引用均已写出 / paragraphs, with everything resolved")
_CONDITION_KEYS: JSON = {
    "all": _list(_ref("condition")),
    "any": _list(_ref("condition")),
    "not": _ref("condition"),
    "sum": _list(_TEXT, minItems=1, description="一个数量，或几个数量之和 / a quantity, or the sum of several"),
    "low": _ref("end"),
    "high": _ref("end"),
    "term": _TEXT,
    "among": {"enum": ["any", "all", "only"]},
    "choices": _list(_TEXT),
    "yes": _FLAG,
    "words": _TEXT,
}
_RULE_KEYS: JSON = {
    "clause": _TEXT,
    "index": {"type": "integer", "minimum": 0},
    "when": _ref("condition"),
    "unless": _ref("condition"),
    "must": _ref("condition"),
    "must_not": _list(_ref("condition")),
    "should": _ref("condition"),
    "should_not": _list(_ref("condition")),
    "may": _ref("condition"),
    "because": _TEXT,
}
_DEFINITIONS: JSON = {
    "end": _object(
        "界限，数值为精确分数",
        "an end; the amount is an exact fraction",
        {
            "amount": {"type": "string", "pattern": r"^-?\d+(/\d+)?$"},
            "unit": _TEXT,
            "written": _TEXT,
            "open": {"description": "不含本数 / excluded itself", **_FLAG},
        },
    ),
    "condition": _object("条件", "a condition", _CONDITION_KEYS, *_CONDITION_KEYS),
    "rule": _object("规则", "a rule", _RULE_KEYS, *(key for key in _RULE_KEYS if key not in ("clause", "index"))),
    "term": _object(
        "术语",
        "a term",
        {
            "kind": {"enum": ["quantity", "choice", "several", "yes_no"]},
            "given": _FLAG,
            "shared": _FLAG,
            "unit": _TEXT,
            "whole": _FLAG,
            "range": _object("取值范围", "possible amounts", {"low": _ref("end"), "high": _ref("end")}, "low", "high"),
            "choices": _list(
                _object("取值", "a choice", {"name": _TEXT, "about": _or_null(_TEXT), "aliases": _list(_TEXT)})
            ),
            "about": _or_null(_TEXT),
            "aliases": _list(_TEXT),
        },
        "unit",
        "whole",
        "range",
        "choices",
    ),
    "clause": _object(
        "条款",
        "a clause",
        {
            "id": _TEXT,
            "citation": {"description": "编号，如 三（二）1 / its number", **_TEXT},
            "title": _or_null(_TEXT),
            "text": _PARAGRAPHS,
            "implements": _list(_TEXT, description="落实的上位条款：规程/文件#条款 / PROCEDURE/DOCUMENT#CLAUSE above"),
            "latitude": {"enum": ["fixed", "tighten", "range", "free"]},
            "range": _list(
                _object("范围", "a range", {"term": _TEXT, "low": _ref("end"), "high": _ref("end")}, "low", "high")
            ),
            "implement": {"anyOf": [{"const": "all"}, _list(_TEXT)]},
            "rules": _list(_ref("rule")),
            "clauses": _list(_ref("clause")),
            "table": _object("表格", "a table", {"columns": _list(_TEXT), "rows": _list(_list(_PARAGRAPHS))}),
            "figure": _object("图", "a picture", {"file": _TEXT, "title": _TEXT, "alt": _TEXT}),
        },
        "table",
        "figure",
    ),
    "section": _object(
        "章节",
        "a section",
        {
            "id": _TEXT,
            "citation": _TEXT,
            "title": _TEXT,
            "text": _PARAGRAPHS,
            "clauses": _list(_ref("clause")),
            "sections": _list(_ref("section")),
        },
    ),
    "form": _object(
        "记录表单",
        "a record form",
        {"id": _TEXT, "number": _TEXT, "title": _TEXT, "keep": _or_null(_TEXT), "columns": _list(_TEXT)},
    ),
    "version": _object(
        "文件的一个版本",
        "one version of a document",
        {
            "version": _VERSION,
            "status": {"enum": ["draft", "released"]},
            "released": _or_null(_DAY),
            "source_digest": _DIGEST,
            "title": _TEXT,
            "number": _TEXT,
            "department": _object("归口部门", "who owns it", {"id": _TEXT, "title": _TEXT}),
            "parent": _or_null(_object("上位文件", "the document above", {"document": _TEXT, "version": _VERSION})),
            "issued": _or_null(_DAY),
            "effective": _DAY,
            "expires": _or_null(_DAY),
            "withdrawn": _or_null(_DAY),
            "classification": _or_null(_TEXT),
            "word": {"description": "本文件夹中的 Word 文件 / its Word file, in this folder", **_TEXT},
            "terms": {"type": "object", "additionalProperties": _ref("term")},
            "sections": _list(_ref("section")),
            "appendices": _list(_ref("section")),
            "forms": _list(_ref("form")),
        },
    ),
    "waiver": _object(
        "豁免",
        "a waiver",
        {"clause": _TEXT, "from": _TEXT, "because": _TEXT, "approved_by": _TEXT, "approved_on": _DAY, "until": _DAY},
    ),
}


def policy_schema() -> JSON:
    """The schema, draft 2020-12."""
    department = _object("部门", "a department", {"id": _TEXT, "title": _TEXT, "owner": _or_null(_TEXT)})
    organization = _object(
        "组织",
        "the organisation",
        {"name": _TEXT, "site_url": _or_null(_TEXT), "feedback": _or_null(_TEXT), "departments": _list(department)},
    )
    document = _object(
        "文件，版本由旧到新",
        "a document, its versions oldest first",
        {"id": _TEXT, "name": _TEXT, "versions": _list(_ref("version"), minItems=1)},
    )
    procedure = _object(
        "一部规程及其实施细则",
        "a procedure with its implementation rules",
        {"id": _TEXT, "documents": _list(document), "waivers": _list(_ref("waiver"))},
    )
    top = {"$schema": _TEXT, "format": {"const": 1}, "organization": organization, "procedures": _list(procedure)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "policy.json",
        **_object("全部规章，供其他程序使用", "the whole policy, for other programs", top),
        "$defs": _DEFINITIONS,
    }

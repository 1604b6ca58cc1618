"""What SARIF 2.1.0 (OASIS, 2020, with Errata 01) asks of the parts of a log that we write, as a JSON Schema.

The numbers are sections of the standard. Only the properties that we write are let through, so that a new one has to be
looked up before it is used.
"""

from __future__ import annotations

from typing import Any


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string", "minLength": 1}
MESSAGE = _object("text", text=TEXT)  # 3.11
INDEX = {"type": "integer", "minimum": 0}
POSITIVE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
SEMVER = {"type": "string", "pattern": r"^\d+\.\d+\.\d+(?:[-+].+)?$"}  # 3.19.12
# 3.4.3, 3.10.1: a relative reference as RFC 3986 has it: ASCII, percent-encoded, neither a scheme nor a leading slash
URI = {
    "type": "string",
    "pattern": r"^(?!/)(?![A-Za-z][A-Za-z0-9+.-]*:)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$",
}
PHYSICAL_LOCATION = _object(  # 3.29
    "artifactLocation region",
    artifactLocation=_object("uri uriBaseId", uri=URI, uriBaseId={"const": "SRCROOT"}),  # 3.4
    region=_object("startLine startColumn", startLine=POSITIVE, startColumn=POSITIVE),  # 3.30
)
SUPPRESSION = _object(  # 3.35
    "kind status",
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=TEXT,
)
RESULT = _object(  # 3.27
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex=INDEX,
    level=LEVEL,
    message=MESSAGE,
    locations=_list(_object("physicalLocation", physicalLocation=PHYSICAL_LOCATION), minItems=1),
    relatedLocations=_list(  # 3.27.22, 3.28
        _object("id physicalLocation", id=INDEX, physicalLocation=PHYSICAL_LOCATION, message=MESSAGE), uniqueItems=True
    ),
    partialFingerprints={  # 3.27.17
        "type": "object",
        "propertyNames": {"pattern": r"^[A-Za-z]\w*/v\d+$"},
        "additionalProperties": TEXT,
    },
    suppressions=_list(SUPPRESSION, uniqueItems=True),
)
RULE = _object(  # 3.49
    "id",
    id=TEXT,
    shortDescription=MESSAGE,
    defaultConfiguration=_object("level", level=LEVEL),  # 3.50
    help=MESSAGE,
)
DRIVER = _object(  # 3.19
    "name", name=TEXT, version=TEXT, semanticVersion=SEMVER, rules=_list(RULE, uniqueItems=True)
)
RUN = _object(  # 3.14
    "tool results",
    tool=_object("driver", driver=DRIVER),
    language={"type": "string", "pattern": "^[a-z]{2}(?:-[A-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={  # 3.14.14
        "type": "object",
        "additionalProperties": _object("", uri={"type": "string", "pattern": "/$"}, description=MESSAGE),
    },
    results=_list(RESULT),
)
LOG = {  # 3.13
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        "version runs",
        **{"$schema": {"type": "string", "pattern": r"/sarif-schema-2\.1\.0\.json$"}},
        version={"const": "2.1.0"},
        runs=_list(RUN, minItems=1),
    ),
}

"""SARIF and GitLab's code quality report keep to what their readers ask for, whatever is found."""

from __future__ import annotations

import json

import hypothesis.strategies as st
import jsonschema
from hypothesis import given, settings
from sarif_rules import LOG
from test_reports import LOOSER, WAIVED, report

from generator.findings import CODES, Clash, Finding, Severity, finding
from generator.model import Place
from generator.reports import render

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(str.strip)
FILES = st.text("abc规章 %?#:&\"'\\<>", min_size=1, max_size=12).map(lambda name: f"policy/{name}.yaml")
PLACES = st.builds(Place, FILES, st.integers(1, 9999), st.integers(1, 9999))
CLASHES = st.builds(Clash, TEXTS, TEXTS, PLACES, TEXTS)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Any finding: of any code, anywhere, with any words."""
    made = finding(
        draw(st.sampled_from(list(CODES))),
        draw(PLACES),
        zh=draw(TEXTS),
        en=draw(TEXTS),
        severity=draw(st.sampled_from(list(Severity))),
        document=draw(st.none() | TEXTS),
        clause=draw(st.none() | TEXTS),
        conflict=tuple(draw(st.lists(CLASHES, max_size=3))),
    )
    return made._replace(waiver=draw(st.sampled_from([None, WAIVED.waiver])))


MANY = st.lists(findings(), max_size=4)
PREFIXES = st.sampled_from(["", "docs/", "规章 1/"])


@settings(max_examples=100, deadline=None)
@given(MANY, PREFIXES, st.sampled_from(["zh", "en"]))
def test_a_sarif_log_keeps_to_the_standard(found, prefix, language):
    """Its shape, and what no schema says: rules by their index, bases that are declared, fingerprints of their own."""
    log = json.loads(render("sarif", report(*found, LOOSER, WAIVED, prefix=prefix, language=language)))
    jsonschema.validate(log, LOG)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        related = [location["id"] for location in result.get("relatedLocations", ())]
        assert len(set(related)) == len(related)
    places = [location for result in run["results"] for location in result["locations"]]
    bases = {place["physicalLocation"]["artifactLocation"]["uriBaseId"] for place in places}
    assert bases <= run["originalUriBaseIds"].keys()
    prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints) == len(found) + 2


CODE_QUALITY = {
    # GitLab's documentation of the Code Quality report: a list of issues, each with these keys; no byte order mark.
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/|\./)."},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@settings(max_examples=100, deadline=None)
@given(MANY, PREFIXES)
def test_a_code_quality_report_has_what_gitlab_asks_for(found, prefix):
    """Every issue with its keys and no others, and a fingerprint that no other has."""
    text = render("gitlab", report(*found, LOOSER, WAIVED, prefix=prefix))
    assert text.startswith("[")
    issues = json.loads(text)
    jsonschema.validate(issues, CODE_QUALITY)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(found) + 2
    assert all(issue["location"]["path"].startswith(prefix) for issue in issues)

"""Text that would be markup, an attribute or a script elsewhere shows as text on every page, in every address and in the feed."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from shipped import ROOT, TODAY
from small_site import release

from generator.project import Project, findings_of
from generator.reading import read_policy
from generator.website.occasion import Occasion
from generator.website.pages import make_site

HOSTILE = "<script>alert(1)</script>\"onload=x ]]> </textarea>' javascript:alert(1)"
QUOTED, ANOTHER, THIRD = (json.dumps(HOSTILE + n, ensure_ascii=False) for n in ("", "2", "3"))
TERMS = f"""\
terms:
  情形: {{ given: true, choices: [{QUOTED}, 其他], about: {QUOTED} }}
  词: {{ unit: 秒, about: {QUOTED}, aliases: [{QUOTED}] }}
  法: {{ choices: [{{ name: {ANOTHER}, about: {QUOTED}, aliases: [{THIRD}] }}, 乙] }}
"""
ORGANIZATION = f"""\
organization: {QUOTED}
feedback: "https://example.com/?a=%22onload=x&b=%3Cscript%3E"
departments: {{ d: {{ title: {QUOTED} }}, e: {{ title: {QUOTED} }} }}
"""


def text(version: str, seconds: int, *, below: bool) -> str:
    head = "id: x\nimplements: p@1.1\n" if below else "id: p\ndepartments: all\nfinder: { ask: [情形], answer: 法 }\n"
    return f"""\
{head}title: {QUOTED}
number: {QUOTED}
version: "{version}"
effective: 2026-0{version[-1]}-01
department: {"d" if below else "e"}
classification: {QUOTED}
sign_off: [{{ role: {QUOTED}, department: d, person: {QUOTED} }}]
distribution: [d]
changes: {{ summary: {QUOTED}, by: {QUOTED}, clauses: {{ c: {QUOTED} }} }}
repeals: [{QUOTED}]
related: [{{ number: {QUOTED}, title: {QUOTED} }}]
{f"not_applicable: [{{ clause: c2, because: {QUOTED} }}]" if below else ""}
sections:
- id: s
  title: {QUOTED}
  text: {QUOTED}
  show: terms
  clauses:
  - id: c
    title: {QUOTED}
    {"implements: c" if below else "implement: all"}
    text: {json.dumps(HOSTILE + "{{ 词 }}", ensure_ascii=False)}
    when: {{ 情形: {QUOTED} }}
    must: {{ 词: 不超过 {seconds} 秒 }}
    should: {{ 法: {ANOTHER} }}
    table: {{ columns: [{QUOTED}], rows: [[{json.dumps(HOSTILE + str(seconds), ensure_ascii=False)}]] }}
  - {{ id: c2, text: {QUOTED}, {"" if below else "implement: all"} }}
forms: [{{ id: f, number: {QUOTED}, title: {QUOTED}, keep: {QUOTED}, columns: [{QUOTED}] }}]
"""


@pytest.fixture(scope="module")
def made():
    above = [text("1.1", 60, below=False), text("1.2", 50, below=False)]
    below = text("1.3", 70, below=True)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": above[1].encode(),
        "policy/p/departments/x.yaml": below.encode(),
        "policy/p/waivers.yaml": (
            f"waivers: [{{ clause: x/c, from: p/c, because: {QUOTED}, approved_by: {QUOTED},"
            " approved_on: 2026-01-01, until: 2027-01-01 }]\n"
        ).encode(),
    }
    for version in above:
        for name, data in release(version, date(2025, 12, 1), TERMS).items():
            files[name.replace("policy/main/", "policy/p/")] = data
    reading = read_policy(files)
    assert reading.findings == ()
    found = findings_of(reading, TODAY)
    assert any("<script>" in finding.message.zh for finding in found)
    return make_site(Occasion(Project(ROOT), reading.policy, found, TODAY, words=(), companions=()))


def test_no_page_takes_it_for_markup(made):
    said = {page.name for page in made.pages if "&lt;script&gt;alert" in page.html}
    kinds = {"index", "p/index", "p/x", "p/p/1.1", "p/p/compare/1.1-1.2", "p/p/checklist", "matrix", "coverage", "tree"}
    kinds |= {"versions", "in-force", "terms", "forms", "related", "checks"}
    assert {f"{kind}.md" for kind in kinds} <= said
    for page in made.pages:
        assert "<script" not in page.html, page.name
        assert "</textarea" not in page.html, page.name
        for tag in re.findall(r"<[a-z][^<>]*>", page.html):
            assert not re.search(r"\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', tag)), (page.name, tag)
        for link in re.findall(r'href="([^"]*)"', page.html):
            assert not link.lower().startswith("javascript:"), (page.name, link)


def test_the_feed_says_it_as_text(made):
    root = ElementTree.fromstring(made.files["feed.xml"])
    assert HOSTILE in root.findtext(".//{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")

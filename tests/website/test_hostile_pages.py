"""Text that would be code, everywhere where an owner can put text: on no page is it more than text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from shipped import ROOT, TODAY

from generator.project import Project, findings_of
from generator.reading import read_policy
from generator.website.making import build_site

NASTY = (
    """<script>alert('x')</script><img src=x onerror=alert(1)> "onload="x ' onfocus='y ]]> </textarea></style> """
    """&lt;b&gt; javascript:alert(1)"""
)
DOCUMENT = """\
id: {id}
title: {nasty}
number: {brief}
version: "1.0"
issued: 2025-12-20
effective: 2026-01-01
department: {department}
{more}classification: {nasty}
sign_off: [{{ role: 编制, department: d, person: {nasty} }}]
related: [{{ number: {nasty}, title: {nasty} }}]
changes: {{ summary: {nasty}, by: {nasty} }}
repeals: [{nasty}]
sections:
- id: s
  title: {nasty}
  show: terms
  clauses:
  - id: c
    {implements}title: {nasty}
    text: {text}
    when: {{ 用途: {choice} }}
    must: {{ 渠道: {choice}, 词: 不超过 60 秒 }}
    table: {{ columns: [{nasty}], rows: [[{nasty}]] }}
    clauses:
    - {{ id: below, title: {choice}, text: {nasty} }}
- {{ id: rel, title: {nasty}, show: related }}
- {{ id: forms, title: {nasty}, show: forms }}
forms: [{{ id: f, number: {nasty}, title: {nasty}, columns: [{nasty}] }}]
"""


def files() -> dict[str, bytes]:
    nasty = json.dumps(NASTY, ensure_ascii=False)
    choice = json.dumps("<b onclick=alert(1)>选项</b>", ensure_ascii=False)
    text = json.dumps(NASTY + "{{ 词 }}" + '{{ link("https://e.example/?a&onload=x", "<i>") }}', ensure_ascii=False)
    fill = {"nasty": nasty, "brief": json.dumps('"><i>1</i>', ensure_ascii=False), "choice": choice, "text": text}
    choices = f"[{{ name: {choice}, about: {nasty}, aliases: [{nasty}] }}, 别的]"
    made = {
        "policy/organization.yaml": f"organization: {nasty}\ndepartments:\n  d: {{ title: {nasty} }}\n  e: {{ title: {nasty} }}\n",
        "policy/p/terms.yaml": f"terms:\n  词: {{ unit: 秒, about: {nasty}, aliases: [{nasty}] }}\n"
        f"  用途: {{ given: true, choices: {choices} }}\n  渠道: {{ choices: {choices} }}\n",
        "policy/p/procedure.yaml": DOCUMENT.format(
            id="p", department="d", implements="", more="finder: { ask: [用途], answer: 渠道 }\n", **fill
        ),
        "policy/p/departments/e.yaml": DOCUMENT.format(
            id="e", department="e", implements="implements: c\n    ", more="implements: p@1.0\n", **fill
        ),
    }
    return {name: said.encode() for name, said in made.items()}


class Reader(HTMLParser):
    """Every tag with its attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    reading = read_policy(files())
    assert [finding.message.en for finding in reading.findings] == []
    out = tmp_path_factory.mktemp("hostile") / "site"
    build_site(Project(ROOT), reading.policy, findings_of(reading, TODAY), out, TODAY)
    return out


def test_nowhere_is_it_more_than_text(hostile_site):
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > 8
    for path in pages:
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        for tag, attributes in reader.tags:
            assert not [name for name in attributes if name.startswith("on")], (path, tag, attributes)
            assert not (tag == "img" and attributes.get("src") == "x"), path
            link = (attributes.get("href") or "").strip().lower()
            assert link == "javascript:void(0)" or not link.startswith("javascript:"), (path, link)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert not any("alert('x')" in script for script in scripts), path
    department = Reader()
    department.feed((hostile_site / "p/e/index.html").read_text(encoding="utf-8"))
    assert "<script>alert('x')</script>" in department.text


def test_in_other_files_neither(hostile_site):
    for name in ("feed.xml", "sitemap.xml"):
        if (hostile_site / name).is_file():
            ElementTree.parse(hostile_site / name)
    json.loads((hostile_site / "search/search_index.json").read_text(encoding="utf-8"))
    json.loads((hostile_site / "finder/p.json").read_text(encoding="utf-8"))


@pytest.mark.browser
def test_no_browser_runs_it(hostile_site, browser):
    context = browser.new_context()
    ran: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    context.route(
        "https://hostile.example/**",
        lambda route: route.fulfill(
            path=hostile_site / (route.request.url.split("example/")[1].split("?")[0] or "index.html")
        ),
    )
    for name in ("index.html", "p/index.html", "p/e/index.html"):
        page.goto(f"https://hostile.example/{name}")
        page.wait_for_timeout(200)
    page.goto("https://hostile.example/index.html")
    page.locator(".chip").first.click()
    assert "<b onclick=alert(1)>选项</b>" in page.inner_text(".finder-answer")
    page.click(".md-search__input")
    page.keyboard.type("<script>alert")
    page.keyboard.press("Shift")  # the search listens for keys
    page.wait_for_selector(".md-search-result__link mark")
    assert "<script>alert" in page.inner_text(".md-search-result__list")
    assert page.locator(".md-search-result__list script").count() == 0
    context.close()
    assert ran == []


HIDDEN = ["\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200f", "\ufeff", "\u2028", "\x07", "\x1b"]


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("place", ["text: 正文", "title: 节", "about: 说明", "organization: 集团", "title: 部门"])
def test_signs_that_hide_or_turn_text_never_get_past_the_reader(sign, place):
    """As themselves, and as escapes in a quoted text."""
    plain = {
        "policy/organization.yaml": "organization: 集团\ndepartments:\n  d: { title: 部门 }\n",
        "policy/p/terms.yaml": "terms:\n  词: { unit: 秒, about: 说明 }\n",
        "policy/p/procedure.yaml": 'id: p\ntitle: 规程\nnumber: N\nversion: "1.0"\neffective: 2026-01-01\ndepartment: d\n'
        "sections:\n- id: s\n  title: 节\n  clauses:\n  - id: c\n    text: 正文\n",
    }
    key, value = place.split(": ")
    for written in (f"{value}{sign}后", f'"{value}\\u{ord(sign):04x}后"'):
        files = {name: text.replace(place, f"{key}: {written}").encode() for name, text in plain.items()}
        reading = read_policy(files)
        assert [finding.code for finding in reading.findings if finding.severity == "error"], (place, written)
        assert "后" not in repr(reading.policy) or sign not in repr(reading.policy)

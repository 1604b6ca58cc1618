"""Every kind of page, light and dark: no violation of the rules of accessibility; no page wider than a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shipped import ROOT

from generator.project import Project

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="module")
def kinds(site) -> dict[str, str]:
    """A page of each kind, by the kind: addresses in which documents, clauses, codes and versions are left out."""
    policy = Project(ROOT).load().policy
    documents = {edition.document.id for p in policy.procedures for edition in (*p.working, *p.releases)}
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parent.parts if path.name == "index.html" else path.relative_to(site).parts
        known = (re.sub(r"\d+(\.\d+)+", "N", "D" if part in documents else part) for part in parts)
        kind = "/".join(known)
        kind = re.sub(r"^findings/.+", "findings/CODE", re.sub(r"/clauses/.+", "/clauses/C", kind))
        found.setdefault(kind, "/".join(parts) + ("/" if parts and path.name == "index.html" else ""))
    return found


def visits(kinds, browser, address, **settings):
    context = browser.new_context(**settings)
    page = context.new_page()
    for name in kinds.values():
        page.goto(f"{address}{name}")
        yield name, page
    context.close()


def test_there_are_many_kinds_of_page(kinds):
    expected = {"", "D", "D/D", "D/D/N", "404.html", "versions", "downloads", "matrix", "checks", "how-to", "in-force"}
    expected |= {"D/D/compare/N-N", "D/D/checklist", "coverage", "tree", "terms", "forms", "related", "findings/CODE"}
    assert expected | {"yaml", "commands"} <= {*kinds}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_violates_the_rules_of_accessibility(scheme, kinds, browser, address):
    found = {}
    for name, page in visits(kinds, browser, address, color_scheme=scheme, viewport={"width": 1440, "height": 900}):
        page.add_script_tag(path=str(AXE))
        violations = page.evaluate("axe.run().then(result => result.violations)")
        found |= {
            (name, v["id"]): [f"{node['html'][:160]} {node['failureSummary'][:200]}" for node in v["nodes"]][:2]
            for v in violations
        }
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_violates_none_either(scheme, browser, address):
    """The answer of 找渠道 with its table, the search with its results, a reference's preview, all details open."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for name, prepare in (
        ("?用途=客户投诉", "document.querySelectorAll('details').forEach(d => d.open = true)"),
        ("communication-channels/", "document.querySelectorAll('details').forEach(d => d.open = true)"),
        ("communication-channels/customer-service/", "document.querySelector('.clause a.ref, .term').focus()"),
    ):
        page.goto(f"{address}{name}")
        page.evaluate(prepare)
        page.wait_for_timeout(300)
        page.add_script_tag(path=str(AXE))
        assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate("axe.run().then(r => r.violations)")] == [], (
            name
        )
    page.goto(address)
    page.click(".md-search__input")
    page.keyboard.type("响应时间")
    page.keyboard.press("Shift")  # the search listens for keys
    page.wait_for_selector(".md-search-result__link")
    page.wait_for_timeout(500)
    page.add_script_tag(path=str(AXE))
    assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate("axe.run().then(r => r.violations)")] == []
    context.close()


def test_no_page_is_wider_than_a_phone(kinds, browser, address):
    found = {}
    for name, page in visits(kinds, browser, address, viewport={"width": 360, "height": 740}):
        found[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in found.items() if width > 360} == {}


def test_links_of_the_page_for_what_is_missing_begin_at_the_root(site):
    """Such a page is shown at any address."""
    html = Path(site / "404.html").read_text(encoding="utf-8")
    links = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert [
        link for link in links if not link.startswith(("/", "#", "https://policy.example.com/", "javascript:void"))
    ] == []

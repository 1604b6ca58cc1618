"""The pages of a policy in trouble: what is outdated, too loose or about to end stands out, and is as readable as the rest."""

from __future__ import annotations

import pytest
from shipped import ROOT, TODAY
from small_site import html, site, words
from test_accessibility import AXE
from troubled import troubled

from generator.project import Project, findings_of
from generator.website.making import build_site

PAGES = ("matrix", "coverage", "tree", "checks", "main/shop", "main")


@pytest.fixture(scope="module")
def made():
    return site(troubled())


def test_a_document_that_was_overtaken_says_so_and_leads_to_what_changed_above(made):
    page = html(made, "main/shop.md")
    head = page[: page.index("<h2")]
    assert "本文件依据《文件main》V1.0，该版本已由 V2.0 替代。 上位文件变了什么" in words(head)
    assert "main/compare/1.0-2.0" in head
    fine = html(made, "main/desk.md")
    assert "该版本已由" not in fine


def test_figures_and_coverage_say_which_version_an_outdated_document_follows(made):
    heads = words(html(made, "matrix.md").partition("</thead>")[0])
    assert "门店部 依据 V1.0" in heads
    assert heads.count("依据") == 1
    coverage = html(made, "coverage.md")
    assert coverage.count("依据 V1.0") == 2  # both clauses of the one document


def test_departments_stand_as_the_organization_lists_them(made):
    heads = words(html(made, "matrix.md").partition("</thead>")[0].partition("<thead>")[2])
    assert heads == "数字 规程 热线部 研究部 海外部 门店部 依据 V1.0 文件team"


def test_a_message_of_several_lines_keeps_them(made):
    assert '<p class="message">' in html(made, "checks.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("troubled")
    for name in ("templates", "site", "generator", "mkdocs.yml"):
        (root / name).symlink_to(ROOT / name)
    for name, data in troubled().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    reading = Project(root).load()
    build_site(Project(root), reading.policy, findings_of(reading, TODAY), root / "build", TODAY)
    return root / "build"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_violate_no_rule_of_accessibility(scheme, folder, browser):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for name in PAGES:
        page.goto((folder / name / "index.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run().then(r => r.violations)")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], name
    context.close()


@pytest.mark.browser
def test_what_is_outdated_looks_different_in_the_picture(folder, browser):
    page = browser.new_page()
    page.goto((folder / "tree/index.html").as_uri())
    look = "node => { const s = getComputedStyle(node.querySelector('rect')); return [s.fill, s.strokeDasharray]; }"
    outdated, fine = (page.locator(f".node-{state}").last.evaluate(look) for state in ("outdated", "fine"))
    assert outdated[0] != fine[0]
    assert (outdated[1], fine[1]) == ("7px, 4px", "none")
    page.close()

"""A site from a file share: opened as files, with everything that readers do; and no page, however opened, asks other hosts."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import ROOT, TODAY

from generator.project import Project, findings_of
from generator.website.links import broken_links
from generator.website.making import build_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def share(tmp_path_factory) -> Path:
    """A folder with a space and Chinese in its name, as shares have."""
    out = tmp_path_factory.mktemp("共享 盘") / "site"
    reading = Project(ROOT).load()
    build_site(Project(ROOT), reading.policy, findings_of(reading, TODAY), out, TODAY, offline=True)
    return out


@pytest.fixture
def page(browser, share):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, permissions=[])
    made = context.new_page()
    made.asked, made.faults = [], []
    made.on("request", lambda request: made.asked.append(request.url))
    made.on("pageerror", lambda fault: made.faults.append(str(fault)))
    yield made
    assert [url for url in made.asked if not url.startswith(("file:", "data:", "about:", "blob:"))] == []
    assert made.faults == []
    context.close()


def test_every_link_leads_to_a_file(share):
    assert list(broken_links(share)) == []


def test_the_search_works_from_files(page, share):
    page.goto((share / "communication-channels/customer-service.html").as_uri())
    page.click(".md-search__input")
    page.keyboard.type("接听时间 夜间")
    page.wait_for_selector(".md-search-result__link mark")
    page.locator(".md-search-result__link[href*='#hotline-off-hours']").first.click()
    page.wait_for_url("**/customer-service.html*#hotline-off-hours")
    assert page.locator("#hotline-off-hours").is_visible()


def test_the_finder_works_from_files_and_its_address_can_be_sent(page, share):
    page.goto((share / "index.html").as_uri())
    page.locator(".chip:has(input[value='客户投诉'])").click()
    assert "客户服务热线" in page.inner_text(".finder-answer")
    page.reload()
    assert "客户服务热线" in page.inner_text(".finder-answer")
    page.locator(".finder-answer a", has_text="三（二）1（1）").first.click()
    page.wait_for_url("**/communication-channels/index.html#hotline-response")


def test_one_can_go_everywhere_and_home_again(page, share):
    page.goto((share / "communication-channels/communication-channels/1.0.html").as_uri())
    page.locator("a.md-header__button.md-logo").click()
    page.wait_for_url("**/index.html")
    assert page.locator(".finder").is_visible()
    for link in page.locator(".card a").all()[:3]:
        assert link.get_attribute("href").endswith(".html")


def test_no_page_asks_other_hosts_for_anything(share, site, browser, address):
    """Each kind of page, from a file share and from a server: every other request is noted and cut off."""
    context = browser.new_context()
    strangers: list[str] = []

    def guard(route):
        if route.request.url.startswith((address, "file:", "data:", "about:", "blob:")):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    names = [
        "",
        "communication-channels",
        "communication-channels/sales",
        "communication-channels/communication-channels/1.0",
    ]
    names += ["versions", "downloads", "matrix", "checks", "coverage", "findings", "how-to"]
    for name in names:
        page.goto(f"{address}{name}{'/' if name else ''}")
        page.wait_for_load_state("networkidle")
    for path in [share / "index.html", *sorted(share.glob("*.html")), share / "communication-channels/sales.html"]:
        page.goto(path.as_uri())
    page.click(".md-search__input")
    page.keyboard.type("热线")
    page.keyboard.press("Shift")  # the search listens for keys
    page.wait_for_selector(".md-search-result__link")
    context.close()
    assert strangers == []

"""What readers do, in a real Chromium."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    made = context.new_page()
    made.strangers = []
    made.on(
        "request", lambda request: made.strangers.append(request.url) if not request.url.startswith(address) else None
    )
    yield made
    assert made.strangers == []
    context.close()


def search(page, words: str) -> list[str]:
    """The addresses of the results, best first."""
    page.fill(".md-search__input", words)
    page.keyboard.press("Shift")  # the search listens for keys
    page.wait_for_function(
        "words => document.querySelector('.md-search__input').value === words &&"
        " !document.querySelector('.md-search-result__meta').textContent.includes('输入')",
        arg=words,
    )
    page.wait_for_timeout(400)
    return [
        re.sub(r"\?[^#]*", "", link.get_attribute("href")) for link in page.locator(".md-search-result__link").all()
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("热线", "communication-channels/#hotline-response"),
        ("响应时间", "communication-channels/#hotline-response"),
        ("响应时间", "communication-channels/customer-service/#hotline-day"),
        ("接听时间 夜间", "communication-channels/customer-service/#hotline-off-hours"),  # another name of the term
        ("一级投诉", "communication-channels/customer-service/#complaint-levels-row-1"),
        ("热线多少秒响应时间", "communication-channels/#hotline-response"),  # found by its pairs of characters
    ],
)
def test_the_search_finds(words, found, page, address):
    page.goto(address)
    page.click(".md-search__input")
    assert f"{address}{found}" in search(page, words)


def test_a_result_leads_to_the_clause(page, address):
    page.goto(address)
    page.click(".md-search__input")
    search(page, "来电放弃率")
    page.locator(".md-search-result__link", has_text="三（一）6").first.click()
    page.wait_for_url("**#hotline-abandoned")
    assert page.locator("#hotline-abandoned").is_visible()
    assert "不超过5%" in page.inner_text("#hotline-abandoned")


def test_old_versions_are_not_found(page, address):
    page.goto(address)
    page.click(".md-search__input")
    assert not any("/1.0/" in link for link in search(page, "热线"))


def test_a_downloaded_word_file_has_the_digest_that_the_page_says(page, address):
    page.goto(f"{address}downloads/")
    row = page.locator("table.downloads tbody tr").first
    with page.expect_download() as download:
        row.locator("a").click()
    assert hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest() == row.locator(".digest").inner_text()


@pytest.mark.parametrize(
    ("name", "width", "table"),
    [
        ("matrix/", 1440, ".matrix"),
        ("communication-channels/customer-service/", 360, "#complaint-levels .table-scroll"),
    ],
)
def test_a_table_that_goes_on_beyond_the_edge_fades_there(name, width, table, page, address):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}{name}")
    place = page.locator(table).first
    masked = "place => getComputedStyle(place).maskImage"
    page.wait_for_selector(f"{table}.more-after")
    assert "gradient" in place.evaluate(masked)
    place.evaluate("place => place.scrollTo(place.scrollWidth, 0)")
    page.wait_for_selector(f"{table}:not(.more-after)")
    page.set_viewport_size({"width": 3000, "height": 900})
    page.wait_for_selector(f"{table}:not(.more-before)")
    assert place.evaluate(masked) == "none"


@pytest.mark.parametrize("name", ["matrix/", "coverage/", "downloads/", "checks/", "terms/"])
def test_the_navigation_starts_where_the_header_does(name, page, address):
    page.set_viewport_size({"width": 1900, "height": 900})
    page.goto(f"{address}{name}")
    left = "element => element.getBoundingClientRect().left"
    header, main = (page.locator(f"{part} .md-grid, {part}.md-grid").first for part in (".md-header", ".md-main"))
    assert header.evaluate(left) == main.evaluate(left)


def test_the_day_of_a_page_is_told_as_the_day_on_which_it_was_made(page, address):
    page.goto(f"{address}versions/")
    assert "本页生成于 2026-11-24" in page.inner_text(".lead")
    assert "今天" not in page.inner_text("article")

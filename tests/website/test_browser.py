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

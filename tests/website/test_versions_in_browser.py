"""What readers do with versions, in a real Chromium: choose a day, print a sheet; and all of it without JavaScript."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
DOCUMENT = "communication-channels/customer-service/"


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def shown(page) -> list[str]:
    """The versions in the table of periods that can be seen: title and number."""
    rows = page.locator("table.periods tr[data-from]:visible")
    return [re.sub(r"\s+", " ", row.inner_text()).split(" 20")[0] for row in rows.all()]


def test_a_day_narrows_the_table_to_what_was_in_force(page, address):
    page.goto(f"{address}in-force/")
    assert "沟通渠道管理规程 V2.0" in shown(page)  # today, at first
    page.fill("form.as-of input", "2026-09-30")
    assert shown(page) == [
        "沟通渠道管理规程 V1.0",
        "客户服务部沟通渠道管理实施细则 V1.0",
        "信息技术部沟通渠道管理实施细则 V1.0",
    ]
    assert page.inner_text("form.as-of output") == "2026-09-30 有效的共 3 份"
    assert page.url.endswith("#2026-09-30")
    page.fill("form.as-of input", "2024-12-31")
    assert shown(page) == []
    assert page.inner_text("form.as-of output") == "2024-12-31 没有有效的文件"


def test_the_address_of_a_day_can_be_shared(page, address):
    page.goto(f"{address}in-force/#2025-01-01")
    assert shown(page) == ["沟通渠道管理规程 V1.0"]
    page.click("a.as-of-day >> text=2025-02-01")
    assert page.input_value("form.as-of input") == "2025-02-01"
    assert len(shown(page)) == 3


def test_without_javascript_the_periods_and_the_comparisons_are_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}in-force/")
    assert page.locator("form.as-of").is_hidden()
    assert len(shown(page)) == 13
    page.goto(f"{address}versions/")
    page.click("text=对照 V1.0 与 V2.0")
    assert page.locator("table.comparison ins").count() > 1
    context.close()


def test_the_sheet_to_sign_shows_on_demand_and_prints_alone(page, address):
    page.goto(f"{address}{DOCUMENT}")
    assert page.locator("#receipt").is_hidden()
    page.click(".doc-jump a[href='#receipt']")
    assert page.locator("#receipt").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#receipt table").is_visible()
    assert page.locator("#hotline-day").is_hidden()
    page.goto(f"{address}{DOCUMENT}?again#top")
    assert page.locator("#hotline-day").is_visible()


def test_what_changed_unfolds_at_the_clause(page, address):
    page.goto(f"{address}{DOCUMENT}")
    change = page.locator("#hotline-day details.change")
    assert change.locator("ins").first.is_hidden()
    change.locator("summary").click()
    assert change.locator("ins").first.is_visible()


def test_the_feed_is_found_from_every_page(page, address):
    for name in ("", DOCUMENT, "communication-channels/customer-service/1.0/"):
        page.goto(f"{address}{name}")
        href = page.locator("link[type='application/atom+xml']").evaluate("link => link.href")
        assert href == f"{address}feed.xml"
    assert "<feed" in page.request.get(href).text()


def test_a_node_of_the_picture_leads_to_its_document(page, address):
    page.goto(f"{address}tree/")
    page.click("svg a.node >> nth=1")
    page.wait_for_url(f"{address}{DOCUMENT}")

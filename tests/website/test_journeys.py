"""A reader's questions, from the home page to the answer in a few steps; by mouse, by keyboard, by finger, and on paper."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
PROCEDURE = "communication-channels/"


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


def test_may_i_send_this_by_wecom(phone, address):
    """Who types the channel gets the matters that it is for; another matter gets its own channel and what that asks."""
    phone.goto(address)
    phone.fill(".finder-input", "企业微信")
    assert phone.locator(".chip:visible", has_text="日常沟通").count() == 1
    assert phone.locator(".chip:visible", has_text="正式通知").count() == 0
    assert "即时通讯（企业微信）宜用于这些事" in phone.inner_text(".finder-by-answer")
    assert phone.locator(".finder-answer").is_hidden()
    phone.fill(".finder-input", "微信")
    assert "即时通讯（企业微信）、社交媒体（微信公众号）宜用于这些事" in phone.inner_text(".finder-by-answer")
    phone.fill(".finder-input", "个人微信")
    assert phone.locator(".finder-by-answer").is_hidden()
    assert phone.locator(".finder-none").is_visible()
    phone.fill(".finder-input", "")
    assert phone.locator(".finder-by-answer").is_hidden()
    phone.locator(".chip", has_text="正式通知").tap()
    answer = phone.locator(".finder-answer")
    assert "宜用 邮件系统" in answer.inner_text()
    assert answer.locator("a.cite").first.get_attribute("href").startswith(PROCEDURE)
    assert "没有写明“不得用”的渠道也可以用" in phone.inner_text(".finder")


@pytest.mark.parametrize("question", ["热线 夜间", "热线晚上多久要接"])
def test_how_fast_must_the_hotline_answer_at_night(question, phone, address):
    phone.goto(address)
    phone.tap(".search-open")
    phone.wait_for_timeout(500)  # it slides in, which nobody outpaces by hand
    phone.fill(".md-search__input", question)
    phone.wait_for_selector(".md-search-result__link")
    said = phone.locator(".md-search-result__link", has_text="夜间与节假日响应").first
    assert "不超过60秒" in said.inner_text()
    said.tap()
    phone.wait_for_url("**/customer-service/**#hotline-off-hours")
    assert phone.locator("#hotline-off-hours").is_visible()


def test_what_changed_for_my_department(page, address):
    page.goto(address)
    page.click(".card >> text=客户服务部沟通渠道管理实施细则")
    changes = page.locator(".doc-changes")
    assert "本版变化：" in changes.inner_text()
    changes.locator("summary").click()
    changes.locator("li a").first.click()
    clause = page.locator(".clause:target")
    clause.locator("details.change summary").click()
    assert clause.locator("ins").first.is_visible()


def test_where_is_the_form(page, address):
    page.goto(address)
    page.click(".md-search__input")
    page.keyboard.type("投诉登记表")
    page.wait_for_selector(".md-search-result__link")
    page.locator(".md-search-result__link", has_text="附件1").first.click()
    page.wait_for_url("**/communication-channels/**")
    assert page.locator("h2:target").inner_text().startswith("附件1 投诉登记表")
    page.goto(f"{address}forms/")
    assert page.locator("table.grid a", has_text="投诉登记表").count() == 1


def test_which_word_file_do_i_sign(page, address):
    page.goto(address)
    page.click(".md-search__input")
    page.keyboard.type("签署")
    page.wait_for_selector(".md-search-result__link")
    page.locator(".md-search-result__link", has_text="下载").first.click()
    page.wait_for_url("**/downloads/**")
    assert "要签署、归档的是写着“现行”的那一份" in page.inner_text(".lead")
    first = page.locator("table.downloads tbody tr").first
    assert "现行" in first.inner_text()
    assert first.locator("a").get_attribute("href").endswith(".docx")


def test_a_day_tells_what_came_later(page, address):
    page.goto(f"{address}in-force/")
    later = page.locator(".as-of-later")
    assert later.is_hidden()  # nothing comes after today
    page.fill("form.as-of input", "2026-09-30")
    said = later.inner_text()
    assert "此后生效的版本" in said
    assert "2026-10-01 起" in said
    assert "沟通渠道管理规程 V2.0" in said
    later.locator("a", has_text="沟通渠道管理规程 V2.0").click()
    page.wait_for_url(f"{address}{PROCEDURE}")


def test_a_finger_unfolds_the_tools_of_a_clause_and_the_meaning_of_a_term(phone, address):
    phone.goto(f"{address}{PROCEDURE}")
    tools = phone.locator("#purpose-cost .tools")
    assert tools.locator(".copy").is_hidden()
    tools.locator(".more").tap()
    assert tools.locator(".copy").is_visible()
    assert tools.locator(".more").get_attribute("aria-expanded") == "true"
    phone.locator("#purpose-cost .term").first.tap()
    phone.wait_for_selector(".preview:visible")
    assert "传递信息所使用的途径" in phone.inner_text(".preview")
    phone.tap("h1")
    assert phone.locator(".preview").is_hidden()


def test_the_keyboard_reaches_the_tools_the_terms_and_the_references(page, address):
    page.goto(f"{address}{PROCEDURE}")
    copy = page.locator("#purpose-cost .copy")
    copy.focus()
    assert page.locator("#purpose-cost .tools").evaluate("tools => getComputedStyle(tools).opacity") == "1"
    assert page.locator("#purpose-cost .more").is_hidden()
    page.locator("#purpose-cost .term").first.focus()
    page.wait_for_selector(".preview:visible")
    page.keyboard.press("Escape")
    assert page.locator(".preview").is_hidden()


def test_paper_has_no_navigation_and_no_table_is_cut(browser, address):
    """As wide as A4 lets it: upright 174 mm; across 265 mm. In the dark, too, it is black on white."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for name, millimetres in (
        ("", 174),
        (PROCEDURE, 174),
        (f"{PROCEDURE}customer-service/", 174),
        ("matrix/", 265),
        ("coverage/", 265),
        ("downloads/", 265),
        (f"{PROCEDURE}customer-service/checklist/", 265),
        (f"{PROCEDURE}communication-channels/compare/1.0-2.0/", 265),
    ):
        page.goto(f"{address}{name}")
        width = round(millimetres / 25.4 * 96)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="print", color_scheme="dark")
        assert page.locator(":is(.md-header, .md-sidebar, .md-footer, .finder-form, .tools):visible").count() == 0
        cut = "() => [...document.querySelectorAll('table')].filter(t => t.getBoundingClientRect().right > innerWidth + 1).length"
        assert page.evaluate(cut) == 0, name
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator(".print-foot").is_visible()
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
        assert boxes, name
        assert {float(wide) > float(high) for wide, high in boxes} == {millimetres == 265}, name  # the first sheet, too
        page.emulate_media(media="screen")
    context.close()


@pytest.mark.parametrize("title", ["《规程》（V1.0）现行", '"; } } body { display: none } "\\', "</style><b>\n粗"])
def test_every_sheet_of_paper_names_what_it_is_of(title, page, address):
    page.goto(f"{address}{PROCEDURE}")
    assert page.get_attribute("[data-printed]", "data-printed") == "《沟通渠道管理规程》（CY-GC-001，V2.0）现行"
    page.evaluate("title => { document.querySelector('[data-printed]').dataset.printed = title; }", title)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rules = page.evaluate(
        "[...document.styleSheets].filter(s => s.ownerNode.localName === 'style')"
        ".filter(s => s.ownerNode.textContent.includes('@bottom-left'))"
        ".flatMap(s => [...s.cssRules].map(r => r.constructor.name))"
    )
    assert rules == ["CSSPageRule"]
    assert page.locator("h1").is_visible()


def test_the_sheet_to_sign_has_lines_and_says_where_it_comes_from(page, address):
    page.goto(f"{address}{PROCEDURE}#receipt")
    page.emulate_media(media="print")
    line = "cell => getComputedStyle(cell).borderTopStyle + ' ' + getComputedStyle(cell).borderTopWidth"
    assert page.locator("#receipt td").first.evaluate(line) == "solid 1px"
    assert page.locator(".print-foot").is_visible()

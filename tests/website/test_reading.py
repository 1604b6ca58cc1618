"""What readers do besides searching: find a channel, copy a citation, look at what a reference leads to, print, use keys alone."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
PROCEDURE = "communication-channels/"


@pytest.fixture
def page(browser, address):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    made = context.new_page()
    made.faults = []
    made.on("pageerror", lambda fault: made.faults.append(str(fault)))
    yield made
    assert made.faults == []
    context.close()


def answer(page) -> str:
    return page.inner_text(".finder-answer")


def choose(page, value: str) -> None:
    page.locator(f".chip:has(input[value='{value}'])").click()


def test_one_tap_gives_the_answer_and_a_second_makes_it_exact(page, address):
    page.goto(address)
    assert not page.locator(".finder-answer").is_visible()
    choose(page, "日常沟通")
    assert "宜用 即时通讯" in answer(page)
    assert "重大事项：确认方式应为邮件或会议" in answer(page)
    choose(page, "一般事项")
    assert "确认方式" not in answer(page)
    choose(page, "重大事项")
    assert "确认方式应为邮件或会议" in answer(page)
    assert "重大事项：" not in answer(page)


def test_the_answer_is_in_the_address(page, address, browser):
    page.goto(address)
    choose(page, "客户投诉")
    choose(page, "重大事项")
    page.select_option(".finder select", label="客户服务部")
    page.click("text=复制本答案的链接")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("客户投诉，重大事项：http")
    page.goto(copied.partition("：")[2])
    assert page.locator(".chip input:checked").evaluate_all("all => all.map(each => each.value)") == [
        "客户投诉",
        "重大事项",
    ]
    assert "客户服务热线" in answer(page)


def test_my_department_shows_its_own_figures_beside_the_procedures(page, address):
    page.goto(f"{address}?用途=客户投诉")
    assert "热线响应时间应不超过60秒" in answer(page)
    assert "工作时间：热线响应时间应不超过45秒 更严" in re.sub(r"\s+", " ", answer(page))
    page.goto(f"{address}?用途=远程协作&部门=administration")
    assert "行政部" in answer(page)
    choose(page, "客户投诉")
    assert "客户服务部" not in answer(page)


def test_the_answers_links_lead_to_the_clauses(page, address):
    page.goto(f"{address}?用途=客户投诉")
    page.locator(".finder-answer a", has_text="三（二）1（1）").first.click()
    page.wait_for_url("**/#hotline-response")
    assert page.locator("#hotline-response").is_visible()


@pytest.mark.parametrize(
    ("words", "found"), [("投诉", "客户服务热线"), ("发通知", "邮件系统"), ("新闻稿", "媒体沟通"), ("急事", "电话会议")]
)
def test_a_few_characters_are_enough(words, found, page, address):
    """By the cases' own names, or by what else people call them."""
    page.goto(address)
    page.fill(".finder-input", words)
    assert found in answer(page)


@pytest.mark.parametrize(
    ("typed", "shown", "note"),
    [
        ("记者", ["新闻发布", "行业合作"], "媒体沟通（记者）宜用于这些事"),  # another name of an answer
        ("crm", ["客户资料"], "客户关系管理系统（CRM）宜用于这些事"),
        # What one means, and what the others are answered with.
        ("媒体", ["品牌推广", "信息发布", "新闻发布", "行业合作"], "也列出宜用社交媒体、媒体沟通的事"),
        (
            "微信",
            ["日常沟通", "快速同步", "品牌推广", "信息发布"],
            "即时通讯（企业微信）、社交媒体（微信公众号）宜用于这些事",
        ),
    ],
)
def test_what_answers_are_called_brings_up_the_matters_and_selects_none(typed, shown, note, page, address):
    page.goto(f"{address}?用途=客户投诉")
    page.fill(".finder-input", typed)
    chips = page.locator(".finder-question").first.locator(".chip:visible input")
    assert chips.evaluate_all("all => all.map(each => each.value)") == shown
    assert page.inner_text(".finder-by-answer").startswith(note)
    assert page.locator(".finder-answer").is_hidden()  # no answer to what is not shown any more
    assert "用途" not in page.evaluate("decodeURIComponent(location.href)")


def test_an_answer_stays_while_its_matter_does(page, address):
    page.goto(address)
    choose(page, "客户投诉")
    page.fill(".finder-input", "客户")
    assert "客户服务热线" in answer(page)


@pytest.mark.parametrize(
    ("matter", "owner", "words"),
    [
        ("全员公告", "行政部", "不得张贴未审核公告"),
        ("意见收集", "客户服务部", "在线表单答复时限应不超过4小时"),
        ("行业合作", "公共关系部", "行业合作：应将合作协议送沟通管理部备案"),
        ("客户资料", "客户服务部", "服务记录入库时限应不超过4小时"),
        ("新闻发布", "公共关系部", "突发问询：媒体答复时限应不超过1小时"),
    ],
)
def test_what_departments_ask_for_on_a_channels_clause_is_told(matter, owner, words, page, address):
    page.goto(f"{address}?用途={matter}")
    for more in page.locator(".finder-answer summary").all():
        more.click()
    assert f"{owner} {words}" in answer(page)
    page.select_option(".finder select", label="品牌市场部")
    assert words not in answer(page)
    assert page.locator(".finder-answer .titled").count() == 0


def test_what_no_channel_is_for_can_be_searched(page, address):
    page.goto(address)
    page.fill(".finder-input", "出差报销")
    page.click("text=搜索全部规章")
    assert page.input_value(".md-search__input") == "出差报销"


def test_keys_alone_are_enough(page, address):
    page.goto(address)
    page.locator(".finder-input").focus()
    page.keyboard.type("通知")
    page.keyboard.press("Enter")
    assert "邮件系统" in answer(page)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("来电放弃率")
    page.wait_for_selector(".md-search-result__link mark")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        if "#hotline-abandoned" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#hotline-abandoned")


def test_without_scripts_the_table_says_the_same(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    table = page.inner_text(".finder-table")
    assert not page.locator(".finder-form").is_visible()
    for words in (
        "客户咨询、客户投诉",
        "客户服务热线",
        "热线响应时间应不超过60秒",
        "工作时间：热线响应时间应不超过45秒",
        "重大事项：应留有记录",
    ):
        assert words in table
    context.close()


def test_a_clause_gives_its_citation_and_link(page, address):
    page.goto(f"{address}{PROCEDURE}?x=1")
    page.hover("#hotline-response")
    page.locator("#hotline-response").get_by_role("button", name="复制引用").click()
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"《沟通渠道管理规程》（CY-GC-001，V2.0）三（二）1（1） {address}{PROCEDURE}#hotline-response"
    )


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_reference_shows_what_it_leads_to(way, page, address):
    """On this page and on another one; gone with Escape."""
    page.goto(f"{address}{PROCEDURE}customer-service/")
    link = page.locator(".clause a[href^='../#']").first
    link.scroll_into_view_if_needed()
    getattr(link, way)()
    page.wait_for_selector("#policy-preview:not([hidden])")
    target = link.get_attribute("href").split("#")[1]
    said = page.inner_text("#policy-preview")
    page.keyboard.press("Escape")
    assert not page.locator("#policy-preview").is_visible()
    page.goto(f"{address}{PROCEDURE}")
    text = re.sub(r"\s+", "", page.locator(f"#{target}").inner_text())
    assert re.sub(r"\s+", "", said)[:20] in text


def test_a_term_says_what_it_means(page, address):
    page.goto(f"{address}{PROCEDURE}")
    page.locator("#hotline-response .figure").focus()
    page.wait_for_selector("#policy-preview:not([hidden])")
    assert page.inner_text("#policy-preview") == "热线响应时间：从来电接入到人工应答的时间"
    assert page.locator("#hotline-response .figure").get_attribute("aria-describedby") == "policy-preview"


def test_paper_has_address_version_and_date_and_no_controls(page, address):
    page.goto(f"{address}{PROCEDURE}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    foot = page.inner_text(".print-foot")
    assert "https://policy.example.com/communication-channels/" in foot
    assert "2026-11-24" in foot
    assert re.search(r"20\d\d-\d\d-\d\d 打印", foot)
    assert "V2.0" in page.inner_text("article")
    for hidden in (".md-header", ".md-footer", ".tools", ".md-sidebar--primary"):
        assert not page.locator(hidden).first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_page_for_what_is_missing_has_the_search(page, address):
    page.goto(f"{address}gone/away/")
    assert "没有这一页" in page.inner_text("h1")
    page.click(".search-open")
    page.keyboard.type("响应时间")
    page.keyboard.press("Shift")  # the search listens for keys
    page.wait_for_selector(".md-search-result__link mark")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/communication-channels/**")

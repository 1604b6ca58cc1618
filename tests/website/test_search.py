"""The site's own search worker, asked in Chromium as Material asks it: what is found, in which order, and how it is shown."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from shipped import ROOT

from generator.model import Place, Policy, Procedure, Term, TermKind
from generator.model.organization import Organization
from generator.website.search import SearchEntry, index

pytestmark = pytest.mark.browser
WORKER = ROOT / "site/docs/javascripts/search-worker.js"
ASK = """([index, words]) => new Promise(done => {
  const worker = new Worker(URL.createObjectURL(new Blob([%s])));
  worker.onmessage = event => event.data.type === 1
    ? worker.postMessage({ type: 2, data: words })
    : (worker.terminate(), done(event.data.data.items));
  worker.postMessage({ type: 0, data: index });
})"""

ENTRIES = [
    SearchEntry("p/", "热线管理规程", "GT-001 V1.0 总部办公室"),
    SearchEntry("p/#answer", "三（二）1 响应时间", "来电应在60秒内应答，重要来电优先。", "热线响应时间"),
    SearchEntry("p/#twelve", "三（二）12 回访", "二十四小时内回访。"),
    SearchEntry("p/#below", "三（二）1（1） 夜间", "夜间来电由ＩＴ值班室应答。"),
    SearchEntry("p/#fifth", "第五条 留存", "来电记录留存三年。"),
    SearchEntry("p/#fifty", "第二十五条 解释", "本规程由办公室解释。"),
    SearchEntry("p/kf/", "客户服务部细则", "GT-001-KF V1.0 客户服务部"),
    SearchEntry("p/kf/#own", "一1 应答", "工作时间来电应在45秒内应答。", "热线响应时间"),
    SearchEntry("p/kf/#levels", "二1 投诉分级", "按下表办理。"),
    SearchEntry("p/kf/#levels-row-1", "二1 投诉分级", "等级：一级；首次答复：不超过1小时"),
    SearchEntry("p/kf/#levels-row-2", "二1 投诉分级", "等级：二级；首次答复：不超过2小时"),
    SearchEntry("p/kf/#letters", "三1 来信", "次日办理。", above="信函 往来"),
    SearchEntry("p/kf/#card", "附件1 来电登记表", "日期、客户", aside=True),
    SearchEntry("terms/", "术语", ""),
    SearchEntry("terms/#card", "来电记录", "来电登记表中的一行", aside=True),
]
FOR_OWNERS = [
    SearchEntry("how/", "怎样写", "例如：夜间来电应在90秒内应答。"),
    SearchEntry("how/#x", "looser", "比上位文件宽松"),
]
COMPANY = Organization("集团", {}, place=Place("", 1, 1))
TERMS = {"热线响应时间": Term("热线响应时间", TermKind.QUANTITY, aliases=("接听时间",), place=Place("", 1, 1))}


def of(entries: list[SearchEntry]) -> dict:
    return json.loads(index(entries, Policy(COMPANY, ())))


@pytest.fixture(scope="module")
def asked(browser):
    """What the worker finds: for each page the addresses of its results."""
    page = browser.new_page()
    made = json.loads(index(ENTRIES, Policy(COMPANY, (Procedure("p", TERMS, ()),)), FOR_OWNERS))
    script = ASK % json.dumps(WORKER.read_text(encoding="utf-8"))
    yield lambda words, other=None: page.evaluate(script, [other or made, words])
    page.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("应答", [["p/kf/", "p/kf/#own"], ["p/", "p/#answer", "p/#below"], ["how/"]]),  # in a title before in a text
        ("应答 夜间", [["p/", "p/#below"], ["how/"]]),  # every word; what is written for owners last
        ("多久回复", [["p/kf/", "p/kf/#levels-row-1", "p/kf/#levels-row-2"]]),  # what means the same
        ("响应时间", [["p/", "p/#answer"], ["p/kf/", "p/kf/#own"]]),  # the term whose figure a clause prints
        ("接听时间", [["p/", "p/#answer"], ["p/kf/", "p/kf/#own"]]),  # another name of it
        ("客户服务部 应答", [["p/kf/", "p/kf/#own"]]),  # a word of the document, a word of the clause
        ("二级", [["p/kf/", "p/kf/#levels-row-2"]]),  # a row of a table
        ("投诉", [["p/kf/", "p/kf/#levels"]]),  # which tells nothing where only the title that they share has the word
        ("第5条", [["p/", "p/#fifth"]]),  # numbers as people type them
        ("第25条", [["p/", "p/#fifty"]]),
        ("第五条", [["p/", "p/#fifth"]]),
        ("三（二）1", [["p/", "p/#answer", "p/#below", "p/#twelve"]]),
        ("三(二)1(1)", [["p/", "p/#below"]]),  # half width
        ("it值班", [["p/", "p/#below"]]),
        ("gt-001-kf", [["p/kf/"]]),
        ("夜间来电谁来应答", [["p/", "p/#below"]]),  # by its pairs of characters
        ("夜间来电多久要接呢", [["p/", "p/#below"], ["p/kf/", "p/kf/#own"]]),  # by those of them that stand somewhere
        # A term or a form comes after the clauses, unless it is called by its whole name.
        ("来电记录", [["p/", "p/#fifth"], ["terms/", "terms/#card"]]),
        ("来电登记", [["p/kf/", "p/kf/#card"], ["terms/", "terms/#card"]]),
        ("往来 办理", [["p/kf/", "p/kf/#letters"]]),  # a heading above
        ("looser", [["how/", "how/#x"]]),
        ("完全没有的词", []),
        ("   ", []),
        ("(.*[", []),
    ],
)
def test_what_is_found(words, found, asked):
    """The page itself comes last; Material puts it on top."""
    assert [[group[-1]["location"], *(each["location"] for each in group[:-1])] for group in asked(words)] == found


def test_what_is_found_is_marked_as_it_is_written(asked):
    ((hit, _),) = asked("it值班")
    assert hit["text"] == "夜间来电由<mark>ＩＴ值班</mark>室应答。"
    assert hit["title"] == "三（二）1（1） 夜间"


def test_what_is_written_for_owners_says_so(asked):
    (*_, (owners,)) = asked("应答 夜间")
    assert owners["text"].startswith("〔写给编写规章的人，其中的规则是举例〕例如：<mark>夜间</mark>来电")


PLACE = "communication-channels/"
KF, GX = f"{PLACE}customer-service/", f"{PLACE}public-relations/"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("夜间", {f"{PLACE}#duty-off-hours", f"{KF}#hotline-off-hours"}),
        ("晚上找谁", {f"{PLACE}#duty-off-hours"}),
        ("热线晚上多久要接", {f"{KF}#hotline-off-hours"}),
        ("媒体问询", {f"{GX}#enquiry-urgent", f"{GX}#enquiry-ordinary"}),
        ("回复 媒体 时限", {f"{GX}#enquiry-urgent"}),
        ("外部媒体询问", {f"{GX}#enquiry-urgent"}),
        ("投诉多久回复", {f"{KF}#complaint-levels-row-1"}),
        ("接听时间", {f"{PLACE}#hotline-response", f"{KF}#hotline-day"}),
        ("投诉登记表", {f"{PLACE}#form-complaint"}),
        ("公告审核", {f"{PLACE}administration/#board-review"}),
    ],
)
def test_what_is_among_the_first_three(question, expected, asked, site):
    """Results as they stand on the screen; a page stands for itself only where nothing in it was found."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    results = [each["location"] for group in asked(question, index) for each in (group[:-1] or group)]
    assert expected <= set(results[:3])
    for_owners = [each.partition("/")[0] in ("how-to", "findings", "yaml", "commands") for each in results]
    assert for_owners == sorted(for_owners)  # last of all


def test_a_department_leads_to_its_page(asked, site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert asked("行政部", index)[0][-1]["location"] == f"{PLACE}administration/"


def test_every_term_is_found_once(asked, site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    hits = [each["location"] for group in asked("热线响应时间", index) for each in group]
    assert [each for each in hits if "term-" in each or each.startswith("terms/#")] == [
        "terms/#communication-channels-%E7%83%AD%E7%BA%BF%E5%93%8D%E5%BA%94%E6%97%B6%E9%97%B4"
    ]


HOSTILE = """<script>alert(1)</script> "onload=x ]]> </textarea> &lt;b&gt; javascript:alert(1) 'x'"""


@pytest.mark.parametrize("words", ["onload", "<script>", "&lt;b", "javascript:", "</textarea>", "'x'", "alert(1)"])
def test_hostile_text_is_shown_as_text(words, asked):
    group, *others = asked(words, of([SearchEntry("p/", HOSTILE, HOSTILE), SearchEntry("p/#c", HOSTILE, HOSTILE)]))
    assert others == []
    for hit in group:
        for html in (hit["title"], hit["text"]):
            assert re.findall(r"<(?!/?mark>)", html) == []
            assert unescape(re.sub(r"</?mark>", "", html)) == HOSTILE
            assert words in unescape("".join(re.findall(r"<mark>(.*?)</mark>", html)))


def test_separators_of_the_index_are_no_text():
    made = of([SearchEntry("p/", "一\x1e二\x1f三", "四")])
    assert made["docs"] == [["p/", "\x1f一二三\x1f四"]]


def test_a_thousand_clauses_of_one_page_are_a_few_results(asked):
    entries = [SearchEntry("p/", "规程", ""), *(SearchEntry(f"p/#c{n}", f"一{n}", "来电应答") for n in range(1000))]
    (group,) = asked("应答", of(entries))
    assert len(group) == 13

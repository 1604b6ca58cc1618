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
    SearchEntry("p/kf/#levels-row-2", "二1 投诉分级", "等级：二级；首次答复：不超过2小时"),
]
COMPANY = Organization("集团", {}, place=Place("", 1, 1))
TERMS = {"热线响应时间": Term("热线响应时间", TermKind.QUANTITY, aliases=("接听时间",), place=Place("", 1, 1))}


@pytest.fixture(scope="module")
def asked(browser):
    """What the worker finds: for each page the addresses of its results."""
    page = browser.new_page()
    made = json.loads(index(ENTRIES, Policy(COMPANY, (Procedure("p", TERMS, ()),))))
    script = ASK % json.dumps(WORKER.read_text(encoding="utf-8"))
    yield lambda words, entries=None: page.evaluate(
        script, [json.loads(index(entries, Policy(COMPANY, ()))) if entries else made, words]
    )
    page.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("应答", [["p/kf/", "p/kf/#own"], ["p/", "p/#answer", "p/#below"]]),  # in a title before in a text
        ("应答 夜间", [["p/", "p/#below"]]),  # every word
        ("响应时间", [["p/", "p/#answer"], ["p/kf/", "p/kf/#own"]]),  # the term whose figure a clause prints
        ("接听时间", [["p/", "p/#answer"], ["p/kf/", "p/kf/#own"]]),  # another name of it
        ("客户服务部 应答", [["p/kf/", "p/kf/#own"]]),  # a word of the document, a word of the clause
        ("二级", [["p/kf/", "p/kf/#levels-row-2"]]),  # a row of a table
        ("第5条", [["p/", "p/#fifth"]]),  # numbers as people type them
        ("第25条", [["p/", "p/#fifty"]]),
        ("第五条", [["p/", "p/#fifth"]]),
        ("三（二）1", [["p/", "p/#answer", "p/#below", "p/#twelve"]]),
        ("三(二)1(1)", [["p/", "p/#below"]]),  # half width
        ("it值班", [["p/", "p/#below"]]),
        ("gt-001-kf", [["p/kf/"]]),
        ("夜间来电谁来应答", [["p/", "p/#below"]]),  # by its pairs of characters
        ("夜间来电多久要接呢", [["p/", "p/#below"], ["p/kf/", "p/kf/#own"]]),  # by those of them that stand somewhere
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


HOSTILE = """<script>alert(1)</script> "onload=x ]]> </textarea> &lt;b&gt; javascript:alert(1) 'x'"""


@pytest.mark.parametrize("words", ["onload", "<script>", "&lt;b", "javascript:", "</textarea>", "'x'", "alert(1)"])
def test_hostile_text_is_shown_as_text(words, asked):
    group, *others = asked(words, [SearchEntry("p/", HOSTILE, HOSTILE), SearchEntry("p/#c", HOSTILE, HOSTILE)])
    assert others == []
    for hit in group:
        for html in (hit["title"], hit["text"]):
            assert re.findall(r"<(?!/?mark>)", html) == []
            assert unescape(re.sub(r"</?mark>", "", html)) == HOSTILE
            assert words in unescape("".join(re.findall(r"<mark>(.*?)</mark>", html)))


def test_separators_of_the_index_are_no_text():
    made = json.loads(index([SearchEntry("p/", "一\x1e二\x1f三", "四")], Policy(COMPANY, ())))
    assert made["docs"] == [["p/", "\x1f一二三\x1f四\x1f"]]


def test_a_thousand_clauses_of_one_page_are_a_few_results(asked):
    entries = [SearchEntry("p/", "规程", ""), *(SearchEntry(f"p/#c{n}", f"一{n}", "来电应答") for n in range(1000))]
    (group,) = asked("应答", entries)
    assert len(group) == 13

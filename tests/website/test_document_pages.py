"""Pages of documents: what changed, who implements a clause and how, what holds for a department, what can be done from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from small_site import TERMS, document, files, html, part, press, procedure, release, rows, rules, site, words

from generator.model import Place
from generator.website.feedback import remark
from generator.website.practices import MOST_SHOWN

RESPONSE = "{ id: response, title: 响应, text: '来电{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 } }"
TRACE = "{ id: trace, text: 来电应留有记录。, must: { 留痕: 是 } }"
FIGURE = "text: '来电{{ 响应时间 }}。'"
CALM = "{ id: calm, text: 保持礼貌。 }"


def test_a_clause_of_the_procedure_shows_who_implements_it_with_which_figures():
    made = site(
        files(
            procedure(RESPONSE, CALM),
            rules(
                "a",
                f"{{ id: day, implements: response, {FIGURE}, when: {{ 时段: 白天 }}, must: {{ 响应时间: 不超过 45 秒 }} }}",
                f"{{ id: night, implements: response, {FIGURE}, when: {{ 时段: 夜间 }}, must: {{ 响应时间: 不超过 60 秒 }} }}",
                "{ id: kind, implements: calm, text: 先问好。 }",
            ),
        )
    )
    page = html(made, "main/index.md")
    assert rows(part(page, "response"), "practised") == [
        ["热线部 一1", "更严 白天：响应时间应不超过45秒"],
        ["热线部 一2", "相同 夜间：响应时间应不超过60秒"],
    ]
    assert rows(part(page, "calm"), "practised") == [["热线部 一3", "以文字落实，没有规则"]]
    assert 'href="a/#day"' in part(page, "response")


def test_a_document_of_an_older_version_still_counts_and_says_on_what_it_is_based():
    old, new = (
        procedure(RESPONSE),
        procedure(RESPONSE.replace("id: response", "id: answer, was: response"), version="1.1", effective="2026-02-01"),
    )
    below = rules("a", "{ id: day, implements: response, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 45 秒 } }")
    made = site({**files(new, below), **release(old), **release(new), **release(below)})
    (row,) = rows(part(html(made, "main/index.md"), "answer"), "practised")
    assert row == ["热线部 一1 （依据 V1.0）", "更严 响应时间应不超过45秒"]


def test_what_more_departments_implement_than_a_page_shows_has_a_page_of_its_own():
    count = MOST_SHOWN + 1
    below = [
        rules(
            f"d{n:02}",
            f"{{ id: r, implements: response, text: '{{{{ 响应时间 }}}}。', must: {{ 响应时间: 不超过 {n + 30} 秒 }} }}",
        )
        for n in range(count)
    ]
    made = site(files(procedure(RESPONSE), *below))
    page = part(html(made, "main/index.md"), "response")
    assert "practised" not in page
    assert 'href="main/clauses/response/"' in page
    assert "更严 21" in words(page)
    assert len(rows(html(made, "main/main/clauses/response.md"), "practised")) == count


def test_what_holds_for_a_department_deadlines_first_with_origin_and_standing():
    waivers = (
        "waivers:\n- { clause: a/meet, from: main/way, because: 试点。, approved_by: 总部,"
        " approved_on: 2026-01-01, until: 2027-01-31 }\n"
    )
    made = site(
        files(
            procedure(
                RESPONSE,
                TRACE,
                "{ id: way, text: 用邮件。, must: { 渠道: 邮件 } }",
                "{ id: probe, text: '抽查{{ 抽查 }}。', must: { 抽查: 不少于 1 次/月 } }",
            ),
            rules(
                "a",
                "{ id: meet, text: 用会议。, must: { 渠道: 会议 } }",
                "{ id: check, text: '抽查{{ 抽查 }}。', must: { 抽查: 不少于 1 次/月 } }",
                "{ id: fast, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 45 秒 } }",
                "{ id: own, text: '{{ 回访时限 }}。', must: { 回访时限: 不超过 3 天 } }",
                head="terms: { 回访时限: { unit: 天 } }\n",
            ),
            waivers=waivers,
        )
    )
    page = html(made, "main/a.md")
    assert rows(page, "rules") == [
        ["时限和期限（2）"],
        ["响应时间应不超过45秒", "一3", "更严"],
        ["回访时限应不超过3天", "一4", "补充"],
        ["次数、比例和其他数字（1）"],
        ["抽查应不少于1次/月", "一2", "相同"],
        ["做法（1）"],
        ["渠道应为会议", "一1", "豁免 至 2027-01-31"],
        # What the department says nothing about.
        ["做法（1）"],
        ["应留痕", "《文件main》一2"],
        # What a waiver frees it from.
        ["渠道应为邮件", "《文件main》一3", "已豁免 按本细则 一1 执行，至 2027-01-31"],
    ]
    assert "由热线部执行的规则共 5 条" in words(page)
    assert "豁免 经批准，不按 《文件main》一3 执行，至 2027-01-31" in words(part(page, "meet"))
    assert "豁免" not in part(page, "check")


def test_what_is_for_other_departments_stands_apart():
    """Not so where the document implements it all the same, nor in a team's of a department that is named."""
    above = procedure(
        "{ id: fast, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 }, implement: [desk] }",
        "{ id: probe, text: '抽查{{ 抽查 }}。', must: { 抽查: 不少于 1 次/月 }, implement: [desk] }",
        "{ id: trace, text: 留痕。, must: { 留痕: 是 }, implement: [desk, shop] }",
    )
    took = "{ id: t, text: '{{ 抽查 }}。', implements: probe, when: { 时段: 夜间 }, must: { 抽查: 不少于 2 次/月 } }"
    desk = rules("a", "{ id: one, text: 好。, implements: [main/fast, main/probe, main/trace] }", department="desk")
    office = rules("b", CALM, took, department="office")
    team = document("team", CALM, department="shop", head="implements: a@1.0\n")
    made = site(files(above, desk, office, team), faults=True)
    page = html(made, "main/b.md")
    assert "由总部执行的规则共 2 条" in words(page)
    apart = page[page.index('id="rules-elsewhere"') : page.index('id="versions-and-files"')]
    assert ["响应时间应不超过60秒", "《文件main》一1"] in rows(apart, "rules")
    assert words(apart.split("<summary>")[1]).startswith("由热线部落实（1）")
    assert "由热线部、门店部落实（1）" in words(apart)
    assert "抽查应不少于1次/月" not in words(apart)
    assert "rules-elsewhere" not in html(made, "main/a.md")
    assert "rules-elsewhere" not in html(made, "main/team.md")


def test_of_a_rule_above_only_what_the_own_ones_leave_is_listed():
    above = procedure("{ id: fast, text: '{{ 响应时间 }}，留痕。', must: { 响应时间: 不超过 60 秒, 留痕: 是 } }")
    own = rules("a", "{ id: t, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 45 秒 } }")
    silent = html(site(files(above, own)), "main/a.md").split('id="rules-silent"')[1]
    assert rows(silent, "rules") == [["做法（1）"], ["应留痕", "《文件main》一1"]]


def test_what_is_only_taken_over_needs_no_column_that_says_so():
    page = html(site(files(procedure(RESPONSE, TRACE), rules("a", CALM))), "main/a.md")
    silent = page[page.index('id="rules-silent"') :]
    assert "与上位文件相比" not in silent
    assert ["应留痕", "《文件main》一2"] in rows(silent, "rules")


def test_what_changed_stands_at_each_clause_word_by_word():
    old = procedure(RESPONSE, TRACE, CALM)
    new = procedure(
        RESPONSE.replace("60 秒", "45 秒"),
        TRACE.replace("must", "should"),
        "{ id: fresh, text: 新的一条。 }",
        version="1.1",
        effective="2026-02-01",
        head="changes: { summary: 更快。, clauses: { response: 设备更新。 } }\n",
    )
    made = site({**files(new), **release(old), **release(new)})
    page = html(made, "main/index.md")
    changed = part(page, "response")
    assert "<del>60秒</del><ins>45秒</ins>" in changed
    assert "理由：设备更新。" in words(changed)
    assert "文字没有变，变的是：" in words(part(page, "trace"))
    assert "<del>应</del><ins>宜</ins>" in part(page, "trace")
    assert 'title="V1.0 没有这一条">新增<' in part(page, "fresh")
    assert "<details" not in part(page, "fresh")
    head = page[: page.index("<h2")]
    assert "新增或修改 3 条，删去 1 条（与 V1.0 相比）" in words(head)
    assert "<del>保持礼貌。</del>" in head
    first = html(made, "main/main/1.0.md")
    assert "变了什么" not in first


def test_a_version_that_is_not_in_force_says_so_and_leads_to_the_one_that_is():
    old, new = procedure(CALM), procedure(CALM, version="1.1", effective="2026-02-01")
    later = procedure(CALM, version="1.2", effective="2027-02-01")
    made = site({**files(later), **release(old), **release(new), **release(later)})
    assert "这个版本不再有效，仅供查阅。 查看现行版本 V1.1" in words(html(made, "main/main/1.0.md"))
    assert "这个版本还没有生效。" in words(html(made, "main/main/1.2.md"))
    assert "将于 2027-02-01 生效" in words(html(made, "main/main/1.2.md"))
    assert "不再有效" not in words(html(made, "main/index.md"))
    listed = {page.name: page.listed for page in made.pages}
    assert (listed["main/index.md"], listed["main/main/1.0.md"], listed["main/main/1.2.md"]) == (True, False, False)
    assert not [page.name for page in made.pages if page.entries and "/1." in page.name]


def test_the_line_of_time_says_where_one_is():
    old, new = procedure(CALM), procedure(CALM, version="1.1", effective="2026-02-01")
    made = site({**files(new), **release(old), **release(new)})
    for name, here in (("main/index.md", "V1.1"), ("main/main/1.0.md", "V1.0")):
        line = html(made, name).split('aria-current="page">')[1].split("</li>")[0]
        assert words(line).startswith(here)
        assert "您在这里" in words(line)
        assert html(made, name).count("您在这里") == 1


def test_every_version_has_a_sheet_to_sign_for_its_departments():
    made = site(files(procedure(CALM, head="distribution: [office, desk]\n")))
    sheet = html(made, "main/index.md").split('id="receipt"')[1]
    assert [row[0] for row in rows(sheet, "blank")][:3] == ["总部", "热线部", ""]
    assert "V1.0" in words(sheet)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (
            "mailto:policy@example.com",
            "mailto:policy@example.com?subject=%E6%84%8F%E8%A7%81%EF%BC%9AN-x%20V1.0%20%E4%B8%801%EF%BC%88c%EF%BC%89",
        ),
        ("mailto:p@example.com?cc=q@example.com", "mailto:p@example.com?cc=q%40example.com&subject="),
        ("https://example.com/remark", "https://example.com/remark?document=p%2Fx&version=1.0&clause=c"),
        ("https://example.com/remark?form=7", "https://example.com/remark?form=7&document=p%2Fx&version=1.0&clause=c"),
    ],
)
def test_a_remark_is_filled_in_with_the_clause_and_its_version(address, link):
    reading = press(files(procedure(CALM))).shelves[0].main.edition.document
    told = replace(reading, procedure="p", id="x", number="N-x", place=Place("f", 1, 1))
    assert remark(address, told, "c", "一1").startswith(link)


def test_each_clause_has_a_link_for_remarks_where_the_organisation_takes_them():
    page = html(site(files(procedure(CALM))), "main/index.md")
    link = part(page, "calm").split('class="remark" href="')[1].split('"')[0].replace("&amp;", "&")
    assert parse_qs(urlsplit(link).query) == {"subject": ["意见：N-main V1.0 一1（calm）"]}
    silent = "organization: 集团\ndepartments: { office: { title: 总部 } }\n"
    assert "remark" not in html(site(files(procedure(CALM), organization=silent)), "main/index.md")


def test_a_term_says_what_it_means_where_its_figure_stands():
    page = html(site(files(procedure(RESPONSE))), "main/index.md")
    assert 'title="响应时间：从来电到接听的时间"' in page


def test_a_term_in_a_documents_title_is_not_explained():
    about = TERMS.replace("渠道: { choices", "渠道: { about: 用什么说, choices")
    made = files(procedure("{ id: c, text: 见《渠道规程》，渠道不变。 }")) | {"policy/main/terms.yaml": about.encode()}
    said = part(html(site(made), "main/index.md"), "c")
    assert said.count('class="term"') == 1
    assert "见《渠道规程》，<span" in said


def test_a_term_with_choices_says_what_each_means():
    terms = """terms:
  渠道: { about: 用什么说, choices: [{ name: 邮件, about: 公司邮箱, aliases: [电邮] }, 会议, 电话] }
  去处: { about: 去哪里, choices: [总部, 门店] }
  响应时间: { unit: 秒, about: 从来电到接听的时间 }
"""
    above = procedure(CALM) + "- { id: words, title: 术语和定义, show: terms }\n"
    made = site(files(above) | {"policy/main/terms.yaml": terms.encode()})
    said = html(made, "main/index.md").split('<dl class="terms">')[1].split("</dl>")[0]
    lines = [[words(line) for line in entry.split("<li>")] for entry in said.split("</dt>")[1:]]
    assert [each[1:] for each in lines] == [
        ["邮件 ：公司邮箱 （又称电邮）", "其他：会议、电话 去处"],
        ["取值：总部、门店 响应时间"],
        [],
    ]


def test_related_documents_are_links_where_the_site_has_them():
    """Also to a document that does not stand above or below, and only there."""
    listed = (
        "related: [{ number: N-b, title: 文件b }, { number: N-main, title: 文件main }, { number: X-1, title: 别处 }]\n"
    )
    one = rules("a", CALM, head=listed) + "- { id: more, title: 相关文件, show: related }\n"
    page = html(site(files(procedure(CALM), one, rules("b", CALM, department="shop"))), "main/a.md")
    entries = page.split('<ul class="related">')[1].split("</ul>")[0]
    assert '<a href="../b/">《文件b》</a>' in entries
    assert '<a href="../">《文件main》</a>' in entries
    assert "</span>《别处》</li>" in entries


def test_dates_in_running_text_are_kept_whole():
    old, new = procedure("{ id: c, text: 自2026-03-01起。 }"), procedure(CALM, version="1.1", effective="2026-02-01")
    made = site({**files(new), **release(old), **release(new)})
    first = html(made, "main/main/1.0.md")
    assert '自<span class="unbroken">2026-03-01</span>起。' in part(first, "c")
    assert '<span class="unbroken">2026-02-01</span> 由 V1.1 替代' in first


def test_a_third_level_is_compared_with_all_above_it():
    team = document(
        "team",
        "{ id: t, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 40 秒 } }",
        department="shop",
        head="implements: a@1.0\n",
    )
    middle = rules("a", "{ id: m, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 45 秒 } }")
    made = site(files(procedure(RESPONSE), middle, team), date(2026, 3, 1))
    assert ["响应时间应不超过40秒", "一1", "更严"] in rows(html(made, "main/team.md"), "rules")

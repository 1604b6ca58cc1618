"""数字对照, 落实情况 and 文件关系: the outlier is marked, for few departments and for many."""

from __future__ import annotations

import re

from small_site import document, files, html, press, procedure, release, rules, site, words

from generator.website.coverage import coverage
from generator.website.press import MANY
from generator.website.tree import MOST_SIBLINGS, picture, trees

RESPONSE = (
    "{ id: response, title: 响应, text: '来电{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 }, implement: all }"
)
TRACE = "{ id: trace, text: 来电应留有记录。, must: { 留痕: 是 }, implement: [desk] }"


def stating(id: str, seconds: int, *more: str, **others: str) -> str:
    own = f"{{ id: r, implements: response, text: '{{{{ 响应时间 }}}}。', must: {{ 响应时间: 不超过 {seconds} 秒 }} }}"
    return rules(id, own, *more, **others)


def test_each_figure_is_coloured_by_how_it_stands():
    waivers = (
        "waivers:\n- { clause: b/r, from: main/response, because: 试点。, approved_by: 总部, approved_on: 2026-01-01,"
        " until: 2027-01-31 }\n"
    )
    made = site(files(procedure(RESPONSE), stating("a", 45), stating("b", 90, department="shop"), waivers=waivers))
    page = html(made, "matrix.md")
    lines = re.findall(r'<div class="figure-line([^"]*)">(.*?)</div>', page)
    assert [(kind.strip(), words(said)) for kind, said in lines] == [
        ("", "不超过60秒 一1"),
        ("is-tighter", "不超过45秒 更严 一1"),
        ("is-waived", "不超过90秒 豁免 一1"),
    ]
    assert 'href="../main/b/#r"' in page


def test_a_figure_that_is_for_another_department_has_a_mark_of_its_own():
    above = procedure(
        RESPONSE.replace("implement: all", "implement: [desk]"),
        "{ id: probe, text: '抽查{{ 抽查 }}。', must: { 抽查: 不少于 1 次/月 } }",
    )
    calm = "{ id: c, text: 客气。 }"
    page = html(site(files(above, stating("a", 45), rules("b", calm, department="shop"))), "matrix.md")
    quiet = re.findall(r'<div class="figure-line is-(?:inherited|elsewhere)"><a [^>]*title="([^"]*)">(.*?)</div>', page)
    assert [(words(said), title) for title, said in quiet] == [
        ("／ 由热线部落实", "由热线部落实，按规程一1，不超过60秒"),
        ("— 未规定", "未规定，按规程一2，不少于1次/月"),
        ("— 未规定", "未规定，按规程一2，不少于1次/月"),
    ]
    assert "／ 未规定，规程指定由其他部门落实" in words(page)


def test_with_many_departments_the_table_is_turned():
    """A line for each figure with how many state it how, and a page for each figure with those that do."""
    many = [stating(f"d{n:02}", 40 + n) for n in range(MANY - 4)]
    silent = [rules(f"s{n}", "{ id: c, text: 客气。 }") for n in range(5)]
    made = site(files(procedure(RESPONSE), *many, *silent))
    page = html(made, "matrix.md")
    assert "figure-line" not in page
    (row,) = re.findall(r"<tbody>\s*<tr>(.*?)</tr>", page, re.DOTALL)
    assert words(row) == "响应时间 响应时间应不超过60秒 一1 更严 20 5"
    figure = html(made, "matrix/main/figure-响应时间.md")
    assert len(re.findall(r"<tr><th scope=\"row\">", figure)) == MANY - 4
    assert "更严 20 未规定 5" in words(figure)
    assert 'href="../../../main/#response"' in figure


def test_coverage_tells_done_excused_missing_and_done_unasked():
    excuse = "not_applicable: [{ clause: response, because: 不接电话。 }]\n"
    made = press(
        files(
            procedure(RESPONSE, TRACE, "{ id: calm, text: 保持礼貌。 }"),
            stating("a", 45),
            rules("b", "{ id: kind, implements: calm, text: 先问好。 }", department="shop", head=excuse),
        )
    )
    (shelf,) = made.procedures
    found = coverage(shelf, made.below(shelf), made)
    assert {row.clause.id: [(c.department, c.state, c.because) for c in row.cells] for row in found.rows} == {
        "response": [("desk", "done", ""), ("shop", "excused", "不接电话。")],
        "trace": [("desk", "missing", ""), ("shop", "free", "")],
        "calm": [("desk", "free", ""), ("shop", "offered", "")],
    }
    assert [found.count(state) for state in ("done", "excused", "missing", "offered")] == [1, 1, 1, 1]


def test_coverage_page_says_what_is_missing_and_who_has_no_rules():
    page = html(site(files(procedure(RESPONSE, TRACE, head="departments: all\n"), stating("a", 45))), "coverage.md")
    said = words(page)
    assert "要求落实的 2 项中，已落实 1 项， 没有落实 1 项" in said
    assert "还没有实施细则的部门：总部、门店部。" in said
    assert 'class="is-missing"' in page
    assert "不接电话" not in said


def test_coverage_of_many_departments_is_told_by_clause():
    many = [stating(f"d{n:02}", 40) for n in range(MANY + 1)]
    page = html(site(files(procedure(RESPONSE, TRACE), *many)), "coverage.md")
    assert [words(row) for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)] == [
        "一1 响应 各部门 热线部",
        "一2 热线部",
    ]


def test_the_picture_shows_which_document_implements_which_and_what_is_outdated():
    old, new = procedure(RESPONSE), procedure(RESPONSE, version="1.1", effective="2026-02-01")
    team = document("team", "{ id: c, text: 客气。 }", department="shop", head="implements: a@1.0\n")
    a, b = stating("a", 45), stating("b", 45, basis="1.1", department="shop")
    made = site({**files(new, a, b, team), **release(old), **release(new), **release(a)})
    page = html(made, "tree.md")
    nodes = re.findall(r'<a href="([^"]+)" class="node node-(\w+)"><title>([^<]+)</title>', page)
    assert nodes == [
        ("../main/", "fine", "文件main，总部，V1.1"),
        ("../main/a/", "outdated", "文件a，热线部，V1.0，依据 V1.0（现行 V1.1）"),
        ("../main/team/", "draft", "文件team，门店部，V1.0，依据 V1.0，草案"),
        ("../main/b/", "draft", "文件b，门店部，V1.0，依据 V1.1，草案"),
    ]
    listed = page.split('<ul class="tree-list">')[1]
    assert [words(item) for item in re.findall(r"<li><a [^>]+>(.*?)</a>", listed)] == [
        "文件main", "文件a", "文件team", "文件b",
    ]  # fmt: skip
    assert "依据的版本已被替代" in words(listed)


def test_a_picture_of_many_shows_those_that_need_a_look():
    old, new = procedure(RESPONSE), procedure(RESPONSE, version="1.1", effective="2026-02-01")
    late = [stating(f"late{n}", 45) for n in range(2)]
    fine = [stating(f"d{n:02}", 45, basis="1.1") for n in range(MOST_SIBLINGS)]
    frozen = [release(each) for each in (old, new, *late, *fine)]
    made = press({**files(new, *late, *fine), **{name: data for each in frozen for name, data in each.items()}})
    boxes = picture(trees(made)[0]).boxes
    assert [(box.node and box.node.state, box.others) for box in boxes] == [
        ("fine", 0), ("outdated", 0), ("outdated", 0), (None, MOST_SIBLINGS),
    ]  # fmt: skip
    assert [box.x for box in boxes] == [1, 45, 45, 45]
    assert len({box.y for box in boxes}) == 4


def test_a_document_based_on_a_version_to_come_is_not_outdated():
    old, new = procedure(RESPONSE), procedure(RESPONSE, version="1.1", effective="2027-02-01")
    early = stating("a", 45, basis="1.1", effective="2027-02-01")
    page = html(site({**files(new, early), **release(old), **release(new), **release(early)}), "tree.md")
    assert re.findall(r'class="node node-(\w+)"', page) == ["fine", "future"]
    assert "依据 V1.1（现行 V1.0）" in page


def test_a_procedure_without_departments_explains_no_marks():
    alone = html(site(files(procedure(RESPONSE))), "matrix.md")
    assert 'class="legend"' not in alone
    assert 'class="legend"' in html(site(files(procedure(RESPONSE), stating("a", 45))), "matrix.md")

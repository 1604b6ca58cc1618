"""与上位规程对照表: which clauses stand side by side, and how they stand to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from versions import beside

from generator.document import citations
from generator.document.parents import parent_tables
from generator.project import Project
from generator.reasoning import Memory
from generator.website.holding import held

SHIPPED = Project(Path(__file__).resolve().parents[2]).load().policy
BELOW = [
    (procedure, edition)
    for procedure in SHIPPED.procedures
    for edition in {each.key: each for each in (*procedure.releases, *procedure.working)}.values()
    if edition.document.implements
]

UPPER = """\
sections:
- id: s
  title: 受理
  clauses:
  - { id: response, text: '响应时间{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 } }
  - { id: record, text: 应留有记录。, must: { 留有记录: 是 } }
  - { id: training, text: 定期培训。 }
  - { id: review, text: 定期评估。 }
"""


def lines(own: str, *, upper: str = UPPER, waivers: str = "") -> list[str]:
    """The lines of the table, such as `1 更严 一1`."""
    _, procedure, edition = beside(upper, "sections:\n- id: s\n  title: 受理\n  clauses:\n" + own, waivers=waivers)
    (table,) = parent_tables(edition, procedure)
    made = [*table.counterparts, *table.supplements]
    return [
        " ".join(
            [
                line.upper.reference.text if line.upper else "—",
                line.label,
                line.own.reference.text if line.own else "—",
                *line.remarks,
            ]
        )
        for line in made
    ]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("{ text: '响应时间{{ 响应时间 }}。', must: { 响应时间: 不超过 45 秒 } }", ["一1 更严 一1"]),
        ("{ text: '响应时间{{ 响应时间 }}。', must: { 响应时间: 不超过 1 分钟 } }", ["一1 相同 一1"]),
        # A case is no looser: outside it the procedure holds.
        ("{ text: '响应时间{{ 响应时间 }}。', when: { 时段: 夜间 }, must: { 响应时间: 不超过 50 秒 } }", ["一1 更严 一1"]),
        # What stands beside the same bound makes it no tighter where another line says how that stands, else it does.
        ("{ text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒, 留有记录: 是 } }", ["一1 相同 一1", "一2 相同 一1"]),
        ("{ text: '{{ 响应时间 }}，{{ 回访比例 }}。', must: { 响应时间: 不超过 60 秒, 回访比例: 不低于 80 % } }", ["一1 更严 一1"]),
        # A matter of its own, by itself or for a clause that only says 定期.
        ("{ text: '回访比例{{ 回访比例 }}。', must: { 回访比例: 不低于 80 % } }", ["— 补充 一1"]),
        ("{ implements: review, text: '回访比例{{ 回访比例 }}。', must: { 回访比例: 不低于 80 % } }", ["一4 补充 一1"]),
        ("{ implements: training, text: 每季度培训。 }", ["一3 落实 一1"]),
        ("{ text: 无关的一条。 }", []),
        # The clauses below one that is named belong to it.
        (
            "{ implements: response, text: 分段响应。, clauses: [{ id: night, text: '{{ 响应时间 }}。', when: { 时段: 夜间 }, "
            "must: { 响应时间: 不超过 50 秒 } }] }",
            ["一1 更严 一1", "一1 更严 一1（1）"],
        ),
    ],
)  # fmt: skip
def test_clauses_that_speak_of_the_same_stand_side_by_side(own, expected):
    assert expected == lines("  - " + own.replace("{ ", "{ id: one, ", 1) + "\n")


@pytest.mark.parametrize(
    ("latitude", "remark"),
    [
        ("range, range: { 响应时间: 不超过 90 秒 }", "上位条款允许在范围内另定：响应时间不超过90秒。"),
        ("free", "上位条款允许另行规定。"),
    ],
)
def test_what_is_looser_says_what_allows_it(latitude, remark):
    upper = UPPER.replace("不超过 60 秒 } }", f"不超过 60 秒 }}, latitude: {latitude} }}")
    own = "  - { id: one, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 80 秒 } }\n"
    assert [f"一1 放宽 一1 {remark}"] == lines(own, upper=upper)


def test_a_waiver_stands_with_its_reason_and_its_end():
    own = "  - { id: one, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 80 秒 } }\n"
    waiver = (
        "waivers:\n- { clause: desk/one, from: main/response, because: 人手不足。, approved_by: 总部, "
        "approved_on: 2026-01-10, until: 2026-12-31 }\n"
    )
    expected = ["一1 豁免 一1 人手不足。 总部于2026年1月10日批准，有效期至2026年12月31日。"]
    assert expected == lines(own, waivers=waiver)
    ended = waiver.replace("2026-12-31", "2026-01-31")
    assert lines(own, waivers=ended) == ["一1 放宽 一1"]


def test_an_excuse_says_that_the_clause_above_holds_all_the_same():
    own = "  - { id: one, text: 一条。 }\nnot_applicable: [{ clause: training, because: 本部门不设坐席。 }]\n"
    assert lines(own) == ["一3 豁免 — 免于另订条款：本部门不设坐席。 上位条款仍然适用。"]


def test_the_clauses_of_which_nothing_is_said_are_named():
    own = "sections:\n- id: s\n  title: 受理\n  clauses:\n  - { id: one, implements: record, text: 记录。 }\n"
    _, procedure, edition = beside(UPPER, own)
    (table,) = parent_tables(edition, procedure)
    assert [(first.text, last.text) for first, last in table.silent] == [("一1", "一1"), ("一3", "一4")]


def strongest(relations) -> str | None:
    return next((each for each in ("waived", "looser", "tighter", "same", "added") if each in relations), None)


@pytest.mark.parametrize(
    ("procedure", "edition"), BELOW, ids=[f"{e.document.id}-{e.document.version}" for _, e in BELOW]
)
def test_the_table_and_the_site_say_the_same_of_each_clause(procedure, edition):
    document, memory = edition.document, Memory()
    tables = [*parent_tables(edition, procedure, memory)]
    listed = [line for table in tables for line in (*table.counterparts, *table.supplements) if line.own]
    site = [
        (each.rule.clause, each.relation)
        for each in held(edition, procedure, document.effective, citations, memory)
        if each.own
    ]
    word = [(line.own.reference.target.id, line.relation) for line in listed]
    top = {clause.id for section in document.all_sections() for clause in section.clauses}
    seen = {}
    for clause in document.all_clauses():
        # A clause that is named speaks for those below it.
        ids = {part.id for part in clause.walk()}
        said = [strongest({relation for id, relation in found if id in ids}) for found in (site, word)]
        if clause.id in top | {id for id, _ in word} and said[0]:
            seen[clause.id] = said
    assert seen
    assert {id: said for id, said in seen.items() if said[0] != said[1]} == {}

"""Two versions of a document side by side."""

from __future__ import annotations

import pytest

from generator.document.blocks import ClauseBlock, Heading, Run, TableContent
from generator.document.comparison import BlockPair, compare, pair_rows
from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.reading import read_policy

ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 } }\n"
HEAD = 'id: main\ntitle: 热线管理规程\nnumber: T-1\nversion: "1.0"\neffective: 2026-01-01\ndepartment: office\n'


def manuscript(outline: str) -> Manuscript:
    """A document from lines: `= id title` is a section, `- id text` a clause, `-- id text` a sub-clause."""
    lines = ["sections:"]
    for line in outline.strip().splitlines():
        mark, id, text = line.split(" ", 2)
        depth = len(mark) if mark != "=" else 0
        if mark == "=":
            lines += [f"- id: {id}", f"  title: {text}", "  clauses:"]
            deepest = 1
            continue
        if depth > deepest:
            lines += ["  " + "  " * deepest + "clauses:"]
        deepest = depth
        lines += [f"{'  ' * depth}- id: {id}", f"{'  ' * depth}  text: '{text}'"]
    files = {
        "policy/organization.yaml": ORGANIZATION,
        "policy/p/terms.yaml": "terms: {}\n",
        "policy/p/procedure.yaml": HEAD + "\n".join(lines) + "\n",
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [finding.message.en for finding in reading.findings] == []
    (procedure,) = reading.policy.procedures
    assert procedure.master is not None
    return compose(procedure.master, procedure, reading.policy)


def shown(pair: BlockPair) -> str:
    block = pair.new or pair.old
    assert isinstance(block, Heading | ClauseBlock)
    return f"{block.id}: {pair.kind}" + (", moved" if pair.moved else "")


OLD = """
= a 受理
- one 来电应当登记。
- two 见{{ ref("one") }}。
-- sub 逐项填写。
= b 回访
- three 次日回访。
"""


@pytest.mark.parametrize(
    ("new", "renamed", "expected"),
    [
        (OLD, {}, ["a: same", "one: same", "two: same", "sub: same", "b: same", "three: same"]),
        # A clause put in front renumbers the others, and the reference with them: they say what they said.
        (
            OLD.replace("- one", "- zero 总则。\n- one"),
            {},
            ["a: same", "zero: new", "one: same", "two: same", "sub: same", "b: same", "three: same"],
        ),
        (
            OLD.replace("次日", "当日").replace("受理", "接听"),
            {},
            ["a: changed", "one: same", "two: same", "sub: same", "b: same", "three: changed"],
        ),
        # What is gone stays where it was.
        (
            OLD.replace("-- sub 逐项填写。\n", ""),
            {},
            ["a: same", "one: same", "two: same", "sub: gone", "b: same", "three: same"],
        ),
        # A renamed clause is still the same clause.
        (
            OLD.replace("- three", "- call-back"),
            {"call-back": "three"},
            ["a: same", "one: same", "two: same", "sub: same", "b: same", "call-back: same"],
        ),
        # Moved under another heading; its sub-clause went with it.
        (
            '= a 受理\n- one 来电应当登记。\n= b 回访\n- three 次日回访。\n- two 见{{ ref("one") }}。\n-- sub 逐项填写。',
            {},
            ["a: same", "one: same", "b: same", "three: same", "two: same, moved", "sub: same"],
        ),
        # Of two that changed places, one moved.
        (
            '= b 回访\n- three 次日回访。\n= a 受理\n- one 来电应当登记。\n- two 见{{ ref("one") }}。\n-- sub 逐项填写。',
            {},
            ["b: same, moved", "three: same", "a: same", "one: same", "two: same", "sub: same"],
        ),
    ],
)
def test_blocks_are_told_by_their_ids(new, renamed, expected):
    comparison = compare(manuscript(OLD), manuscript(new), renamed)
    assert sorted(expected) == sorted(map(shown, comparison.pairs))
    assert expected == [*map(shown, comparison.pairs)] or "moved" in str(expected)


def table(*rows: str) -> TableContent:
    return TableContent(("等级", "首次答复"), tuple(tuple(((Run(cell),),) for cell in row.split("|")) for row in rows))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["一级|30分钟", "二级|2小时"], ["一级|20分钟", "二级|2小时"], ["changed", "same"]),
        (["一级|30分钟", "二级|2小时"], ["二级|2小时"], ["gone", "same"]),
        (["一级|30分钟"], ["特级|立即上报值班领导", "一级|30分钟"], ["new", "same"]),
        (["一级|30分钟"], ["甲|次日"], ["gone", "new"]),
    ],
)
def test_rows_are_told_by_what_they_say(old, new, expected):
    assert expected == [pair.kind for pair in pair_rows(table(*old), table(*new)) or ()]


def test_a_table_with_other_columns_is_another_table():
    assert pair_rows(table("一级|30分钟"), TableContent(("等级",), ())) is None

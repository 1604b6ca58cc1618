"""修订对照表: what it lists, and which words it marks."""

from __future__ import annotations

import pytest
from versions import versions, versions_beside

from generator.document.annexes import Change, MarkedLine
from generator.document.whole import changes_between, whole

OLD = """\
sections:
- id: a
  title: 受理
  clauses:
  - { id: one, title: 登记, text: 来电应当登记。 }
  - { id: two, text: '见{{ ref("one") }}，响应时间{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 } }
  - id: levels
    text: 分级如下。
    table: { columns: [等级, 答复], rows: [[一级, 当日], [二级, 次日]] }
- id: b
  title: 回访
  clauses:
  - { id: three, text: 次日回访。 }
forms: [{ id: form, number: F-1, title: 登记表, keep: 3 年, columns: [日期, 经办人] }]
"""


def marked(lines: tuple[MarkedLine, ...]) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "／".join("".join(signs[piece.kind].format(piece.text) for piece in line) for line in lines)


def shown(change: Change) -> tuple[str, str, str, str]:
    number = change.label + (f"（原{change.earlier}）" if change.earlier else "")
    return "、".join(change.kinds), number, marked(change.old), marked(change.new)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        # Words that changed are marked in both columns.
        (("不超过 60 秒", "不超过 45 秒"), [("修改", "一2", "见一1，响应时间不超过[-60秒-]。", "见一1，响应时间不超过[+45秒+]。")]),
        # A clause that is new renumbers the others, which say what they said.
        (
            ("  - { id: one", "  - { id: zero, text: 先问候。 }\n  - { id: one"),
            [("新增", "一1", "", "先问候。")],
        ),
        (("  - { id: three, text: 次日回访。 }\n", "  - { id: four, text: 当日上门。 }\n"), [
            ("删除", "二1", "次日回访。", ""),
            ("新增", "二1", "", "当日上门。"),
        ]),
        (("title: 受理", "title: 接听"), [("更名", "一", "[-受理-]", "[+接听+]")]),
        # A reference by the new id of the same clause says what it said.
        (
            ("{ id: one, title: 登记, text: 来电应当登记。 }\n  - { id: two, text: '见{{ ref(\"one\") }}",
             "{ id: first, was: one, title: 登记, text: 来电应当登记。 }\n  - { id: two, text: '见{{ ref(\"first\") }}"),
            [],
        ),
        (("title: 登记,", "title: 记录,"), [("更名", "一1", "[-登记-]／……", "[+记录+]／……")]),
        # Of a table, the rows that changed.
        (("[二级, 次日]", "[二级, 两日内]"), [("修改", "一3", "……／二级｜[-次日-]", "……／二级｜[+两日内+]")]),
        (("[二级, 次日]", "[二级, 次日], [三级, 周内]"), [("修改", "一3", "……", "……／[+三级｜周内+]")]),
        (("keep: 3 年", "keep: 5 年"), [("修改", "附件1", "保存期限：[-3 年-]", "保存期限：[+5 年+]")]),
        # What a clause asks for may change without its words.
        (
            ("text: 次日回访。", "text: 次日回访。, latitude: fixed"),
            [("调整", "二1", "（文字未变）／[-下级文件只可更严-]", "（文字未变）／[+下级文件不得另作规定+]")],
        ),
        (("id: three,", "id: call-back, was: three,"), []),
    ],
)  # fmt: skip
def test_it_lists_what_changed(edit, expected):
    policy, procedure, (old, new) = versions([OLD, OLD.replace(*edit)])
    assert expected == [shown(each) for each in changes_between(old, new, procedure, policy).changes]


def test_a_clause_whose_terms_mean_something_else_is_told():
    """«及时» of a term whose values are others now asks for something else, though every word is the same."""
    own = "terms: { 确认渠道: { choices: [%s] } }\n"
    asks = "  - { id: four, text: 按规定的渠道确认。, must_not: { 确认渠道: 电话 } }\n"
    texts = [own % kinds + OLD.replace("forms:", asks + "forms:") for kinds in ("邮件, 电话", "邮件, 电话, 会议")]
    policy, procedure, (old, new) = versions(texts)
    assert [shown(each) for each in changes_between(old, new, procedure, policy).changes] == [
        (
            "调整",
            "二2",
            "（文字未变）／术语“确认渠道”：做法，单选，邮件、电话",
            "（文字未变）／术语“确认渠道”：做法，单选，邮件、电话[+、会议+]",
        )
    ]


def test_a_value_that_is_defined_otherwise_is_told():
    own = "terms: { 会议类别: { about: 类别, choices: [{ name: 大型会议, about: %s }, 其他] } }\nsections:\n"
    terms = "- { id: terms, title: 术语, show: terms }\n"
    texts = [OLD.replace("sections:\n", own % about + terms) for about in ("三个部门参加", "两个部门参加")]
    policy, procedure, (old, new) = versions(texts)
    assert [shown(each) for each in changes_between(old, new, procedure, policy).changes] == [
        ("修改", "一", "——大型会议：[-三-]个部门参加", "——大型会议：[+两+]个部门参加")
    ]


OWN = "sections: [{ id: a, title: 受理, clauses: [{ id: log, implements: one, text: 每通来电都登记。 }] }]\n"


@pytest.mark.parametrize(
    ("upper", "own", "expected"),
    [
        (("", ""), "[one, three]", ["（文字未变）", "（文字未变）／[+落实：《热线管理规程》二1+]"]),
        (
            ("", ""),
            "three",
            ["（文字未变）／落实：《热线管理规程》[-一1“登记”-]", "（文字未变）／落实：《热线管理规程》[+二1+]"],
        ),
        # A clause above that is called otherwise, or has another number, is the same.
        (("- { id: one,", "- { id: zero, text: 先问候。 }\n  - { id: first, was: one,"), "first", []),
        # One that came in the place of another is not.
        (
            ("{ id: one, title: 登记,", "{ id: first, title: 录入,"),
            "first",
            [
                "（文字未变）／落实：《热线管理规程》一1“[-登记-]”",
                "（文字未变）／落实：《热线管理规程》一1“[+录入+]”",
            ],
        ),
    ],
)
def test_a_clause_that_implements_another_one_is_told(upper, own, expected):
    upper_text = OLD.replace('见{{ ref("one") }}，', "")
    texts = [upper_text, upper_text.replace(*upper)]
    policy, procedure, (old, new) = versions_beside(texts, [OWN, OWN.replace("implements: one", f"implements: {own}")])
    changes = changes_between(old, new, procedure, policy).changes
    assert expected == [side for change in changes for side in (marked(change.old), marked(change.new))]


def test_a_clause_that_moved_says_from_where():
    one, three = "  - { id: one, title: 登记, text: 来电应当登记。 }\n", "  - { id: three, text: 次日回访。 }\n"
    moved = OLD.replace(one, "").replace(three, three + one)
    policy, procedure, (old, new) = versions([OLD, moved])
    (change,) = changes_between(old, new, procedure, policy).changes
    assert shown(change) == ("移动", "二2（原一1）", "来电应当登记。", "来电应当登记。")


def test_a_reason_stands_beside_its_clause_and_alone_where_no_word_changed():
    head = "changes: { summary: 收紧。, clauses: { two: 新系统。, three: 补充下列各款。 } }\n"
    policy, procedure, (old, new) = versions([OLD, head + OLD.replace("60 秒", "45 秒")])
    table = changes_between(old, new, procedure, policy)
    assert [("、".join(c.kinds), c.reason) for c in table.changes] == [("修改", "新系统。"), ("说明", "补充下列各款。")]


def test_a_reason_that_is_given_for_the_clauses_below_says_so():
    head = "changes: { summary: 细化。, clauses: { three: 分两步。 } }\n"
    finer = "text: 次日回访。, clauses: [{ id: first, text: 先致电。 }] }"
    policy, procedure, (old, new) = versions([OLD, head + OLD.replace("text: 次日回访。 }", finer)])
    assert [shown(each) for each in changes_between(old, new, procedure, policy).changes] == [
        ("说明", "二1", "（本条文字未变，改动见其下各条）", "（本条文字未变，改动见其下各条）"),
        ("新增", "二1（1）", "", "先致电。"),
    ]


def test_the_first_version_has_none_and_later_ones_are_compared_with_the_one_before():
    policy, procedure, editions = versions([OLD, OLD.replace("60 秒", "50 秒"), OLD.replace("60 秒", "45 秒")])
    made = [whole(edition, procedure, policy).changes for edition in editions]
    assert made[0] is None
    assert [str(table.since) for table in made[1:] if table] == ["1.0", "1.1"]
    assert marked(made[2].changes[0].old) == "见一1，响应时间不超过[-50秒-]。"  # type: ignore[union-attr]

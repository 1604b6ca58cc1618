"""Reviews as Markdown: whatever people wrote prints as it stands, and a comment is never too long."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, FILES, PROCEDURE

from generator.reviewing.escaping import code, escaped
from generator.reviewing.markdown import MARK, MOST, review_markdown
from generator.reviewing.review import Review
from generator.reviewing.states import State

DAY = date(2026, 11, 23)
MASTER = "policy/hotline/procedure.yaml"


def review(*changes: tuple[str, str], file: str = MASTER, base: dict[str, str] = FILES) -> Review:
    before = {name: text.encode() for name, text in base.items()}
    text = base[file]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    first = State(before, DAY)
    return Review(first, State({**before, file: text.encode()}, DAY, first), ("main", ""))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("金额*单价*数量", "金额&#42;单价&#42;数量"),
        ("<script>x</script>", "&#60;script&#62;x&#60;/script&#62;"),
        ("a | b", "a &#124; b"),
        ("[点这里](https://evil.example)", "&#91;点这里&#93;(https:\u200b//evil.example)"),
        ("![x](y)", "&#33;&#91;x&#93;(y)"),
        ("@org/team", "&#64;\u200borg/team"),
        ("见 #12 和 !3", "见 &#35;\u200b12 和 !\u200b3"),
        ("www.example.com", "www.\u200bexample.com"),
        ("/close", "&#47;close"),
        ("1. 甲", "1&#46; 甲"),
        ("- 甲", "&#45; 甲"),
        ("2.0 版", "2.0 版"),
        ("---", "&#45;--"),
        ("第一行\n/merge", "第一行 /merge"),
        ("`code`", "&#96;code&#96;"),
        ("95%", "95%"),
        # What can be copied is copied as it stands: a version is no name, and neither is what a figure is of.
        ("implements: expenses@2.0", "implements: expenses&#64;2.0"),
        ("5%以上", "5%以上"),
        ("%org 见@2.0", "%\u200borg 见&#64;\u200b2.0"),
        ("a@b.com a@2.0.com", "a&#64;\u200bb.com a&#64;\u200b2.0.com"),
        ("好:tada:", "好:\u200btada:"),
        ("12:30:45", "12:30:45"),
    ],
)
def test_text_prints_as_it_stands(text, printed):
    assert escaped(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("expenses@2.0", "`expenses@2.0`"),
        ("@org/team #1 <b> www.example.com", "`@org/team #1 <b> www.example.com`"),
        ("a`b``c", "``` a`b``c ```"),
        ("第一行\n/merge", "`第一行 /merge`"),
    ],
)
def test_a_name_can_be_copied_as_it_stands(text, printed):
    """Forges look for no mention, reference or markup inside a code span."""
    assert code(text) == printed


def test_what_is_long_is_cut():
    assert escaped("长" * 3000, 100) == "长" * 98 + "……"


HOSTILE = "</details><img src=x onerror=alert(1)> @org/team #1 [x](https://evil.example) | `a` **b** ~~c~~ $x$ \\"


def test_nothing_that_people_wrote_does_anything():
    """Whatever text of a policy is hostile: a title, a text, a reason, a term's definition, a department's name."""
    hostile = HOSTILE.replace("\\", "")
    text = review_markdown(
        review(
            ("title: 热线管理规程", f"title: '{hostile}'"),
            ("text: 来电响应时间", f"text: '{hostile} 来电响应时间"),
            ("{{ 响应时间 }}。", "{{ 响应时间 }}。'"),
            ("不超过 60 秒", "不超过 45 秒"),
            (
                "department: office\n",
                f"department: office\nchanges: {{ summary: '{hostile}', clauses: {{ response: '{hostile}' }} }}\n",
            ),
        ),
        "zh",
    )
    ours = re.sub(r"</?(?:details|summary|code|del|ins|b|br)>", "", text.removeprefix(MARK))
    assert "<" not in ours
    assert [raw for raw in ("[x]", "`a`", "**b**", "~~c~~", "$x$") if raw in ours] == []
    assert not re.search(r"[@#]\w|https?://", html.unescape(ours))
    assert text.count("<details>") == text.count("</details>")
    for line in text.splitlines():
        assert not line.lstrip().startswith("/")
        if line.startswith("|"):
            assert line.count("|") == 5


def test_a_comment_is_never_too_long():
    many = "".join(f"  - id: long-{number}\n    text: {'很长的条款' * 180}{number}。\n" for number in range(120))
    text = review_markdown(review(("  clauses:\n", f"  clauses:\n{many}")), "zh")
    assert MOST * 0.6 < len(text) < MOST
    assert text.count("<details>") == text.count("</details>")
    assert re.search(r"还有 \d+ 段没有列出；全文请用 `--format text` 查看。", text)


def test_the_first_screen_stays_one_with_many_departments_in_the_wrong():
    departments = {
        f"policy/hotline/departments/d{n}.yaml": DEPARTMENT.replace("id: customer-service", f"id: d{n}")
        .replace("GT-001-KF", f"GT-001-{n}")
        .replace("不超过 90 秒", "不超过 60 秒")
        for n in range(40)
    }
    base = FILES | departments | {DEPARTMENT_FILE: DEPARTMENT.replace("不超过 90 秒", "不超过 50 秒")}
    text = review_markdown(review(("不超过 60 秒", "不超过 50 秒"), base=base), "zh")
    first = text.split("<details>")[0]
    assert "40 份下级文件将不合规，1 份不受影响" in first
    assert len(first.splitlines()) < 40
    assert len(re.findall("一1 ← 《热线管理规程》一1", text)) == 40


LOOSER = ("不超过 50 秒", "不超过 90 秒")
OWN = FILES | {DEPARTMENT_FILE: DEPARTMENT.replace("不超过 90 秒", "不超过 50 秒")}


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            "zh",
            "| **客户服务部** | 一1 ← 《热线管理规程》一1 | 响应时间应不超过90秒（夜间） | "
            "夜间，90 秒：符合本细则，违反《热线管理规程》一1（应：响应时间不超过60秒）。 |",
        ),
        (
            "en",
            "| **客户服务部** | 一1 ← 《热线管理规程》一1 | 响应时间应不超过90秒（夜间） | "
            "夜间，90 秒: allowed by 一1 (时段为夜间时，应：响应时间不超过90秒) here, but it breaks 热线管理规程 一1 "
            "(应：响应时间不超过60秒). |",
        ),
    ],
)
def test_a_department_that_loosens_its_own_rule_is_shown_with_it(language, row):
    """Nothing changed above, and yet the row says which document the clause above is of, and what the clause says now."""
    made = review_markdown(review(LOOSER, file=DEPARTMENT_FILE, base=OWN), language)
    assert row in made.splitlines()


def test_in_english_brackets_are_english():
    text = review_markdown(review(LOOSER, file=DEPARTMENT_FILE, base=OWN), "en")
    assert "<summary>New findings of policy check (1)</summary>" in text


def test_in_english_too():
    text = review_markdown(review(("不超过 60 秒", "不超过 45 秒")), "en")
    assert "tighter 1" in text
    assert PROCEDURE.count("不超过 60 秒") == 1

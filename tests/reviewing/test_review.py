"""What a change brings: documents, departments, findings, waivers, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, FILES, ORGANIZATION, PROCEDURE, TERMS
from test_versioning import changed, released

from generator.findings import Severity
from generator.reviewing.markdown import review_markdown
from generator.reviewing.review import Review
from generator.reviewing.states import State
from generator.reviewing.text import Paper, review_text

DAY = date(2026, 11, 23)
MASTER, WORDS = "policy/hotline/procedure.yaml", "policy/hotline/terms.yaml"
FINE = {**FILES, DEPARTMENT_FILE: DEPARTMENT.replace("不超过 90 秒", "不超过 50 秒")}


def review(changes: Mapping[str, str | bytes | None], base: Mapping[str, str | bytes] = FINE) -> Review:
    """The change of files to these contents; None is a file that is gone."""
    before = {name: text.encode() if isinstance(text, str) else text for name, text in base.items()}
    texts = {name: text.encode() if isinstance(text, str) else text for name, text in changes.items()}
    after = {name: data for name, data in {**before, **texts}.items() if data is not None}
    first = State(before, DAY)
    return Review(first, State(after, DAY, first), ("main", ""))


def stands(made: Review) -> dict[str, tuple[list[str], list[str]]]:
    """What is found against each document below: now and not before, before and no longer."""
    return {each.document.id: ([f.code for f in each.new], [f.code for f in each.gone]) for each in made.standings}


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (PROCEDURE.replace("不超过 60 秒", "不超过 45 秒"), (["looser"], [])),
        (PROCEDURE.replace("不超过 60 秒", "不超过 55 秒"), ([], [])),
        (PROCEDURE.replace("不超过 60 秒", "不超过 90 秒"), ([], [])),
        # A clause that is only called otherwise puts nobody in the wrong, nor in the right.
        (PROCEDURE.replace("id: response", "id: answer\n    was: response").replace('ref("response")', 'ref("answer")'),
         (["not-implemented", "unknown-reference"], [])),
        (PROCEDURE.replace("  - id: record\n", "  - id: drill\n    text: 每年演练。\n    implement: all\n  - id: record\n"),
         (["not-implemented"], [])),
    ],
)  # fmt: skip
def test_departments_are_put_in_the_wrong_or_left_alone(procedure, expected):
    assert stands(review({MASTER: procedure})) == {"customer-service": expected}


def test_a_contradiction_that_was_there_before_is_nothing_new():
    made = review({MASTER: PROCEDURE.replace("不超过 60 秒", "不超过 45 秒")}, base=FILES)
    assert stands(made) == {"customer-service": ([], [])}
    assert made.new_findings == made.gone_findings == ()


def test_whom_a_change_puts_in_the_right_is_told_too():
    assert stands(review({MASTER: PROCEDURE.replace("不超过 60 秒", "不超过 90 秒")}, base=FILES)) == {
        "customer-service": ([], ["looser"])
    }


def test_a_department_that_changes_itself_is_judged_by_its_new_text():
    made = review({DEPARTMENT_FILE: FILES[DEPARTMENT_FILE]})
    assert stands(made) == {"customer-service": (["looser"], [])}
    assert [each.document.id for each in made.differences] == ["customer-service"]


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        (
            FILES[DEPARTMENT_FILE],
            [
                "1 document below now wrong, 0 not affected",
                "  ✗ 《客户服务部热线实施细则》一1 响应时间应不超过90秒（夜间）",
            ],
        ),
        # What is found of a clause without a rule says no more of it, and no line ends in a blank.
        (
            FINE[DEPARTMENT_FILE] + "  - { id: more, text: '见{{ ref(\"nowhere\") }}。' }\n",
            ["1 document below now wrong, 0 not affected", "  ✗ 《客户服务部热线实施细则》一2"],
        ),
    ],
)
def test_a_department_that_changes_itself_is_told_with_what_it_says(changed, first):
    text = review_text(review({DEPARTMENT_FILE: changed}), Paper("en"))
    assert text.splitlines()[:2] == first


def test_a_term_without_the_choice_that_a_department_names_puts_it_in_the_wrong():
    base = {
        **FINE,
        DEPARTMENT_FILE: FINE[DEPARTMENT_FILE] + "  - { id: by, text: 以邮件答复。, must: { 渠道: 邮件 } }\n",
    }
    made = review({WORDS: TERMS.replace(", 邮件]", ", 短信]")}, base=base)
    assert stands(made)["customer-service"] == (["unknown-reference"], [])
    assert [(each.name, each.counts) for each in made.differences[0].terms] == [("渠道", True)]


def test_documents_that_are_new_gone_or_broken_are_told_apart():
    new = DEPARTMENT.replace("id: customer-service", "id: it").replace("department: customer-service", "department: it")
    new = new.replace("不超过 90 秒", "不超过 50 秒").replace("GT-001-KF", "GT-001-IT")
    made = review({"policy/hotline/departments/it.yaml": new, DEPARTMENT_FILE: None})
    assert [(each.document.id, each.old is None, each.new is None) for each in made.differences] == [
        ("it", True, False),
        ("customer-service", False, True),
    ]
    broken = review({DEPARTMENT_FILE: "id: [\n"})
    assert broken.unread == ("《客户服务部热线实施细则》",)
    assert broken.differences == ()
    assert "invalid-yaml" in {each.code for each in broken.errors}
    mended = review({DEPARTMENT_FILE: FINE[DEPARTMENT_FILE]}, base={**FINE, DEPARTMENT_FILE: "id: [\n"})
    assert (mended.reread, mended.differences, mended.quiet) == (broken.unread, (), False)


def test_a_document_with_another_id_in_the_same_file_is_a_new_one_and_the_old_one_is_gone():
    made = review({DEPARTMENT_FILE: FINE[DEPARTMENT_FILE].replace("id: customer-service\n", "id: desk\n")})
    assert made.unread == ()
    assert [(each.document.id, each.old is None, each.new is None) for each in made.differences] == [
        ("desk", True, False),
        ("customer-service", False, True),
    ]


TABLE = """\
    table:
      columns: [时段, 响应]
      rows:
      - { cells: [夜间, '见{{ ref("record") }}，{{ 响应时间 }}'], when: { 时段: 夜间 }, must: { 响应时间: 不超过 50 秒 } }
"""


def test_clauses_that_are_only_called_otherwise_say_what_they_said():
    """Also where others refer to them, and rules stand in their tables."""
    base = PROCEDURE.replace("    implement: [customer-service]\n", TABLE)
    named = base.replace("id: response\n", "id: answer\n    was: response\n").replace(
        'ref("response")', 'ref("answer")'
    )
    named = named.replace("id: record\n", "id: log\n    was: record\n").replace('ref("record")', 'ref("log")')
    files = {**FINE, DEPARTMENT_FILE: FINE[DEPARTMENT_FILE].replace("    implements: response\n", ""), MASTER: base}
    assert review({MASTER: named}, base=files).differences == ()
    other = named.replace('见{{ ref("answer") }}', '见{{ ref("log") }}')
    (made,) = review({MASTER: other}, base=files).differences
    assert [each.change.id for each in made.clauses] == ["log"]


def test_a_change_of_a_departments_own_text_that_harms_nobody_says_nothing_of_documents_below():
    assert stands(review({DEPARTMENT_FILE: FINE[DEPARTMENT_FILE].replace("50 秒", "45 秒")})) == {}


RULES = """\
    rules:
    - { when: { 时段: 夜间 }, must: { 响应时间: 不超过 90 秒 } }
    - { when: { 时段: 工作时间 }, must: { 响应时间: 不超过 50 秒 } }
"""


def test_a_second_contradiction_between_two_clauses_is_new_beside_the_first():
    text = DEPARTMENT.split("    when:")[0].replace("{{ 响应时间 }}", "按表") + RULES
    made = review({DEPARTMENT_FILE: text.replace("50 秒", "70 秒")}, base={**FILES, DEPARTMENT_FILE: text})
    assert [(each.code, each.message.zh[:9]) for each in made.errors] == [("looser", "工作时间，70 秒")]
    assert stands(made) == {"customer-service": (["looser"], [])}


def test_what_was_missing_before_is_not_new_because_a_number_or_a_title_changed():
    """The clause that nobody implements becomes the second of its section, and the procedure is called otherwise."""
    base = {**FINE, DEPARTMENT_FILE: FINE[DEPARTMENT_FILE].replace("    implements: response\n", "")}
    text = PROCEDURE.replace("title: 热线管理规程", "title: 来电管理规程")
    made = review(
        {MASTER: text.replace("  - id: response\n", "  - { id: aim, text: 目的。 }\n  - id: response\n")}, base=base
    )
    assert made.new_findings == made.gone_findings == ()


def test_what_the_check_finds_newly_and_no_longer():
    made = review({MASTER: PROCEDURE.replace("response: 响", "响").replace('ref("response")', 'ref("respons")')})
    assert [(each.code, each.severity) for each in made.new_findings] == [("unknown-reference", Severity.ERROR)]
    back = review({DEPARTMENT_FILE: FINE[DEPARTMENT_FILE]}, base=FILES)
    assert ([each.code for each in back.new_findings], [each.code for each in back.gone_findings]) == ([], ["looser"])


WAIVER = """\
waivers:
- { clause: customer-service/hotline-night, from: hotline/response, because: 值守不足。, approved_by: 总部, approved_on: 2026-11-01,
    until: 2027-03-31 }
"""


def test_waivers_are_told_and_what_they_excuse_is_no_longer_against_anyone():
    made = review({"policy/hotline/waivers.yaml": WAIVER}, base=FILES)
    assert [(each.old, str(each.new and each.new.until)) for each in made.waivers] == [(None, "2027-03-31")]
    assert [each.code for each in made.gone_findings] == ["looser"]
    longer = WAIVER.replace("2027-03-31", "2027-12-31")
    changed = review({"policy/hotline/waivers.yaml": longer}, base={**FILES, "policy/hotline/waivers.yaml": WAIVER})
    assert [(str(each.old and each.old.until), str(each.new and each.new.until)) for each in changed.waivers] == [
        ("2027-03-31", "2027-12-31")
    ]


def test_a_waiver_is_told_as_text_and_as_markdown():
    longer = WAIVER.replace("2027-03-31", "2027-12-31")
    made = review({"policy/hotline/waivers.yaml": longer}, base={**FILES, "policy/hotline/waivers.yaml": WAIVER})
    told = "改动豁免 customer-service/hotline-night（hotline/response），至 2027-03-31 → 2027-12-31：值守不足。（总部批准）"
    assert review_text(made, Paper("zh")) == f"此外\n  {told}\n"
    assert f"- {told}\n" in review_markdown(made, "zh")


def frozen_procedure(version: str, text: str = PROCEDURE) -> dict[str, str | bytes]:
    return {
        name.replace("1.0", version): data
        for name, data in released("hotline", text.replace('"1.0"', f'"{version}"'), TERMS).items()
    }


def test_what_is_found_because_something_else_changed_is_new_too():
    """The organisation's style of wording; a picture that is gone; a released version that is."""
    strict = ORGANIZATION + "style: gb-t-1.1\n"
    must = {**FINE, MASTER: PROCEDURE.replace("来电应当留有记录", "来电必须留有记录")}
    assert [each.code for each in review({"policy/organization.yaml": strict}, base=must).new_findings] == ["wording"]

    shown = {**FINE, **PICTURES, MASTER: PROCEDURE.replace("text: 来电响应时间{{ 响应时间 }}。", FIGURE)}
    gone = review({"policy/hotline/figures/old.png": None}, base=shown)
    assert [each.code for each in gone.new_findings] == ["unknown-reference"]

    releases = {**frozen_procedure("1.0"), **frozen_procedure("1.1")}
    draft = {**FINE, **releases, MASTER: PROCEDURE.replace('"1.0"', '"1.2"')}
    less = review({name: None for name in releases if "/1.1." in name}, base=draft)
    assert [each.code for each in less.new_findings] == ["wrong-order-in-time"]


def test_an_edited_release_touches_who_stands_below_it():
    """The department implements 1.0, whose frozen text (not its record) now asks for 45 seconds."""
    base = {**FINE, **frozen_procedure("1.0"), MASTER: changed(PROCEDURE)}
    record = "policy/hotline/releases/hotline/1.0.yaml"
    made = review({record: str(base[record]).replace("不超过 60 秒", "不超过 45 秒")}, base=base)
    assert sorted(each.code for each in made.errors) == ["changed-after-release", "looser"]


def test_only_who_stands_below_what_changed_has_to_look_again():
    """The department implements an older version for long; that is told when the procedure is changed, and only then."""
    upper = changed(PROCEDURE, ("不超过 60 秒", "不超过 55 秒"))
    base = {
        **FINE,
        **frozen_procedure("1.0"),
        **frozen_procedure("1.1", upper.replace('"1.1"', '"1.0"')),
        MASTER: upper,
    }
    new = {
        "policy/hotline/departments/it.yaml": FINE[DEPARTMENT_FILE]
        .replace("customer-service", "it")
        .replace("-KF", "-IT")
    }
    assert [each.document.id for each in review(new, base=base).outdated] == []
    text = changed(upper.replace('"1.1"', '"1.0"'), ("不超过 55 秒", "不超过 52 秒"), version="1.2")
    assert [each.document.id for each in review({MASTER: text}, base=base).outdated] == ["customer-service"]
    ended = base[DEPARTMENT_FILE].replace("department: customer", "withdrawn: 2026-11-23\ndepartment: customer")
    assert review({MASTER: text}, base={**base, DEPARTMENT_FILE: ended}).outdated == ()


def test_a_document_below_is_quoted_with_what_it_says_of_the_matter_only():
    text = FINE[DEPARTMENT_FILE].replace("不超过 50 秒 }", "不超过 50 秒, 渠道: 电话 }")
    made = review({MASTER: PROCEDURE.replace("不超过 60 秒", "不超过 55 秒")}, base={**FINE, DEPARTMENT_FILE: text})
    assert [each.says for each in made.standings[0].speaking] == ["响应时间应不超过50秒（夜间）"]


def test_a_case_that_is_allowed_no_longer_is_not_told_again_as_advised_no_longer():
    base = {
        **FINE,
        MASTER: PROCEDURE.replace("不超过 60 秒 }", "不超过 60 秒 }\n    should: { 响应时间: 不超过 70 秒 }"),
    }
    text = review_text(review({MASTER: base[MASTER].replace("不超过 60 秒", "不超过 55 秒")}, base=base), Paper("zh"))
    assert "60 秒：原来可以，现在不行。" in text
    assert "合乎建议" not in text


def test_a_reason_that_stood_there_before_is_no_reason_for_this_change():
    reasoned = PROCEDURE.replace("sections:", "changes: { summary: 新。, clauses: { response: 提速。 } }\nsections:")
    faster = reasoned.replace("不超过 60 秒", "不超过 55 秒")
    for base, expected in ((PROCEDURE, "提速。"), (reasoned, None)):
        (made,) = review({MASTER: faster}, base={**FINE, MASTER: base}).differences
        assert [each.change.reason for each in made.clauses] == [expected]


def test_pictures_and_the_organisation_are_named():
    made = review(
        {
            "policy/hotline/figures/x.png": b"\x89PNG\r\n\x1a\n",
            "policy/organization.yaml": ORGANIZATION.replace("信息技术部", "数字化部"),
        }
    )
    assert made.other_files == ("policy/hotline/figures/x.png", "policy/organization.yaml")
    assert not made.quiet


FIGURE = "text: 来电响应时间{{ 响应时间 }}。\n    figure: { file: old.png, title: 流程, alt: 三步 }"
PICTURE = (Path(__file__).parents[2] / "policy/communication-channels/figures/hotline-flow.png").read_bytes()
PICTURES = {f"policy/hotline/figures/{name}.png": PICTURE for name in ("old", "new", "first")}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("old.png", "new.png", [("response", ("修改",))]),
        # Another picture before it only gives it another number.
        ("  - id: response", "  - { id: start, text: 开始。, figure: { file: first.png, title: 始, alt: 始 } }\n  - id: response",
         [("start", ("新增",))]),
    ],
)  # fmt: skip
def test_another_picture_is_a_change_and_another_number_is_none(old, new, expected):
    text = PROCEDURE.replace("text: 来电响应时间{{ 响应时间 }}。", FIGURE)
    (made,) = review({MASTER: text.replace(old, new)}, base={**FINE, **PICTURES, MASTER: text}).differences
    assert [(each.change.id, each.change.kinds) for each in made.clauses] == expected


def test_a_change_of_nothing_is_quiet():
    assert review({}).quiet
    assert review({"policy/hotline/procedure.yaml": "# 说明\n" + PROCEDURE}).quiet

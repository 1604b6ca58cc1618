"""Fixes written into files: what changes, what stays, and that a check confirms it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, FILES
from test_cases import CASES, load
from test_outdated import DEPARTMENT as OWN
from test_outdated import ORGANIZATION as OUTDATED
from test_outdated import TERMS, procedure, released

from generator.findings import Finding, Fix, Severity, finding
from generator.fixing import fix_all, mendable
from generator.model import Place
from generator.project import findings_of
from generator.reading import read_policy

TODAY = date(2026, 11, 23)
ORGANIZATION_FILE, TERMS_FILE = "policy/organization.yaml", "policy/hotline/terms.yaml"


def check(files: dict[str, bytes], today: date = TODAY) -> tuple[Finding, ...]:
    return findings_of(read_policy(files), today)


def policy(**changed: str) -> dict[str, bytes]:
    """The small policy; its department's figure holds."""
    files = FILES | {DEPARTMENT_FILE: DEPARTMENT.replace("90 秒", "45 秒")} | changed
    return {name: text.encode() for name, text in files.items()}


SLIPS = {
    # a line of the department's rules: what an owner wrote instead, and what becomes of it (None: it stays)
    "    must: { 响应时间: 不超过 45 秒 }": [
        ("    must: { 响应时间: 不超过 90 秒 }  # 夜间", "    must: { 响应时间: 不超过 60 秒 }  # 夜间"),
        ("    must: { 响应时间: 宜 45 }", None),
        ("    must: { 响应时间: 不超过 45 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应间时: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: < 45 秒，渠道: 电话 }", "    must: { 响应时间: < 45 秒, 渠道: 电话 }"),
        ("    must: {响应时间:45 秒}", "    must: {响应时间: 45 秒}"),
        ("    must: &night { 响应时间: 不超过 45 秒 }", None),
        ("    must： { 响应时间: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must:{ 响应时间: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: ｛ 响应时间：不超过 45 秒 ｝", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: 不超过 45 秒", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: 45 秒, 渠道: [电话, 邮件 }", "    must: { 响应时间: 45 秒, 渠道: [电话, 邮件] }"),
        ("    must: { 响应时间: 不超过 45 秒 ]", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: 45 秒, 渠道: [电话, 邮件} }", "    must: { 响应时间: 45 秒, 渠道: [电话, 邮件] }"),
        ("    must: { 响应时间: 45 秒 }}", "    must: { 响应时间: 45 秒 }"),
        ("    must: { 响应时间：不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: 不超过 1,0 秒 }", None),
        ("    must:\n      响应时间：不超过 45 秒", "    must:\n      响应时间: 不超过 45 秒"),
        ("    must:\n      响应时间:45 秒\n      渠道：电话", "    must:\n      响应时间: 45 秒\n      渠道: 电话"),
        ("    must:\n      响应时间: 45 秒\n      渠道：电话", "    must:\n      响应时间: 45 秒\n      渠道: 电话"),
        ("　　　　must: { 响应时间: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("     must: { 响应时间: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("   must: { 响应时间: 不超过 45 秒 }", None),  # it may belong to the clause or to its section
        (
            "    must: { 响应时间: 45 秒, 抄送对象: 仅限 [上级，同事] }",
            "    must: { 响应时间: 45 秒, 抄送对象: 仅限 上级、同事 }",
        ),
        ("    mus: { 响应时间: 不超过 45 秒 }", "    must: { 响应时间: 不超过 45 秒 }"),
        ("    must: { 响应时间: 45 秒, 渠道: “电话”或邮件 }", "    must: { 响应时间: 45 秒, 渠道: 电话或邮件 }"),
        (
            "    must: { 响应时间: 45 秒, 渠道: [电话, “邮件”] }",
            "    must: { 响应时间: 45 秒, 渠道: [电话, 邮件] }",
        ),
        (
            "    must: { 响应时间: 45 秒, 抄送对象: '仅限 上级级、同事' }",
            "    must: { 响应时间: 45 秒, 抄送对象: '仅限 上级、同事' }",
        ),
        ("    must: { 响应时间: 45 秒, 留有记录: Yes }", "    must: { 响应时间: 45 秒, 留有记录: 是 }"),
    ],
    "    must: { 响应时间: 不超过 45 秒 }\n": [
        *(
            (f"    must: {{ 响应时间: 45 秒, {slip} }}\n", mended and f"    must: {{ 响应时间: 45 秒, {mended} }}\n")
            for slip, mended in [
                ("渠道: 不是邮件", None),  # the opposite of 邮件
                ("渠道: 非邮件", None),
                ("渠道: 除邮件外", None),
                ("抄送对象: 不含 上级", None),
                ("渠道: [不是邮件, 电话]", None),
                ("渠道: 邮箱", None),  # another word is another thing
                ("渠道: 邮件系统", None),
                ("抄送对象: 下级", None),
                ("渠道: 电话/邮件", "渠道: [电话, 邮件]"),
                ("渠道: 电话、邮件", "渠道: [电话, 邮件]"),
                ("渠道: 电话，邮件", "渠道: [电话, 邮件]"),
                ("渠道: 【电话，邮件】", "渠道: [电话, 邮件]"),
                ("渠道: [电话、邮件]", "渠道: [电话, 邮件]"),
                ("渠道: [电话，邮件]", "渠道: [电话, 邮件]"),
                ("渠道: [电话或邮件]", "渠道: [电话, 邮件]"),
                ("渠道: 电话及邮件", None),  # one at a time: its owner has to say which
                ("渠道: 电话和邮件", None),
                ("抄送对象: 上级与同事", "抄送对象: 上级和同事"),
                ("抄送对象: 上级以及同事", "抄送对象: 上级和同事"),
                ("抄送对象: 上级、同事", None),  # both, or one of them?
                ("抄送对象: 上级/同事", None),
                ("抄送对象: [上级和同事]", None),
                ("抄送对象: 仅限 上级及同事", "抄送对象: 仅限 上级、同事"),
                ("2 * 响应时间: 不超过 90 秒", None),
                ("留有记录: 不", None),
            ]
        ),
        ("    shall: { 响应时间: 不超过 45 秒 }\n", "    must: { 响应时间: 不超过 45 秒 }\n"),
        ("    应: { 响应时间: 不超过 45 秒 }\n", "    must: { 响应时间: 不超过 45 秒 }\n"),
        ("    不得: { 响应时间: 超过 45 秒 }\n", "    must_not: { 响应时间: 超过 45 秒 }\n"),
        (
            "    must: { 响应时间: 45 秒 }\n    宜: { 渠道: 电话 }\n",
            "    must: { 响应时间: 45 秒 }\n    should: { 渠道: 电话 }\n",
        ),
        (
            "    must: { 响应时间: 45 秒 }\n    可: { 渠道: 电话 }\n",
            "    must: { 响应时间: 45 秒 }\n    may: { 渠道: 电话 }\n",
        ),
        ("    must: { 响应时间: 45 秒 }\n    要求: { 渠道: 电话 }\n", None),
    ],
    "    when: { 时段: 夜间 }": [
        ("    when: { 时段: 非夜间 }", None),
        ("    when: { 时段: 工作时间、夜间 }", "    when: { 时段: [工作时间, 夜间] }"),
        ("\twhen: { 时段: 夜间 }", "    when: { 时段: 夜间 }"),
    ],
    "    text: 夜间，来电响应时间{{ 响应时间 }}。": [
        ("    text: {{ 响应时间 }}之内接听。", '    text: "{{ 响应时间 }}之内接听。"'),
        ("    text: *{{ 响应时间 }}。 # 注", '    text: "*{{ 响应时间 }}。" # 注'),
        ("    text: 夜间: 来电响应时间{{ 响应时间 }}。", '    text: "夜间: 来电响应时间{{ 响应时间 }}。"'),
        ("    text: 响应时间{{ 响应时间 }}，见表 #甲。", '    text: "响应时间{{ 响应时间 }}，见表 #甲。"'),
        ("    text: 响应间时{{ 响应间时 }}。", "    text: 响应间时{{ 响应时间 }}。"),
        ('    text: "来电响应时间{{ 响应时间 }}。”', '    text: "来电响应时间{{ 响应时间 }}。"'),
        ('    text: "来电响应时间{{ 响应时间 }}。', '    text: "来电响应时间{{ 响应时间 }}。"'),
        ("    text:来电响应时间{{ 响应时间 }}。", "    text: 来电响应时间{{ 响应时间 }}。"),
        ("    text：来电响应时间{{ 响应时间 }}。", "    text: 来电响应时间{{ 响应时间 }}。"),
        ("    text: - 来电响应时间{{ 响应时间 }}。", '    text: "- 来电响应时间{{ 响应时间 }}。"'),
        ('    text: 见{{ ref("responses") }}，{{ 响应时间 }}。', '    text: 见{{ ref("response") }}，{{ 响应时间 }}。'),
    ],
    "  - id: hotline-night": [
        ("  -id: hotline-night", "  - id: hotline-night"),
        ("  －id: hotline-night", "  - id: hotline-night"),
    ],
    "title: 客户服务部热线实施细则": [
        ("title:客户服务部热线实施细则", "title: 客户服务部热线实施细则"),
        *(
            (
                f"title: 客户服务部热线实施细则\nchanges: {{ by: 甲, summary: {slip} }}",
                f"title: 客户服务部热线实施细则\nchanges: {{ by: 甲, summary: {mended} }}",
            )
            for slip, mended in [
                ("%变化大", '"%变化大"'),
                ("@张三", '"@张三"'),
                ("*重要*", '"*重要*"'),
                ("!重要", '"!重要"'),
                ("&重要", '"&重要"'),
                ("[注] 甲", '"[注] 甲"'),
                ("[注, 释] 甲", '"[注, 释] 甲"'),
                ('"甲"乙', "'\"甲\"乙'"),
                ("{甲}乙", '"{甲}乙"'),
                ("甲]乙", '"甲]乙"'),
                ("原因: 人手", '"原因: 人手"'),
                ("见 #3", '"见 #3"'),
                ("> 甲", '"> 甲"'),
                ("{{ 甲 }}乙", '"{{ 甲 }}乙"'),
            ]
        ),
    ],
    "    implements: response": [
        ("    implements: [respons]", "    implements: [response]"),
        ("    implements: hotlin/response", "    implements: hotline/response"),
    ],
    "implements: hotline@1.0": [
        ("implements: hotlime@1.0", "implements: hotline@1.0"),
        ("implements: hotline@1.3", "implements: hotline@1.0"),
    ],
    "effective: 2026-11-01": [
        ("effective: 2026/11/1", "effective: 2026-11-01"),
        ("effective: 2026-09-01", "effective: 2026-10-01"),
    ],
    'version: "1.0"': [
        ("version: V1", 'version: "1.0"'),
    ],
    "  title: 夜间受理": [
        ("  title: 二、夜间受理", "  title: 夜间受理"),
    ],
    "department: customer-service": [
        ("department: customer-service\nreview_every: 12", None),  # of what?
        ("department: costumer-service", "department: customer-service"),
        (
            "department: customer-service\ndistribution: [office, itt]",
            "department: customer-service\ndistribution: [office, it]",
        ),
        (
            "department: customer-service\ndistribution: [office，it]",
            "department: customer-service\ndistribution: [office, it]",
        ),
        (
            "department: customer-service\nrepeals: [《甲》，《乙（A，B）》]",
            "department: customer-service\nrepeals: [《甲》, 《乙（A，B）》]",
        ),
        ("department: customer-service\nrepeals: [《甲》, 关于乙，丙的通知]", None),  # two, or a title with a comma?
        ("department: customer-service\nnumbering: outlines", "department: customer-service\nnumbering: outline"),
        (
            "department: customer-service\nchanges: { summary: 新, clauses: { hotline-nigt: 新 } }",
            "department: customer-service\nchanges: { summary: 新, clauses: { hotline-night: 新 } }",
        ),
    ],
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("line", "slip", "mended"), [(line, *each) for line in SLIPS for each in SLIPS[line]])
def test_a_slip_is_mended_and_nothing_else_changes(line, slip, mended, ends):
    """The line becomes as it should be, and the check has nothing left to say; or all stays as it was."""
    good = policy()[DEPARTMENT_FILE].decode()
    assert line in good
    bad = good.replace(line, slip, 1).replace("\n", ends)
    files = policy(**{DEPARTMENT_FILE: bad})
    outcome = fix_all(files, check)
    wanted = bad if mended is None else good.replace(line, mended, 1).replace("\n", ends)
    assert wanted == outcome.files[DEPARTMENT_FILE].decode()
    assert {name: data for name, data in files.items() if name != DEPARTMENT_FILE} == {
        name: data for name, data in outcome.files.items() if name != DEPARTMENT_FILE
    }
    assert (mended is None) == bool(outcome.findings)
    codes = [each.code for each in check(files)]
    assert mended is None or codes == ["invalid-yaml"] or "invalid-yaml" not in codes  # told once, as what it is


@pytest.mark.parametrize(
    ("file", "line", "slip", "mended"),
    [
        (TERMS_FILE, "choices: [工作时间, 夜间]", "choices: [工作时间，夜间]", "choices: [工作时间, 夜间]"),
        (TERMS_FILE, "aliases: [接听时间]", "aliases: [接听时间，等待时间]", "aliases: [接听时间, 等待时间]"),
        (TERMS_FILE, "terms:\n", "terms:\n  满意度: { unit: % }\n", 'terms:\n  满意度: { unit: "%" }\n'),
        (TERMS_FILE, "  留有记录: { yes_no: true }", "  留有记录:\n    yes_no：true", "  留有记录:\n    yes_no: true"),
        (
            DEPARTMENT_FILE,
            "    implements: response",
            "    implements: [response，record]",
            "    implements: [response, record]",
        ),
        (TERMS_FILE, "about: 热线电话", "about: [注] 甲", 'about: "[注] 甲"'),
        (ORGANIZATION_FILE, 'owner: "@org/office"', "owner: @org/office", 'owner: "@org/office"'),
        (
            ORGANIZATION_FILE,
            "departments:\n",
            "literals: [甲，乙]\ndepartments:\n",
            "literals: [甲, 乙]\ndepartments:\n",
        ),
    ],
)
def test_a_slip_in_another_file_is_mended(file, line, slip, mended):
    """So that the check has nothing left to say."""
    good = policy()[file].decode()
    assert line in good
    outcome = fix_all(policy(**{file: good.replace(line, slip, 1)}), check)
    assert good.replace(line, mended, 1) == outcome.files[file].decode()
    assert not outcome.findings


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_are_mended_or_left_with_a_reason(path):
    """No fix brings what was not there; each that can be written is written, or said to be left."""
    texts, today = load(path.read_text(encoding="utf-8"))
    files = {name: text.encode() for name, text in texts.items()}

    def check_then(now):
        return check(now, today)

    before, outcome = check_then(files), fix_all(files, check_then)
    left = {(each.offered.code, each.offered.place.line) for each in outcome.left}
    assert [each for each in outcome.findings if mendable(each) and (each.code, each.place.line) not in left] == []
    kinds = {(each.code, each.document, each.clause) for each in before}
    mended_reading = any(each.code in ("unknown-reference", "wrong-unit") for each in outcome.written)
    now = {(each.code, each.document, each.clause) for each in outcome.findings if each.severity is not Severity.NOTE}
    assert mended_reading or now <= kinds


def test_a_fix_may_bring_a_note():
    """With 60 秒 the clause says what the procedure says already, which it may."""
    text = DEPARTMENT.replace("    implements: response\n", "")
    outcome = fix_all(policy(**{DEPARTMENT_FILE: text}), check, ["looser"])
    assert [each.code for each in outcome.written] == ["looser"]
    assert [each.code for each in outcome.findings if each.severity is Severity.NOTE] == ["redundant"]


def test_a_released_file_stays_as_it_is_whatever_is_offered_for_it():
    """A tab in the frozen source, for which a check offers spaces."""
    frozen = released(procedure("1.0", "2026-01-01", 60, 60), date(2026, 1, 1))
    record = next(name for name in frozen if name.endswith(".yaml"))
    files = {"policy/organization.yaml": OUTDATED.encode(), "policy/p/terms.yaml": TERMS.encode(), **frozen}
    files["policy/p/procedure.yaml"] = procedure("1.1", "2026-01-01", 60, 60).encode()
    files[record] = frozen[record].replace(b"  - id: transfer", b"\t- id: transfer")
    outcome = fix_all(files, check)
    assert [each.code for each in outcome.findings if each.fix and each.place.file == record] == ["invalid-yaml"]
    assert outcome.files == files


def test_only_the_findings_asked_for_are_mended():
    """By code, by file, and never one that is waived."""
    text = DEPARTMENT.replace("effective: 2026-11-01", "effective: 2026-09-01")
    files = policy(**{DEPARTMENT_FILE: text})
    assert [each.code for each in fix_all(files, check, ["looser"]).written] == ["looser"]
    assert fix_all(files, check, wanted=lambda each: each.place.file != DEPARTMENT_FILE).written == ()
    waiver = (
        "waivers:\n- clause: customer-service/hotline-night\n  from: hotline/response\n  because: 人手不足。\n"
        "  approved_by: 办公室\n  approved_on: 2026-10-01\n  until: 2027-03-31\n"
    )
    waived = fix_all(files | {"policy/hotline/waivers.yaml": waiver.encode()}, check)
    assert [each.code for each in waived.written] == ["wrong-order-in-time"]


@pytest.mark.parametrize(
    ("response", "own_released", "written"),
    [
        (50, False, ["main@1.1", "2026-06-01"]),
        (50, True, ["main@1.1", "1.1", "2026-06-01"]),  # what is released changes only under another version
        (10, False, []),  # 30 秒 would be looser than 10 秒
    ],
)
def test_a_newer_parent_is_named_only_when_asked_for(response, own_released, written):
    """`policy fix outdated-parent` re-affirms with all that follows, unless the new version asks for more."""
    first, second = procedure("1.0", "2026-01-01", 60, 20), procedure("1.1", "2026-06-01", response, 20)
    files = {
        "policy/organization.yaml": OUTDATED.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": OWN.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
        **(released(OWN, date(2026, 1, 15), terms=None) if own_released else {}),
    }

    def check_then(now):
        return check(now, date(2026, 6, 1))

    assert fix_all(files, check_then).written == ()
    outcome = fix_all(files, check_then, ["outdated-parent"])
    assert written == [each.fix.new for each in outcome.written]
    assert bool(written) == (outcome.left == ())
    assert all("looser" not in each.code for each in outcome.findings)
    for left in outcome.left:
        assert "30 秒" in left.why.zh


def test_what_undoes_itself_comes_to_an_end():
    """A check that always complains does not make `policy fix` go on for ever."""
    first = check(policy(**{DEPARTMENT_FILE: DEPARTMENT}))
    assert [each.code for each in first] == ["looser"]
    outcome = fix_all(policy(**{DEPARTMENT_FILE: DEPARTMENT}), lambda files: first)
    assert [each.why.en for each in outcome.left] == ["the finding would stay"]
    assert outcome.written == ()
    assert outcome.files == policy(**{DEPARTMENT_FILE: DEPARTMENT})


def test_a_change_of_the_source_that_only_moves_the_trouble_is_taken_back():
    """YAML must not stumble on the same line, or on the next, where it did not before."""
    files = {"policy/a.yaml": b"a: 1\nb: x\n"}
    there, near, far = (Place("policy/a.yaml", line, 4) for line in (2, 3, 9))

    def check_with(after):
        first = finding("invalid-yaml", there, zh="甲", en="a", fix=Fix("y", there, "x", "source"))
        second = finding("invalid-yaml", after, zh="乙", en="b")
        return lambda now: (first,) if now == files else (second,)

    assert fix_all(files, check_with(near)).files == files
    assert fix_all(files, check_with(far)).files == {"policy/a.yaml": b"a: 1\nb: y\n"}


def test_what_yaml_misreads_is_not_fixed_as_if_it_were_meant():
    """A file in which a slip is left to its owner keeps its other values, too."""
    files = {"policy/a.yaml": b"a: 1\nb: x\n"}
    place = Place("policy/a.yaml", 1, 4)
    slip = finding("invalid-yaml", place, zh="甲", en="a")
    unit = finding("wrong-unit", place, zh="乙", en="b", fix=Fix("1 秒", place))
    assert fix_all(files, lambda now: (slip, unit) if now == files else (slip,)).files == files
    assert fix_all(files, lambda now: (unit,) if now == files else ()).files == {
        "policy/a.yaml": "a: 1 秒\nb: x\n".encode()
    }


def test_shipped_policy_has_nothing_to_mend():
    """What is shipped is clean: a fix would change nothing."""
    root = Path(__file__).resolve().parents[1]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("policy/**/*.yaml")}
    assert fix_all(files, check).files == files

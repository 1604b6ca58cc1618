"""A parent with a newer release: a note, a warning, then an error, with the clauses to look at again."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from generator.findings import Severity
from generator.project import findings_of
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen

ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 热线部 } }\n"
TERMS = "terms:\n  响应时间: { unit: 秒 }\n  转接时间: { unit: 秒 }\n"


def procedure(version: str, effective: str, response: int, transfer: int) -> str:
    return f"""\
id: main
title: 热线管理规程
number: T-1
version: "{version}"
effective: {effective}
department: office
sections:
- id: s
  title: 节
  clauses:
  - id: response
    text: 响应时间{{{{ 响应时间 }}}}。
    must: {{ 响应时间: 不超过 {response} 秒 }}
  - id: transfer
    text: 转接时间{{{{ 转接时间 }}}}。
    must: {{ 转接时间: 不超过 {transfer} 秒 }}
"""


DEPARTMENT = """\
id: own
title: 热线部实施细则
number: T-2
version: "1.0"
effective: 2026-02-01
department: desk
implements: main@1.0
sections:
- id: s
  title: 节
  clauses:
  - id: a
    implements: response
    text: 响应时间{{ 响应时间 }}。
    must: { 响应时间: 不超过 30 秒 }
"""


def released(text: str, on: date, terms: str | None = TERMS) -> dict[str, bytes]:
    version, id = text.split('version: "')[1][:3], text[4 : text.index("\n")]
    word = b"signed"
    record = frozen(released=on, word=sha256(word).hexdigest(), pictures={}, text=bundle(text, terms))
    base = f"policy/p/releases/{id}/{version}"
    return {f"{base}.yaml": record.encode(), f"{base}.docx": word}


def found(response: int, transfer: int, today: str):
    first, second = procedure("1.0", "2026-01-01", 60, 20), procedure("1.1", "2026-06-01", response, transfer)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": DEPARTMENT.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
    }
    return findings_of(read_policy(files), date.fromisoformat(today))


@pytest.mark.parametrize(
    ("response", "transfer", "today", "severity", "named"),
    [
        (50, 20, "2026-05-15", Severity.WARNING, True),  # before the new version is in force
        (50, 20, "2026-06-01", Severity.ERROR, True),
        (60, 10, "2026-06-01", Severity.NOTE, False),  # another clause changed, whose term nobody here states
    ],
)
def test_its_weight_depends_on_the_day_and_on_what_changed(response, transfer, today, severity, named):
    (finding,) = found(response, transfer, today)
    assert (finding.code, finding.severity, finding.fix.new) == ("outdated-parent", severity, "main@1.1")
    assert ("一1（response）" in finding.message.zh) is named
    assert "transfer" not in finding.message.zh


def test_a_document_is_checked_against_the_version_that_it_names():
    """30 秒 keeps to version 1.0, and is checked against it although 1.1 asks for 10."""
    assert [finding.code for finding in found(10, 20, "2026-05-15")] == ["outdated-parent"]


def test_who_is_behind_implements_the_clause_of_this_id_all_the_same():
    """The office is up to date, so that the newer version says what is to be implemented."""
    asking = "  - id: response\n", "  - id: response\n    implement: all\n"
    first, second = (
        procedure(version, day, 60, 20).replace(*asking)
        for version, day in (("1.0", "2026-01-01"), ("1.1", "2026-06-01"))
    )
    office = DEPARTMENT.replace("main@1.0", "main@1.1").replace("id: own", "id: z-office").replace("T-2", "T-3")
    office = office.replace("department: desk", "department: office").replace("2026-02-01", "2026-06-01")
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": DEPARTMENT.encode(),
        "policy/p/departments/z-office.yaml": office.replace("热线部", "总部").encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
    }
    assert {each.code for each in findings_of(read_policy(files), date(2026, 6, 2))} == {"outdated-parent"}


def test_an_edited_released_version_is_found():
    first = procedure("1.0", "2026-01-01", 60, 20)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": first.replace("不超过 60 秒", "不超过 70 秒").encode(),
        **released(first, date(2025, 12, 1)),
    }
    (finding,) = findings_of(read_policy(files), date(2026, 1, 2))
    assert (finding.code, finding.place.line, finding.fix.new) == ("changed-after-release", 4, "1.1")


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        (TERMS.replace("秒 }", "秒 ]", 1), ["invalid-yaml", "invalid-document"]),
        (TERMS.replace("秒", "秒钟", 1), ["wrong-unit", "invalid-document"]),
        (TERMS.replace("秒", "分钟", 1), ["changed-after-release"]),
    ],
)
def test_what_cannot_be_compared_is_not_said_to_have_changed(terms, codes):
    first = procedure("1.0", "2026-01-01", 60, 20)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": terms.encode(),
        "policy/p/procedure.yaml": first.encode(),
        **released(first, date(2025, 12, 1)),
    }
    found = findings_of(read_policy(files), date(2026, 1, 2))
    assert sorted(codes) == sorted(each.code for each in found)


LONGER = """\
id: main
title: 热线管理规程
number: T-1
version: "{version}"
effective: {effective}
department: office
sections:
- id: s
  title: 节
  clauses:
{clauses}"""
CLAUSES = {
    "response": "text: 响应时间{{ 响应时间 }}。\n    must: { 响应时间: 不超过 60 秒 }",
    "transfer": "text: 转接时间{{ 转接时间 }}。\n    must: { 转接时间: 不超过 20 秒 }",
    "log": "text: 来电应登记。",
}
OWN = """\
id: own
title: 热线部实施细则
number: T-2
version: "1.0"
effective: 2026-02-01
department: desk
implements: main@1.0
sections:
- id: s
  title: 节
  clauses:
  - { id: a, implements: response, text: "响应时间{{ 响应时间 }}。", must: { 响应时间: 不超过 30 秒 } }
  - { id: b, text: "夜间响应时间{{ 响应时间 }}。", must: { 响应时间: 不超过 20 秒 } }
  - { id: c, implements: log, text: 来电登记在册。 }
"""


def longer(version: str, effective: str, changes: dict[str, str | None]) -> str:
    clauses = "".join(f"  - id: {id}\n    {text}\n" for id, text in {**CLAUSES, **changes}.items() if text)
    return LONGER.format(version=version, effective=effective, clauses=clauses)


def lines(
    changes: dict[str, str | None], *, terms: str = TERMS, own: str = OWN, today: str = "2026-06-01"
) -> list[str]:
    """What the finding names, line by line, once version 1.1 with these changes is released."""
    first, second = longer("1.0", "2026-01-01", {}), longer("1.1", "2026-06-01", changes)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": terms.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": own.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1), terms),
    }
    found = [f for f in findings_of(read_policy(files), date.fromisoformat(today)) if f.code == "outdated-parent"]
    return [line for finding in found for line in finding.message.zh.split("\n")[1:]]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"transfer": "text: 转接时间{{ 转接时间 }}。\n    must: { 转接时间: 不超过 10 秒 }"}, []),
        ({"response": "text: 响应时间{{ 响应时间 }}。\n    must: { 响应时间: 不超过 50 秒 }"},
         ["- 一1（a）、一2（b）：上位文件一1（response）有改动"]),
        ({"log": "text: 来电应登记在册。"}, ["- 一3（c）：上位文件一3（log）有改动"]),
        ({"log": None}, ["- 一3（c）：上位文件一3（log）已删去"]),
        # Only renamed: it says what it said.
        ({"log": None, "register": "was: log\n    text: 来电应登记。"}, []),
        ({"log": None, "register": "was: log\n    text: 来电应登记在册。"},
         ["- 一3（c）：上位文件一3（register）有改动，原名 log"]),
        ({"drill": "text: 每年演练。\n    implement: [office]"}, []),
        ({"drill": "text: 每年演练。\n    implement: [desk]"},
         ["- 上位文件一4（drill）为新增，要求本部门落实；本文件还没有落实它的条款"]),
        ({"cap": "text: 响应时间{{ 响应时间 }}。\n    should: { 响应时间: 不超过 10 秒 }"},
         ["- 一1（a）、一2（b）：上位文件一4（cap）为新增"]),
    ],
)  # fmt: skip
def test_just_the_clauses_that_are_concerned_are_named(changes, named):
    assert lines(changes) == named


def test_a_term_that_is_defined_anew_concerns_whoever_states_it():
    terms = TERMS.replace("响应时间: { unit: 秒 }", "响应时间: { unit: 秒, range: 0..300 秒 }")
    expected = "- 一1（a）、一2（b）：上位文件一1（response）有改动（术语 响应时间 的定义有变）"
    assert lines({}, terms=terms) == [expected]
    assert lines({"response": None, "log": CLAUSES["log"]}, terms=terms)[0].startswith(
        "- 一1（a）、一2（b）：上位文件一1（response）已删去"
    )
    assert lines({}, terms=TERMS.replace("unit: 秒 }", "unit: 秒, about: 时间 }", 1)) == []


def test_who_is_excused_from_a_clause_is_not_asked_again_when_its_words_change():
    asked = {"drill": "text: 每年演练。\n    implement: all"}
    excused = OWN.replace("sections:", "not_applicable: [{ clause: drill, because: 无。 }]\nsections:")
    first, second = (
        longer("1.0", "2026-01-01", asked),
        longer("1.1", "2026-06-01", {"drill": asked["drill"].replace("年", "月")}),
    )
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": excused.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
    }
    (finding,) = findings_of(read_policy(files), date(2026, 6, 1))
    assert (finding.code, finding.severity) == ("outdated-parent", Severity.NOTE)


def test_a_document_that_is_no_longer_in_force_is_not_asked_to_follow():
    changes = {"log": "text: 来电应登记在册。"}
    withdrawn = OWN.replace("\nimplements:", "\nwithdrawn: 2026-06-01\nimplements:")
    assert lines(changes, own=withdrawn, today="2026-05-31") != []
    assert lines(changes, own=withdrawn, today="2026-06-01") == []


@pytest.mark.parametrize(
    ("today", "severity"),
    [("2026-05-15", Severity.WARNING), ("2026-06-01", Severity.ERROR), ("2027-01-01", Severity.ERROR)],
)
def test_what_is_in_force_already_is_an_error_even_if_a_later_version_is_to_come(today, severity):
    first = longer("1.0", "2026-01-01", {})
    second = longer("1.1", "2026-06-01", {"log": "text: 来电应登记在册。"})
    third = longer("1.2", "2027-01-01", {"log": "text: 来电应登记在册，写明时间。"})
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": third.encode(),
        "policy/p/departments/own.yaml": OWN.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
        **released(third, date(2026, 5, 2)),
    }
    (finding,) = [f for f in findings_of(read_policy(files), date.fromisoformat(today)) if f.code == "outdated-parent"]
    assert (finding.severity, finding.fix.new) == (severity, "main@1.2")


def test_what_is_in_force_and_concerns_nobody_leaves_time_until_the_one_that_does():
    first, third = longer("1.0", "2026-01-01", {}), longer("1.2", "2027-01-01", {"log": "text: 来电应登记在册。"})
    second = longer("1.1", "2026-06-01", {"transfer": "text: 转接要快。"})
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": third.encode(),
        "policy/p/departments/own.yaml": OWN.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
        **released(third, date(2026, 5, 2)),
    }
    (finding,) = findings_of(read_policy(files), date(2026, 7, 1))
    assert (finding.code, finding.severity) == ("outdated-parent", Severity.WARNING)


@pytest.mark.parametrize(("effective", "codes"), [("2026-01-01", []), ("2025-12-31", ["wrong-order-in-time"])])
def test_a_version_is_in_force_from_the_day_of_the_one_before_at_the_earliest(effective, codes):
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": procedure("1.1", effective, 60, 10).encode(),
        **released(procedure("1.0", "2026-01-01", 60, 20), date(2025, 12, 1)),
    }
    assert codes == [each.code for each in findings_of(read_policy(files), date(2026, 6, 1))]


def test_a_team_is_told_of_what_changed_above_its_department():
    """The department follows version 1.1; whoever implements the department's older version has to look, too."""
    first = longer("1.0", "2026-01-01", {})
    second = longer("1.1", "2026-06-01", {"log": "text: 来电应登记在册。"})
    department = OWN
    followed = OWN.replace('version: "1.0"', 'version: "1.1"').replace("main@1.0", "main@1.1")
    team = OWN.replace("id: own", "id: team").replace("T-2", "T-3").replace("main@1.0", "own@1.0")
    team = team[: team.index("  - { id: a")] + "  - { id: x, implements: log, text: 来电登记在册。 }\n"
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": followed.encode(),
        "policy/p/departments/team.yaml": team.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
        **released(department, date(2026, 1, 2), None),
        **released(followed, date(2026, 5, 2), None),
    }
    (finding,) = [f for f in findings_of(read_policy(files), date(2026, 6, 2)) if f.code == "outdated-parent"]
    assert (finding.document, finding.severity) == ("p/team", Severity.ERROR)
    assert finding.message.zh.split("\n")[1:] == ["- 一1（x）：上位文件《热线管理规程》一3（log）有改动"]

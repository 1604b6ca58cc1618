"""Which version number a change needs."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, FILES, ORGANIZATION, PROCEDURE, TERMS, edit, word_file, write

from generator.project import Project
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen
from generator.reviewing.states import State
from generator.reviewing.versioning import needed

DAY = date(2026, 11, 23)
FINE = DEPARTMENT.replace("不超过 90 秒", "不超过 50 秒")
WORDS = TERMS + "  保存期: { unit: 天 }\n"
GRANTING = PROCEDURE.replace(
    "  - id: record\n", "  - id: channel\n    text: 可用电话。\n    may: { 渠道: 电话 }\n  - id: record\n"
)


def released(id: str, text: str, terms: str | None) -> dict[str, str | bytes]:
    base = f"policy/hotline/releases/{id}/1.0"
    word = word_file(id)
    record = frozen(released=DAY, word=sha256(word).hexdigest(), pictures={}, text=bundle(text, terms))
    return {f"{base}.yaml": record, f"{base}.docx": word}


def asked(
    before: str, after: str, *, department: str | None = None, below: str = FINE, organization: str = ORGANIZATION
):
    """What the procedure needs, once its 1.0 is released and it says something else."""
    files: dict[str, str | bytes] = {
        **FILES,
        "policy/organization.yaml": organization,
        "policy/hotline/procedure.yaml": after,
        "policy/hotline/terms.yaml": WORDS,
        DEPARTMENT_FILE: department or below,
        **released("hotline", before, WORDS),
        **released("customer-service", below, None),
    }
    state = State({name: data if isinstance(data, bytes) else data.encode() for name, data in files.items()}, DAY)
    assert state.reading.findings == () or after.count('"1.0"')
    (procedure,) = state.policy.procedures
    master = procedure.master
    assert master is not None
    return needed(master, procedure, state)


def changed(text: str, *changes: tuple[str, str], version: str = "1.1") -> str:
    for old, new in (('version: "1.0"', f'version: "{version}"'), *changes):
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("before", "change", "least", "because"),
    [
        (PROCEDURE, ("title: 响应时间", "title: 响应"), "1.1", []),
        (PROCEDURE, ("不超过 60 秒", "不超过 90 秒"), "1.1", []),
        (PROCEDURE, ("不超过 60 秒", "不超过 55 秒"), "1.1", []),  # tighter, and the department is quicker
        (PROCEDURE, ("不超过 60 秒", "不超过 45 秒"), "2.0", ["contradiction"]),
        (GRANTING, ("可用电话。\n    may: { 渠道: 电话 }", "可用电话或邮件。\n    may: { 渠道: [电话, 邮件] }"), "1.1", []),
        (GRANTING, ("可用电话。\n    may: { 渠道: 电话 }", "沟通渠道由各部门选用。"), "2.0", ["permission"]),
        (GRANTING, ("may: { 渠道: 电话 }", "when: { 时段: 夜间 }\n    may: { 渠道: 电话 }"), "2.0", ["permission"]),
        # A month may have more than 30 days, or fewer: so whether all of it is granted still is not certain.
        (GRANTING.replace("可用电话。\n    may: { 渠道: 电话 }", "可保存{{ 保存期 }}。\n    may: { 保存期: 不超过 1 个月 }"),
         ("不超过 1 个月", "不超过 30 天"), "2.0", ["permission"]),
        # Another clause grants it now.
        (GRANTING, ("    may: { 渠道: 电话 }\n", "  - { id: ways, text: 可用电话。, may: { 渠道: 电话 } }\n"), "1.1", []),
    ],
)  # fmt: skip
def test_a_new_minor_is_enough_unless_others_come_to_be_wrong_or_a_permission_goes(before, change, least, because):
    found = asked(before, changed(before, change))
    assert (least, because) == (str(found.least), [each.reason for each in found.because])
    assert found.enough == (least == "1.1")
    assert asked(before, changed(before, change, version="2.0")).enough


def test_what_a_department_does_to_itself_is_no_contradiction_of_those_below():
    """Its draft is looser than the procedure: an error, but nobody stands below it."""
    files: dict[str, str | bytes] = {
        **FILES,
        DEPARTMENT_FILE: DEPARTMENT.replace('version: "1.0"', 'version: "1.1"'),
        **released("hotline", PROCEDURE, TERMS),
        **released("customer-service", FINE, None),
    }
    state = State({name: data if isinstance(data, bytes) else data.encode() for name, data in files.items()}, DAY)
    (procedure,) = state.policy.procedures
    found = needed(procedure.working[1], procedure, state)
    assert found is not None
    assert (found.enough, found.because) == (True, ())


def test_a_text_older_than_the_newest_release_is_counted_from_the_one_before_it():
    """Whoever goes back to 1.1 has to follow 1.0; that 2.0 is there is told elsewhere."""
    newer = {
        name.replace("1.0", "2.0"): data
        for name, data in released("hotline", PROCEDURE.replace('"1.0"', '"2.0"'), TERMS).items()
    }
    texts = {
        **FILES,
        "policy/hotline/procedure.yaml": changed(PROCEDURE),
        **released("hotline", PROCEDURE, TERMS),
        **newer,
    }
    state = State({name: data if isinstance(data, bytes) else data.encode() for name, data in texts.items()}, DAY)
    (procedure,) = state.policy.procedures
    assert procedure.master is not None
    found = needed(procedure.master, procedure, state)
    assert found is not None
    assert (str(found.last), str(found.least)) == ("1.0", "1.1")


def test_what_is_released_and_unchanged_needs_none():
    assert asked(PROCEDURE, PROCEDURE) is None


def test_what_changed_under_its_old_version_needs_a_new_one():
    found = asked(PROCEDURE, PROCEDURE.replace("不超过 60 秒", "不超过 55 秒"))
    assert (str(found.last), str(found.least), found.enough) == ("1.0", "1.1", False)


def test_a_department_counts_as_it_was_released_last():
    """Its draft may follow already: what is in force is what would come to be wrong."""
    draft = FINE.replace('version: "1.0"', 'version: "1.1"').replace("不超过 50 秒", "不超过 40 秒")
    found = asked(PROCEDURE, changed(PROCEDURE, ("不超过 60 秒", "不超过 45 秒")), department=draft)
    assert [each.reason for each in found.because] == ["contradiction"]
    assert "《客户服务部热线实施细则》一1：夜间，50 秒" in found.because[0].words.zh


@pytest.mark.parametrize(("end", "because"), [("2026-12-31", []), ("2027-01-02", ["contradiction"])])
def test_a_department_that_ends_before_the_new_text_is_in_force_does_not_count(end, because):
    faster = changed(PROCEDURE, ("不超过 60 秒", "不超过 45 秒"), ("effective: 2026-10-01", "effective: 2027-01-01"))
    ending = FINE.replace("department: customer", f"withdrawn: {end}\ndepartment: customer")
    assert because == [each.reason for each in asked(PROCEDURE, faster, below=ending).because]


@pytest.mark.parametrize(
    ("major", "change", "because"),
    [
        ("[]", ("不超过 60 秒", "不超过 45 秒"), []),
        ("[tighter]", ("不超过 60 秒", "不超过 55 秒"), ["tighter"]),
        ("[tighter]", ("不超过 60 秒", "不超过 90 秒"), []),
        ("[looser, incomparable]", ("不超过 60 秒", "不超过 90 秒"), ["looser"]),
        ("[looser, incomparable]", ("不超过 60 秒", "50..90 秒"), ["incomparable"]),
        ("[contradiction, tighter]", ("不超过 60 秒", "不超过 45 秒"), ["contradiction", "tighter"]),
    ],
)
def test_an_organisation_may_say_what_makes_a_new_major(major, change, because):
    organization = ORGANIZATION + f"versioning: {{ major: {major} }}\n"
    found = asked(PROCEDURE, changed(PROCEDURE, change), organization=organization)
    assert because == [each.reason for each in found.because]


def test_an_unknown_reason_is_a_finding():
    files = FILES | {"policy/organization.yaml": ORGANIZATION + "versioning: { major: [bigger] }\n"}
    (finding,) = read_policy({name: text.encode() for name, text in files.items()}).findings
    assert (finding.code, finding.place.line) == ("invalid-document", 6)
    assert "contradiction" in finding.message.zh


def test_a_first_version_needs_none(tmp_path):
    project = Project.at(write(tmp_path))
    edit(tmp_path, "policy/hotline/procedure.yaml", 'version: "1.0"', 'version: "4.2"')
    state = State(project.files(), DAY)
    (procedure,) = state.policy.procedures
    assert procedure.master is not None
    found = needed(procedure.master, procedure, state)
    assert found is not None
    assert (found.last, found.enough) == (None, True)

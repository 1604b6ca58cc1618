"""Two years of a policy, rehearsed: a procedure goes from 2.0 to 2.1 with a later date, departments follow one by one, a waiver
ends, a document is withdrawn. At each step `policy check --on` finds what it should, and nothing else.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from repository import ROOT, edit
from small_policy import write

from generator.cli import main

BASE = "policy/main"
ORGANIZATION = """\
organization: 示例集团
departments:
  office: { title: 总部办公室 }
  service: { title: 客户服务部 }
  sales: { title: 销售部 }
  shop: { title: 门店部 }
  legal: { title: 法务部 }
"""
TERMS = """\
terms:
  响应时间: { unit: 秒 }
  确认方式: { choices: [邮件, 会议, 电话] }
  留有记录: { yes_no: true }
"""
PROCEDURE = """\
id: main
title: 热线管理规程
number: SL-001
version: "2.0"
effective: 2027-01-01
department: office
departments: [service, sales, shop, legal]
sections:
- id: rules
  title: 要求
  clauses:
  - id: response
    text: 来电响应时间应{{ 响应时间 }}。
    must: { 响应时间: 不超过 60 秒 }
  - id: confirm
    text: 谈定的事项，应以{{ 确认方式 }}再次确认。
    must: { 确认方式: [邮件, 会议] }
  - id: record
    text: 来电应留有记录。
    must: { 留有记录: 是 }
"""
DOCUMENT = """\
id: {id}
title: {title}热线实施细则
number: SL-001-{id}
version: "1.0"
effective: 2027-01-01
department: {id}
implements: main@2.0
sections:
- id: rules
  title: 要求
  clauses:
  - id: {clause}
    implements: {implements}
    text: {text}
    must: {{ {must} }}
"""
RULES = {
    "service": ("answer", "response", "来电响应时间应{{ 响应时间 }}。", "响应时间: 不超过 30 秒"),
    "sales": ("answer", "response", "来电响应时间应{{ 响应时间 }}。", "响应时间: 不超过 90 秒"),
    "shop": ("agree", "confirm", "谈定的事项，应以{{ 确认方式 }}再次确认。", "确认方式: 会议"),
    "legal": ("keep", "record", "来电应留有记录，存入案卷。", "留有记录: 是"),
}
WAIVER = """\
waivers:
- clause: sales/answer
  from: main/response
  because: 值班人手不足，2027年内补齐。
  approved_by: 总部办公室
  approved_on: 2026-11-20
  until: 2027-12-31
"""


@pytest.fixture
def company(tmp_path, monkeypatch, capsys) -> Company:
    titles = {"service": "客户服务部", "sales": "销售部", "shop": "门店部", "legal": "法务部"}
    documents = {
        f"{BASE}/departments/{id}.yaml": DOCUMENT.format(
            id=id, title=titles[id], clause=clause, implements=implements, text=text, must=must
        )
        for id, (clause, implements, text, must) in RULES.items()
    }
    files = {"policy/organization.yaml": ORGANIZATION, f"{BASE}/terms.yaml": TERMS, f"{BASE}/procedure.yaml": PROCEDURE}
    write(tmp_path, files | documents | {f"{BASE}/waivers.yaml": WAIVER})
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("POLICY_CACHE", "off")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return Company(tmp_path, capsys)


class Company:
    """What its policy owners do."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys

    def edit(self, document: str, *changes: tuple[str, str]) -> None:
        name = "procedure.yaml" if document == "main" else f"departments/{document}.yaml"
        edit(self.root / BASE / name, *changes)

    def release(self, *documents: str, on: str) -> None:
        for document in documents:
            status = main(["release", document, "--on", on])
            out, err = self.capsys.readouterr()
            assert status == 0, out + err

    def found(self, on: str) -> list[str]:
        """What `policy check --on` finds, as `severity code document`."""
        main(["check", "--on", on, "--format", "json"])
        said = json.loads(self.capsys.readouterr().out)
        waived = {True: "waived ", False: ""}
        return [
            f"{waived[each['waiver'] is not None]}{each['severity']} {each['code']}"
            + (f" {each['document'].removeprefix('main/')}" if each["document"] else "")
            for each in said["findings"]
        ]


def test_two_years(company):
    # 2026-12: everything is released, to be in force with the new year. Sales is slower than it may be, and waived.
    company.release("main", "service", "sales", "shop", "legal", on="2026-12-01")
    assert company.found("2026-12-02") == company.found("2027-01-15") == ["waived note looser sales"]

    # 2027-06: version 2.1 asks for 45 秒 from the next year on, and words the confirming anew. Nobody else becomes too slow,
    # so that a new MINOR is enough.
    company.edit(
        "main",
        ('version: "2.0"', 'version: "2.1"\nchanges: { summary: 响应时间收紧。 }'),
        ("effective: 2027-01-01", "effective: 2028-01-01"),
        ("不超过 60 秒", "不超过 45 秒"),
        ("谈定的事项", "双方谈定的事项"),
    )
    assert company.found("2027-06-09") == ["waived note looser sales"]
    company.release("main", on="2027-06-10")
    three = ["warning outdated-parent sales", "warning outdated-parent service", "warning outdated-parent shop"]
    assert (
        company.found("2027-06-11")
        == [
            "note outdated-parent legal",  # nothing that concerns it changed
            three[0],
            "waived note looser sales",
            *three[1:],
        ]
    )

    # 2027-07: customer service follows. It may not be in force before what it implements.
    company.edit("service", ('version: "1.0"', 'version: "1.1"\nchanges: { summary: 依据规程 2.1 版核对。 }'),
                 ("main@2.0", "main@2.1"),
                 ("effective: 2027-01-01", "effective: 2027-08-01"))  # fmt: skip
    assert "error wrong-order-in-time service" in company.found("2027-07-01")
    company.edit("service", ("effective: 2027-08-01", "effective: 2028-01-01"))
    company.release("service", on="2027-07-02")
    rest = ["note outdated-parent legal", three[0], "waived note looser sales", three[2]]
    assert company.found("2027-07-03") == rest

    # 2027-09: so does the legal department, with nothing to change but the version that it names.
    company.edit("legal", ('version: "1.0"', 'version: "1.1"\nchanges: { summary: 依据规程 2.1 版核对。 }'),
                 ("main@2.0", "main@2.1"),
                 ("effective: 2027-01-01", "effective: 2028-01-01"))  # fmt: skip
    company.release("legal", on="2027-09-01")
    assert company.found("2027-09-02") == rest[1:]
    assert company.found("2027-12-31") == rest[1:]  # the last day of the waiver

    # 2028-01-01: the new version is in force, and the waiver has ended.
    assert company.found("2028-01-01") == [
        "error outdated-parent sales",
        "error looser sales",
        "error outdated-parent shop",
        "error waiver-expired",
    ]

    # Sales has its people, and follows. The waiver excuses nothing any more, and goes.
    company.edit("sales", ('version: "1.0"', 'version: "1.1"\nchanges: { summary: 响应时间收紧。 }'), ("main@2.0", "main@2.1"),
                 ("不超过 90 秒", "不超过 45 秒"),
                 ("effective: 2027-01-01", "effective: 2028-02-01"))  # fmt: skip
    assert company.found("2028-01-20") == ["error outdated-parent shop", "warning waiver-unused"]
    company.release("sales", on="2028-01-20")
    (company.root / BASE / "waivers.yaml").unlink()
    assert company.found("2028-01-21") == ["error outdated-parent shop"]

    # The shops close at midsummer: their rules follow once more, and are withdrawn from 30 June on.
    company.edit("shop", ('version: "1.0"', 'version: "1.1"\nchanges: { summary: 门店部撤销。 }'), ("main@2.0", "main@2.1"),
                 ("effective: 2027-01-01", "effective: 2028-02-01\nwithdrawn: 2028-06-30"))  # fmt: skip
    company.release("shop", on="2028-01-25")
    assert company.found("2028-06-29") == []
    # From that day the procedure wants rules of a department that has none in force.
    assert company.found("2028-06-30") == ["error missing-document main"]

    # 2028-07: version 2.2 names the departments that there are. Nobody has anything to look at again.
    company.edit("main", ('version: "2.1"', 'version: "2.2"'), ("响应时间收紧。", "不再列入门店部。"),
                 ("effective: 2028-01-01", "effective: 2028-07-15"),
                 ("[service, sales, shop, legal]", "[service, sales, legal]"))  # fmt: skip
    company.release("main", on="2028-07-01")
    notes = ["note outdated-parent legal", "note outdated-parent sales", "note outdated-parent service"]
    assert company.found("2028-07-16") == company.found("2028-12-31") == notes

    # Whatever was released reads as it did: nothing of it has changed.
    frozen = sorted(path.relative_to(company.root / BASE / "releases").as_posix()
                    for path in (company.root / BASE / "releases").rglob("*.yaml"))  # fmt: skip
    assert frozen == [
        "legal/1.0.yaml", "legal/1.1.yaml", "main/2.0.yaml", "main/2.1.yaml", "main/2.2.yaml", "sales/1.0.yaml",
        "sales/1.1.yaml", "service/1.0.yaml", "service/1.1.yaml", "shop/1.0.yaml", "shop/1.1.yaml",
    ]  # fmt: skip


def test_a_version_under_which_a_department_comes_to_be_too_slow_has_to_be_a_new_major(company):
    company.release("main", "service", "sales", "shop", "legal", on="2026-12-01")
    company.edit(
        "main",
        ('version: "2.0"', 'version: "2.1"\nchanges: { summary: 响应时间收紧。 }'),
        ("不超过 60 秒", "不超过 20 秒"),
    )
    status = main(["release", "main", "--on", "2027-06-01"])
    out = company.capsys.readouterr().out
    assert status == 1
    assert "main 2.1 版没有发布：自 2.0 版以来的改动须用版本号 3.0" in out
    assert "《客户服务部热线实施细则》一1：30 秒：符合本细则，违反《热线管理规程》一1" in out
    assert not (company.root / BASE / "releases/main/2.1.yaml").exists()
    company.edit("main", ('version: "2.1"', 'version: "3.0"'))
    company.release("main", on="2027-06-01")

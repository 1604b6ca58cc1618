"""Policies of nothing but rules: one clause for each, as YAML flow mappings."""

from __future__ import annotations

from generator.model import Edition, Procedure
from generator.reading import read_policy

TERMS = """\
  时段: { given: true, choices: [工作时间, 夜间] }
  事项: { given: true, choices: [重大, 一般] }
  响应: { unit: 秒 }
  受理: { unit: 分钟 }
  升级: { unit: 分钟 }
  发布: { unit: 次/周, whole: true, range: 0..100 次/周 }
  渠道: { choices: [邮件, 会议, 即时通讯, 电话] }
  抄送: { several: true, choices: [上级, 同事, 外部] }
  留痕: { yes_no: true }
"""


ORGANIZATION_OF_THREE = "organization: 集团\ndepartments: { d: { title: 部门 } }\n"


def document_text(id: str, head: str, rules: list[str]) -> str:
    """A document of one section with a clause for each rule."""
    clauses = "".join(f"  - {{ id: {id}-{number}, text: 条款。, {rule} }}\n" for number, rule in enumerate(rules, 1))
    body = f"  clauses:\n{clauses}" if rules else ""
    return (
        f'id: {id}\ntitle: 文件{id}\nnumber: N-{id}\nversion: "1.0"\neffective: 2026-01-01\ndepartment: d\n{head}'
        f"sections:\n- id: s\n  title: 节\n{body}"
    )


def procedure(above: list[str], below: list[str], *, terms: str = TERMS) -> Procedure:
    """A procedure m with the rules above, a department's document d with those below; clauses are m-1, m-2, … d-1, …"""
    files = {
        "policy/organization.yaml": "organization: 集团\ndepartments: { d: { title: 部门 } }\n",
        "policy/m/terms.yaml": f"terms:\n{terms}",
        "policy/m/procedure.yaml": document_text("m", "", above),
        "policy/m/departments/d.yaml": document_text("d", "implements: m@1.0\n", below),
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert tuple(finding.message.en for finding in reading.findings) == ()
    (made,) = reading.policy.procedures
    return made


def department(made: Procedure) -> Edition:
    """The edition of d."""
    return next(edition for edition in made.working if edition.document.id == "d")


def documents(terms: str, texts: dict[str, tuple[str | None, list[str]]]) -> Procedure:
    """A procedure m and other documents: id -> (the document that it implements, its clauses); clauses are m-1, m-2, …"""
    files = {
        "policy/organization.yaml": ORGANIZATION_OF_THREE,
        "policy/m/terms.yaml": f"terms:\n{terms}",
    }
    for name, (parent, rules) in texts.items():
        head = f"implements: {parent}@1.0\n" if parent else ""
        path = f"policy/m/departments/{name}.yaml" if parent else "policy/m/procedure.yaml"
        files[path] = document_text(name, head, rules)
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert tuple(finding.message.en for finding in reading.findings) == (), texts
    (made,) = reading.policy.procedures
    return made

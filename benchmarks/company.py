"""A made-up company of any size: one procedure, many departments, contradictions planted in some of them."""

from __future__ import annotations

from pathlib import Path

PLANTED_EVERY = 100
"""One department in so many has a rule that is looser than the procedure."""


def write_company(root: Path, *, rules: int, departments: int, own_rules: int) -> list[str]:
    """Writes the policy; gives the ids of the departments with a planted contradiction."""
    policy = root / "policy"
    (policy / "p/departments").mkdir(parents=True)
    names = [f"d{number:05}" for number in range(departments)]
    listed = "\n".join(f"  {name}: {{ title: 部门{name} }}" for name in ["office", *names])
    (policy / "organization.yaml").write_text(f"organization: 集团\ndepartments:\n{listed}\n", encoding="utf-8")
    (policy / "p/terms.yaml").write_text(_terms(rules), encoding="utf-8")
    clauses = "".join(_above(number) for number in range(rules))
    head = 'id: p\ntitle: 规程\nnumber: P-1\nversion: "1.0"\neffective: 2026-01-01\ndepartment: office\n'
    text = f"{head}sections:\n- id: s\n  title: 节\n  clauses:\n{clauses}"
    (policy / "p/procedure.yaml").write_text(text, encoding="utf-8")
    planted = []
    for number, name in enumerate(names):
        loose = number % PLANTED_EVERY == PLANTED_EVERY // 2
        planted += [name] if loose else []
        (policy / f"p/departments/{name}.yaml").write_text(
            _department(name, number, rules, own_rules, loose=loose), encoding="utf-8"
        )
    return planted


def _terms(rules: int) -> str:
    lines = [
        "terms:",
        "  时段: { given: true, choices: [工作时间, 夜间, 节假日] }",
        "  事项: { given: true, choices: [重大, 一般] }",
    ]
    for number in range(rules):
        match number % 3:
            case 0:
                lines.append(f"  时限{number}: {{ unit: 分钟 }}")
            case 1:
                lines.append(f"  次数{number}: {{ unit: 次/周, whole: true, range: 0..100 次/周 }}")
            case _:
                lines.append(f"  渠道{number}: {{ choices: [邮件, 会议, 电话, 即时通讯] }}")
    return "\n".join(lines) + "\n"


def _above(number: int) -> str:
    match number % 3:
        case 0:
            text, rule = _prints(f"时限{number}"), f"must: {{ 时限{number}: 不超过 60 分钟 }}"
        case 1:
            text, rule = _prints(f"次数{number}"), f"must: {{ 次数{number}: 3..5 次/周 }}"
        case _:
            text, rule = "邮件或会议。", f"when: {{ 事项: 重大 }}, must: {{ 渠道{number}: [邮件, 会议] }}"
    return f"  - {{ id: c{number}, text: {text}, {rule} }}\n"


def _prints(term: str) -> str:
    """A text that prints what the rule says of a term."""
    return f"'应当做到{{{{ {term} }}}}。'"


def _department(name: str, number: int, rules: int, own_rules: int, *, loose: bool) -> str:
    head = (
        f'id: {name}\ntitle: 细则{name}\nnumber: P-1-{number}\nversion: "1.0"\neffective: 2026-02-01\n'
        f"department: {name}\nimplements: p@1.0\nsections:\n- id: s\n  title: 节\n  clauses:\n"
    )
    clauses = []
    for position in range(own_rules):
        target = (number * 7 + position * 3) % rules
        minutes = 20 + (number + position) % 40
        if loose and position == own_rules // 2:
            target, minutes = target - target % 3, 90
        match target % 3:
            case 0:
                term, when, must = f"时限{target}", "when: { 时段: 夜间 }, ", f"不超过 {minutes} 分钟"
            case 1:
                term, when, must = f"次数{target}", "", "4..5 次/周"
            case _:
                term, when, must = f"渠道{target}", "when: { 事项: 重大 }, ", "邮件"
        rule = f"{when}must: {{ {term}: {must} }}"
        clauses.append(f"  - {{ id: r{position}, implements: c{target}, text: {_prints(term)}, {rule} }}\n")
    return head + "".join(clauses)

"""Policies from a few lines: one procedure in several versions, and implementation rules below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from generator.model import Edition, Policy, Procedure, Version
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen

ORGANIZATION = "organization: 集团\ndepartments:\n  office: { title: 总部 }\n  desk: { title: 客服部 }\n"
TERMS = """\
terms:
  时段: { given: true, choices: [工作时间, 夜间] }
  响应时间: { unit: 秒, about: 从来电到应答 }
  回访比例: { unit: "%", range: 0..100 % }
  留有记录: { yes_no: true, about: 记录可以查到 }
"""
HEAD = "id: main\ntitle: 热线管理规程\nnumber: T-1\neffective: 2026-01-01\ndepartment: office\n"
DESK = "id: desk\ntitle: 客服部实施细则\nnumber: T-1-KF\neffective: 2026-02-01\ndepartment: desk\n"


def read(files: dict[str, str]) -> Policy:
    """A policy from its files, which have to be in order."""
    files = {"policy/organization.yaml": ORGANIZATION, "policy/p/terms.yaml": TERMS, **files}
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [(finding.message.en, finding.place) for finding in reading.findings] == []
    return reading.policy


def versions(texts: Sequence[str], head: str = "") -> tuple[Policy, Procedure, Sequence[Edition]]:
    """A procedure in versions 1.0, 1.1, …, all but the last released. Each text is what follows the head of a document."""
    policy = read(_versions("main", "procedure.yaml", [f"{HEAD}{head}{text}" for text in texts], TERMS))
    (procedure,) = policy.procedures
    return policy, procedure, [procedure.edition("main", Version(1, n)) for n in range(len(texts))]  # type: ignore[misc]


def versions_beside(uppers: Sequence[str], texts: Sequence[str]) -> tuple[Policy, Procedure, Sequence[Edition]]:
    """A department's document in versions 1.0, 1.1, …, each implementing that version of a procedure."""
    own = [f"{DESK}implements: main@1.{n}\n{text}" for n, text in enumerate(texts)]
    policy = read(
        _versions("main", "procedure.yaml", [f"{HEAD}{text}" for text in uppers], TERMS)
        | _versions("desk", "departments/desk.yaml", own, None)
    )
    (procedure,) = policy.procedures
    return policy, procedure, [procedure.edition("desk", Version(1, n)) for n in range(len(texts))]  # type: ignore[misc]


def _versions(id: str, file: str, texts: Sequence[str], terms: str | None) -> dict[str, str]:
    """The files of a document in versions 1.0, 1.1, …, all but the last released."""
    sources = [f'version: "1.{n}"\n{text}' for n, text in enumerate(texts)]
    files = {f"policy/p/{file}": sources[-1]}
    for n, source in enumerate(sources[:-1]):
        base = f"policy/p/releases/{id}/1.{n}"
        files[f"{base}.docx"] = f"word {n}"
        word = sha256(files[f"{base}.docx"].encode()).hexdigest()
        files[f"{base}.yaml"] = frozen(released=date(2026, 1, 1), word=word, pictures={}, text=bundle(source, terms))
    return files


def beside(upper: str, own: str, *, waivers: str = "") -> tuple[Policy, Procedure, Edition]:
    """A procedure with these sections, and a department's document below it with these."""
    files = {
        "policy/p/procedure.yaml": f'{HEAD}version: "1.0"\n{upper}',
        "policy/p/departments/desk.yaml": f'{DESK}version: "1.0"\nimplements: main@1.0\n{own}',
    }
    if waivers:
        files["policy/p/waivers.yaml"] = waivers
    policy = read(files)
    (procedure,) = policy.procedures
    return policy, procedure, next(each for each in procedure.working if each.document.id == "desk")

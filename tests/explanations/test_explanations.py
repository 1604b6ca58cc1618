"""Every code is explained in both languages, and its examples do what they say."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
import yaml

from generator.explanations import examples, explanation, meaning
from generator.findings import CODES, Severity
from generator.project import findings_of
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen

TODAY = date(2026, 11, 23)
TERMS = """\
terms:
  时段: { given: true, choices: [工作时间, 夜间] }
  事项: { given: true, choices: [重大, 一般] }
  响应时间: { unit: 秒 }
  转接时间: { unit: 秒 }
  办理时限: { unit: 天 }
  渠道: { choices: [邮件, 会议, 即时通讯] }
  留有记录: { yes_no: true }
  对外口径: { shared: true, choices: [官方公众号, 官方微博, 新闻稿] }
"""
HEADS = {
    "procedure": {
        "id": "main", "title": "热线管理规程", "number": "T-1", "version": '"1.0"', "effective": "2026-01-01",
        "department": "office",
    },
    "department": {
        "id": "own", "title": "热线实施细则", "number": "T-2", "version": '"1.0"', "issued": "2026-01-15",
        "effective": "2026-02-01", "department": "desk", "implements": "main@1.0",
    },
}  # fmt: skip
CLAUSES = {
    "procedure": """\
- id: response
  text: 响应时间{{ 响应时间 }}。
  must: { 响应时间: 不超过 60 秒 }
- { id: major, text: 重大事项应使用邮件或会议。, when: { 事项: 重大 }, must: { 渠道: [邮件, 会议] } }
""",
    "department": "- { id: plain, text: 本部门按规程办理。 }",
}
WITH_RELEASES = {"outdated-parent": ("1.0", "1.1"), "changed-after-release": ("1.0",)}
"""In their examples these versions of the procedure are released: 1.0 as the small policy has it, 1.1 as the example says."""


def policy_with(parts: dict[str, str]) -> dict[str, bytes]:
    """The small policy that examples are parts of."""
    files = {
        "policy/organization.yaml": "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 热线部 } }\n",
        "policy/p/terms.yaml": TERMS,
        "policy/p/procedure.yaml": document("procedure", parts),
        "policy/p/departments/own.yaml": document("department", parts),
    }
    if "waivers" in parts:
        files["policy/p/waivers.yaml"] = f"waivers:\n{parts['waivers']}\n"
    for part, text in parts.items():
        if part.startswith("file "):
            files[f"policy/p/departments/{part.removeprefix('file ')}"] = f"{text}\n"
    return {name: text.encode() for name, text in files.items()}


def document(kind: str, parts: dict[str, str]) -> str:
    head = dict(HEADS[kind])
    for line in parts.get(f"{kind}.head", "").splitlines():
        key, _, value = line.partition(": ")
        head[key] = value
    clauses = parts.get(f"{kind}.clauses", CLAUSES[kind])
    body = "\n".join(f"  {line}" for line in clauses.splitlines())
    return (
        "".join(f"{key}: {value}\n" for key, value in head.items())
        + f"sections:\n- id: s\n  title: 节\n  clauses:\n{body}\n"
    )


def released(text: str, version: str) -> dict[str, bytes]:
    """A version of the procedure as it was frozen, with its Word file."""
    word = b"signed"
    digest = sha256(word).hexdigest()
    record = frozen(released=date(2026, 1, 1), word=digest, pictures={}, text=bundle(text, TERMS))
    name = f"policy/p/releases/main/{version}"
    return {f"{name}.yaml": record.encode(), f"{name}.docx": word}


def found(code: str, kind: str):
    parts = {example.part: example.yaml for example in examples(code) if example.kind == kind}
    files = policy_with(parts)
    for version in WITH_RELEASES.get(code, ()):
        files |= released(document("procedure", {} if version == "1.0" else parts), version)
    return findings_of(read_policy(files), TODAY)


def test_the_small_policy_itself_is_in_order():
    assert findings_of(read_policy(policy_with({})), TODAY) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_in_both_languages_what_it_means_and_how_to_mend_it(code):
    assert "改法：" in meaning(code, "zh")
    assert "To mend it:" in meaning(code, "en")
    assert explanation(code, "zh").startswith(code)
    kinds = {example.kind for example in examples(code)}
    assert kinds == {"bad", "good"}


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_yields_the_finding_and_the_good_one_nothing_of_weight(code):
    assert code in {finding.code for finding in found(code, "bad")}
    good = found(code, "good")
    assert [f.code for f in good if f.severity is Severity.ERROR or f.code == code] == []


@pytest.mark.parametrize("code", sorted(CODES.keys() - {"invalid-yaml"}))
def test_examples_are_yaml(code):
    for example in examples(code):
        yaml.safe_load(example.yaml)

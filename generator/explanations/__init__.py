"""What each finding means, by example: the files of this folder, one for each code.

A file has a part in each language and, under Examples, fenced YAML that yields the finding (`bad`) and YAML that does
not (`good`), each for a named part of a small policy; the tests run them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.findings import CODES, SEVERITY_WORDS, Language, Words

_FOLDER = Path(__file__).parent
_FENCE = re.compile(r"^```yaml (bad|good) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS: Mapping[str, Words] = {
    "department.clauses": Words("部门的条款", "clauses of a department"),
    "procedure.clauses": Words("规程的条款", "clauses of the procedure"),
    "department.head": Words("部门文件的开头", "head of a department's document"),
    "procedure.head": Words("规程的开头", "head of the procedure"),
    "waivers": Words("waivers.yaml", "waivers.yaml"),
}
"""The parts of a policy that examples are for."""


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of YAML for one part of a policy, which yields the finding or does not."""

    kind: Literal["bad", "good"]
    part: str
    yaml: str


def examples(code: str) -> Sequence[Example]:
    """The examples of a code, in order."""
    text = (_FOLDER / f"{code}.md").read_text(encoding="utf-8")
    return [
        Example("bad" if kind == "bad" else "good", part, yaml.rstrip("\n"))
        for kind, part, yaml in _FENCE.findall(text)
    ]


def meaning(code: str, language: Language) -> str:
    """What a code means and how to mend it, in one language."""
    text = (_FOLDER / f"{code}.md").read_text(encoding="utf-8")
    heading = "中文" if language == "zh" else "English"
    found = re.search(rf"^## {heading}\n\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def explanation(code: str, language: Language) -> str:
    """A code's title, meaning and examples, as `policy explain` prints them."""
    zh = language == "zh"
    known = CODES[code]
    lines = [f"{code}  {SEVERITY_WORDS[known.severity].in_(language)}  {known.title.in_(language)}", ""]
    lines += [meaning(code, language), ""]
    headings = {
        "bad": "会被指出：" if zh else "This yields it:",
        "good": "这样写没有问题：" if zh else "This does not:",
    }
    said = ""
    for example in examples(code):
        if example.kind != said:
            lines += [headings[example.kind], ""]
            said = example.kind
        names = PARTS.get(example.part, Words(example.part, example.part))
        lines += [f"  # {names.in_(language)}", *(f"  {line}" for line in example.yaml.split("\n")), ""]
    return "\n".join(lines)

"""The small policies of tests/cases: what is found is what the comments on their lines say, and nothing else.

A case is one text: a line `=== FILE` begins each file (below `policy/p/`, or `organization.yaml`), and `# <- CODE …` at
the end of a line says which findings stand there, as CODE or SEVERITY:CODE. `# on DATE` in the first line sets the day.
Dropping a file in adds a test.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.project import findings_of
from generator.reading import read_policy

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.txt"))
ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 热线部 } }\n"


def load(text: str) -> tuple[dict[str, str], date]:
    head, *parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    files = {"policy/organization.yaml": ORGANIZATION}
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        files["policy/organization.yaml" if name == "organization.yaml" else f"policy/p/{name}"] = content
    day = re.search(r"# on (\S+)", head)
    return files, date.fromisoformat(day[1]) if day else date(2026, 11, 23)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_found_is_what_the_comments_say(path):
    files, today = load(path.read_text(encoding="utf-8"))
    expected = Counter(
        (name, number, code)
        for name, content in files.items()
        for number, line in enumerate(content.splitlines(), 1)
        if "# <- " in line
        for code in line.split("# <- ")[1].split()
    )
    reading = read_policy({name: content.encode() for name, content in files.items()})
    found: Counter[tuple[str, int, str]] = Counter()
    for each in findings_of(reading, today):
        place = (each.place.file, each.place.line)
        weighed = f"{each.severity}:{each.code}"
        found[*place, weighed if (*place, weighed) in expected else each.code] += 1
    assert found == expected


def test_there_are_cases():
    assert len(CASES) >= 8

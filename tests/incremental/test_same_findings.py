"""Whatever is edited, what is kept from earlier runs never changes what is found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import incremental
from generator.incremental import Store, run
from generator.overview import Overview
from generator.project import Project, findings_of
from generator.reading import read_policy
from generator.reports import Report, render

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests/cases").glob("*.txt"))
ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 热线部 } }\n"
DAYS = [date(2026, 1, 2), date(2026, 11, 23), date(2026, 11, 24), date(2028, 3, 1)]

Files = dict[str, bytes]


def case(path: Path) -> Files:
    _, *parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    files = {"policy/organization.yaml": ORGANIZATION}
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        files["policy/organization.yaml" if name == "organization.yaml" else f"policy/p/{name}"] = content
    return {name: text.encode() for name, text in files.items()}


def change_a_word(files: Files, chance: random.Random) -> None:
    """A word of a file becomes a word of another, or a number another number."""
    name, other = chance.choice(sorted(files)), chance.choice(sorted(files))
    text = files[name].decode(errors="replace")
    words = list(re.finditer(r"[\w.-]+", text))
    wanted = re.findall(r"[\w.-]+", files[other].decode(errors="replace")) or ["x"]
    if words:
        at = chance.choice(words)
        new = str(chance.randrange(100)) if at[0].isdigit() else chance.choice(wanted)
        files[name] = (text[: at.start()] + new + text[at.end() :]).encode()


def move_a_line(files: Files, chance: random.Random) -> None:
    name = chance.choice(sorted(files))
    lines = files[name].splitlines(keepends=True)
    if lines:
        line = lines.pop(chance.randrange(len(lines)))
        if chance.random() < 0.5:
            lines.insert(chance.randrange(len(lines) + 1), line)
        files[name] = b"".join(lines)


def break_it(files: Files, chance: random.Random) -> None:
    name = chance.choice(sorted(files))
    at = chance.randrange(len(files[name]) + 1)
    bad = chance.choice([b"\t", b"{{", b"\xff", b": ", b" #", b"\n---\n", b"&a ", "\u202e".encode(), b"!x "])
    files[name] = files[name][:at] + bad + files[name][at:]


def add_one(files: Files, chance: random.Random) -> None:
    """A copy under another name, with an id of its own or not."""
    name = chance.choice(sorted(files))
    new = f"policy/p/departments/{chance.choice('abc')}{chance.randrange(3)}.yaml"
    files[new] = files[name].replace(b"id: d", b"id: e", chance.randrange(2))


def add_elsewhere(files: Files, chance: random.Random) -> None:
    name = chance.choice(
        ["policy/p/figures/a.png", "policy/q/terms.yaml", "policy/p/odd.yaml", "policy/q/procedure.yaml"]
    )
    files[name] = files[chance.choice(sorted(files))]


def delete(files: Files, chance: random.Random) -> None:
    if len(files) > 1:
        del files[chance.choice(sorted(files))]


def rename(files: Files, chance: random.Random) -> None:
    content = files.pop(chance.choice(sorted(files)))
    files[f"policy/p/departments/{chance.choice('azp')}/{chance.randrange(3)}.yaml"] = content


EDITS: list[Callable[[Files, random.Random], None]] = [
    *[change_a_word] * 6, *[move_a_line] * 4, break_it, break_it, add_one, add_elsewhere, delete, rename,
]  # fmt: skip


def shown(found: tuple, overview: Overview) -> list[str]:
    ordered = tuple(sorted(found, key=lambda finding: finding.order))
    return [render("json", Report(ordered, overview, language)) for language in ("zh", "en")]


def at_once(files: Files, day: date) -> tuple[tuple, Overview]:
    reading = read_policy(files)
    return findings_of(reading, day), Overview.of(reading)


def follow(files: Files, chance: random.Random, cache: Path, steps: int) -> None:
    """Edits step by step, sometimes back to where it was before, and looks each time."""
    before = [dict(files)]
    for _ in range(steps):
        if chance.random() < 0.2:
            files = dict(chance.choice(before))
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            chance.choice(EDITS)(files, chance)
        day = chance.choice([DAYS[1], DAYS[1], *DAYS])
        expected = shown(*at_once(files, day))
        kept = incremental.check(files, day, Store(cache, Path("/project")))
        assert expected == shown(*kept)
        again = incremental.check(files, day, Store(cache, Path("/project")))
        assert expected == shown(*again)
        before.append(dict(files))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_small_policies(path, seed, tmp_path):
    follow(case(path), random.Random(f"{path.stem} {seed}"), tmp_path, 8)


def test_the_policy_that_comes_along(tmp_path):
    follow(Project.at(ROOT).files(), random.Random(7), tmp_path, 6)


@pytest.mark.parametrize("seed", range(3))
def test_in_several_processes(seed, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(run, "cores", lambda: 3)
    files = case(CASES[seed % len(CASES)])
    follow(files, random.Random(seed), tmp_path, 6)

"""How long `policy review` takes, all included; medians of five, with peak memory.

    python benchmarks/review.py > benchmarks/review.txt

A company is generated (a procedure of 60 rules, released in version 1.0, and 20 rules in each department) and committed. One
pull request edits the rules of one department; the other tightens a figure of the procedure, in its version 1.1, which puts
some departments in the wrong. Each run is a process of its own, and has to name exactly the departments that are.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path

from company import write_company
from machine import described
from process import measured

from generator.reading.frozen import bundle, frozen

RUNS = 5
SIZES = [int(size) for size in sys.argv[1:]] or [100, 1000]
MASTER, DEPARTMENT = "policy/p/procedure.yaml", "policy/p/departments/d00003.yaml"
FIGURE = re.compile(r"时限0: 不超过 (\d+) 分钟")


def main() -> None:
    print(described())
    print("Seconds by the clock (in brackets: of the processor) and peak memory; medians of five.")
    print(
        f"{'departments':>12} {'one department changed':>32} {'the procedure changed':>32} {'departments put in the wrong':>29}"
    )
    for departments in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_company(root, rules=60, departments=departments, own_rules=20)
            _release(root)
            _git(root, "init", "-q")
            _git(root, "add", "-A")
            _git(root, "commit", "-q", "-m", "规章")
            own = _request(root, DEPARTMENT, [("不超过 2", "不超过 1")], [])
            slow = sorted(
                path.stem
                for path in (root / "policy/p/departments").iterdir()
                if any(45 < int(figure) <= 60 for figure in FIGURE.findall(path.read_text(encoding="utf-8")))
            )
            tighter = [("时限0: 不超过 60 分钟", "时限0: 不超过 45 分钟"), ('version: "1.0"', 'version: "1.1"')]
            upper = _request(root, MASTER, tighter, slow)
        print(f"{departments:>12} {own} {upper} {len(slow):>29}", flush=True)


def _release(root: Path) -> None:
    """Version 1.0 of the procedure as if it had been released; its Word file is one in name only."""
    base = root / "policy/p/releases/p"
    base.mkdir(parents=True)
    sources = [(root / "policy/p" / name).read_text(encoding="utf-8") for name in ("procedure.yaml", "terms.yaml")]
    word = b"word"
    record = frozen(
        released=date(2026, 1, 1), word=sha256(word).hexdigest(), pictures={}, text=bundle(sources[0], sources[1])
    )
    (base / "1.0.docx").write_bytes(word)
    (base / "1.0.yaml").write_text(record, encoding="utf-8")


def _request(root: Path, file: str, changes: list[tuple[str, str]], wrong: list[str]) -> str:
    """The reviews of a change of one file, which is taken back afterwards, in a line."""
    path = root / file
    text = changed = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in changed, old
        changed = changed.replace(old, new)
    path.write_text(changed, encoding="utf-8")
    runs = [_review(root, wrong) for _ in range(RUNS)]
    path.write_text(text, encoding="utf-8")
    clock, processor, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    return f"{clock:>10.2f} s ({processor:>6.2f}) {memory:>7.0f} MB"


def _review(root: Path, wrong: list[str]) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "generator", "--root", str(root), "review", "--base", "HEAD", "--format", "json"]
    run = measured(command, {})
    said = json.loads(run.printed)
    found = sorted(each["document"].split("/")[1] for each in said["departments"] if each["wrong"])
    assert found == wrong, (found, wrong)
    assert len(said["documents"]) == 1
    return run.clock, run.processor, run.memory


def _git(root: Path, *arguments: str) -> None:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, "-C", str(root), *arguments], check=True)


if __name__ == "__main__":
    main()

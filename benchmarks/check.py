"""How long `policy check` takes, all included; medians of five, with peak memory of its processes together.

    python benchmarks/check.py > benchmarks/check.txt

A company is generated (60 rules above, 20 in each department, one department in a hundred looser than the procedure);
each run is a process of its own, and has to find every planted contradiction and nothing else. *Cold* is without anything
kept, *unchanged* after a run on the same files, *one changed* after one department's rules were edited.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from company import write_company
from machine import described
from process import measured

from generator import reasoning
from generator.project import Project

RUNS = 5
SIZES = [int(size) for size in sys.argv[1:]] or [100, 1000, 10_000]


class Run(NamedTuple):
    """Seconds by the clock, and of all cores."""

    clock: float
    cores: float

    def __str__(self) -> str:
        return f"{self.clock:>8.2f} s ({self.cores:>6.2f})"


def main() -> None:
    print(described())
    print("Seconds by the clock (in brackets: of all cores); medians of five.")
    print(
        f"{'departments':>12} {'cold':>19} {'unchanged':>19} {'one changed':>19} {'peak memory':>12} {'deciding a department':>22}"
    )
    for departments in SIZES:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            planted = write_company(Path(folder), rules=60, departments=departments, own_rules=20)
            edited = Path(folder, "policy/p/departments/d00003.yaml")
            text = edited.read_text(encoding="utf-8")

            def edit(number: int, edited: Path = edited, text: str = text) -> None:
                edited.write_text(text.replace("不超过 2", "不超过 1", number + 1), encoding="utf-8")

            cold = _median(folder, planted, {"POLICY_CACHE": "off"}, lambda number: None)
            kept = {"XDG_CACHE_HOME": cache, "POLICY_CACHE": "on"}
            peak = _peak(folder, kept)
            unchanged = _median(folder, planted, kept, lambda number: None)
            changed = _median(folder, planted, kept, edit)
            alone = statistics.median(_alone(folder) for _ in range(RUNS)) if departments <= 1000 else None
        deciding = f"{alone * 1000 / departments:>19.2f} ms" if alone is not None else ""
        print(f"{departments:>12} {cold} {unchanged} {changed} {peak:>9.0f} MB {deciding}", flush=True)


def _median(folder: str, planted: list[str], extra: dict[str, str], before: Callable[[int], None]) -> Run:
    runs = []
    for number in range(RUNS):
        before(number)
        runs.append(_run(folder, planted, extra))
    return Run(*(statistics.median(values) for values in zip(*runs, strict=True)))


def _run(folder: str, planted: list[str], extra: dict[str, str]) -> Run:
    """One process, and those that it starts."""
    run = measured(_command(folder), extra)
    found = sorted(f["document"].split("/")[1] for f in json.loads(run.printed)["findings"] if f["code"] == "looser")
    assert found == planted, (found, planted)
    return Run(run.clock, run.processor)


def _command(folder: str) -> list[str]:
    return [sys.executable, "-m", "generator", "--root", folder, "check", "--format", "json"]


def _peak(folder: str, extra: dict[str, str]) -> float:
    """The most megabytes that a process takes, with those that it starts."""
    peak = 0.0
    with subprocess.Popen(_command(folder), stdout=subprocess.DEVNULL, env=os.environ | extra) as process:
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.02)
    return peak


def _memory(process: int) -> float:
    """Megabytes of a process and its children; what they share counts once."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        rollups = (Path(f"/proc/{each}/smaps_rollup").read_text() for each in (process, *children))
        lines = (line for rollup in rollups for line in rollup.splitlines() if line.startswith("Pss:"))
        return sum(int(line.split()[1]) for line in lines) / 1024
    except OSError:
        return 0.0


def _alone(folder: str) -> float:
    (procedure,) = Project(Path(folder)).load().policy.procedures
    memory = reasoning.Memory()
    start = time.perf_counter()
    for edition in procedure.working:
        reasoning.contradictions(edition, procedure.above(edition), memory=memory)
        memory.keep_above()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

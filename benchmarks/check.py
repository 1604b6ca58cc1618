"""How long `policy check` takes, cold and all included, and the deciding alone; medians of five, with peak memory.

    python benchmarks/check.py > benchmarks/check.txt

A company is generated (60 rules above, 20 in each department, one department in a hundred looser than the procedure);
each run is a process of its own, and has to find every planted contradiction and nothing else.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from company import write_company

from generator import reasoning
from generator.project import Project

RUNS = 5


def main() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores, {platform.system()}")
    print(f"{'departments':>12} {'cold check':>12} {'peak memory':>12} {'deciding alone':>22}")
    for departments in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            planted = write_company(Path(folder), rules=60, departments=departments, own_rules=20)
            cold, memory = zip(*(_cold(folder, planted) for _ in range(RUNS)), strict=True)
            alone = statistics.median(_alone(folder) for _ in range(RUNS))
        print(
            f"{departments:>12} {statistics.median(cold):>10.2f} s {max(memory):>9.0f} MB"
            f" {alone * 1000 / departments:>10.2f} ms a department"
        )


def _cold(folder: str, planted: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of one process."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "generator", "--root", folder, "check", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.read())
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    seconds = time.perf_counter() - start
    found = sorted(f["document"].split("/")[1] for f in said["findings"] if f["code"] == "looser")
    assert found == planted, (found, planted)
    return seconds, usage.ru_maxrss / 1024


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

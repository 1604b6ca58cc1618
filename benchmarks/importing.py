"""How long `policy import` takes, and how it stands up to files that are large on purpose; medians of five.

    python benchmarks/importing.py > benchmarks/importing.txt

Each run is a process of its own with everything included: Python's start, opening, numbers, structure, proposals, the
check of what was made, the report; a second import in the same process shows what of it is not the start. Seconds by
the clock, and of the processor, which other programs on the machine lengthen less; the most memory that the process
had. Beside it what python-docx takes to open the same file and read its paragraphs' texts, without numbers, tables or
anything else.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from machine import described

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/importing"))
from packages import docx, lvl, numbering, p, table  # noqa: E402
from test_hostile import LARGE, REFUSED  # noqa: E402

RUNS = 5
_IMPORT = "import sys; from generator.cli import main; status = main(['import', sys.argv[1], '--out', sys.argv[2]])"
_AGAIN = (
    "import sys, time, contextlib, os; from generator.cli import main; null = open(os.devnull, 'w'); again = sys.argv[2] + '2'\n"
    "with contextlib.redirect_stdout(null): main(['import', sys.argv[1], '--out', sys.argv[2]])\n"
    "clock, processor = time.perf_counter(), time.process_time()\n"
    "with contextlib.redirect_stdout(null): status = main(['import', sys.argv[1], '--out', again])\n"
    "print('again', time.perf_counter() - clock, time.process_time() - processor, file=sys.stderr)\n"
    "pass"
)
_PYTHON_DOCX = "import sys, docx; status = sum(len(each.text) for each in docx.Document(sys.argv[1]).paragraphs) * 0"
_PEAK = "\nprint(status, open('/proc/self/status').read(), file=sys.stderr)"


class Run(NamedTuple):
    """Seconds by the clock and of the processor, megabytes at most, exit status."""

    clock: float
    processor: float
    memory: float
    status: int


def main() -> None:
    print(described())
    print(f"\n{'':48} {'clock':>8} {'processor':>10} {'memory':>8}")
    for name, data in (("300 paragraphs", _procedure(300)), ("2,000 paragraphs", _procedure(2000))):
        ours, theirs = _median(_IMPORT, data), _median(_PYTHON_DOCX, data)
        assert ours.status == theirs.status == 0, name
        _show(f"{name}: policy import", ours)
        _show(f"{name}: a second one in the process", _median(_AGAIN, data))
        _show(f"{name}: python-docx, texts", theirs)
    print("\nFiles that are large on purpose (refused, or imported)")
    names = ("bomb by ratio", "overlapping", "outside entity", "DOCTYPE in UTF-16", "deep XML", "many paragraphs")
    for name, data in {**LARGE, **{name: REFUSED[name][0] for name in names}}.items():
        run = _median(_IMPORT, data)
        assert run.status in (0, 2), name
        _show(f"{name}: {'refused' if run.status else 'imported'}", run)


def _show(name: str, run: Run) -> None:
    print(f"{name:48} {run.clock:>6.2f} s {run.processor:>8.2f} s {run.memory:>5.0f} MB", flush=True)


def _procedure(paragraphs: int) -> bytes:
    """A procedure of so many paragraphs: chapters, sections, clauses with figures, a table in each chapter."""
    levels = lvl(0, "chineseCounting", "%1、") + lvl(1, "chineseCounting", "（%2）") + lvl(2, "decimal", "%3.")
    body = [p("设备管理规程"), p("文件编号：SB-001　版本：1.0　实施日期：2026年1月1日　归口部门：设备部")]
    count = 2
    while count < paragraphs:
        body.append(p(f"第{count}类设备", num=(1, 0), ppr='<w:outlineLvl w:val="0"/>'))
        for part in range(3):
            body.append(p(f"管理要求{part}", num=(1, 1)))
            for clause in range(6):
                limit = count % 50 + clause + 1
                text = (
                    f"操作人员应在{limit}分钟内完成第{clause}项检查，检查记录保存不少于{limit}个月。",
                    f"检查{clause}不合格的设备不得投入使用，维修合格率应不低于{50 + limit % 50}%。",
                    "维修完成后，由使用部门验收并签字。",
                )[clause % 3]
                body.append(p(text, num=(1, 2)))
        body.append(table(("等级", "答复时限"), ("一级", "不超过30分钟"), ("二级", "不超过60分钟")))
        count += 28
    return docx("".join(body), parts={"numbering": numbering({0: levels}, {1: (0, "")})})


def _median(script: str, data: bytes) -> Run:
    runs = [_run(script, data) for _ in range(RUNS)]
    return Run(*(statistics.median(values) for values in zip(*runs, strict=True)))  # type: ignore[arg-type]


def _run(script: str, data: bytes) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.docx")
        path.write_bytes(data)
        command = [sys.executable, "-c", script + _PEAK, str(path), str(Path(folder, "out"))]
        start = time.perf_counter()
        with subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stderr is not None
            said = process.stderr.read().decode()
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        clock = time.perf_counter() - start
    peak = re.search(r"VmHWM:\s+(\d+) kB", said)
    status = re.search(r"^(\d) Name:", said, re.MULTILINE)
    assert peak, said
    assert status, said
    if again := re.search(r"^again (\S+) (\S+)$", said, re.MULTILINE):
        return Run(float(again[1]), float(again[2]), int(peak[1]) / 1024, int(status[1]))
    return Run(clock, usage.ru_utime + usage.ru_stime, int(peak[1]) / 1024, int(status[1]))


if __name__ == "__main__":
    main()

"""How long a Word file takes, beside what one would use instead; then a company's, all included; medians of five.

    python benchmarks/word.py [--others PYTHON] > benchmarks/word.txt

One document of 300 paragraphs and 6 tables, no two paragraphs alike, is made in process from what is in memory to the bytes of
the file: by this program, and by the straightforward program for python-docx. With `--others`, the Python of an environment
that has `docxtpl` (a template with loops, filled in process) and perhaps `pypandoc_binary` (pandoc as a process, from
Markdown), these too; pandoc on the path serves as well. Then a company is generated (60 rules above, 20 in each department);
once it is read, all its Word files are made, tables beside the procedure included, in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
from company import write_company
from docx.oxml.ns import qn
from docx.shared import Pt
from machine import described

from generator.document.blocks import Anchor, ClauseBlock, Heading, Run, TableContent
from generator.document.manuscript import Manuscript, Revision, SignOffLine
from generator.model import Version
from generator.project import Project, today
from generator.word import render

RUNS = 5
PARAGRAPHS, TABLES, ROWS = 300, 6, 8
ROOT = Path(__file__).resolve().parent.parent


class Took(NamedTuple):
    """Seconds by the clock, and of the processor; on a machine with other work the second says more."""

    clock: float
    processor: float | None


_OTHERS = """
import io, json, statistics, sys, time
texts, tables, runs = json.load(sys.stdin)
from docx import Document
from docxtpl import DocxTemplate
base = Document()
base.add_paragraph("{%p for text in texts %}")
base.add_paragraph("{{ text }}")
base.add_paragraph("{%p endfor %}")
for number in range(len(tables)):
    grid = base.add_table(4, 3)
    grid.style = "Table Grid"
    for place, title in enumerate(("甲", "乙", "丙")):
        grid.cell(0, place).text = title
        grid.cell(2, place).text = "{{ row[%d] }}" % place
    grid.cell(1, 0).text = "{%%tr for row in tables[%d] %%}" % number
    grid.cell(3, 0).text = "{%tr endfor %}"
made = io.BytesIO()
base.save(made)
def once():
    start, worked = time.perf_counter(), time.process_time()
    template = DocxTemplate(io.BytesIO(made.getvalue()))
    template.render({"texts": texts, "tables": tables})
    out = io.BytesIO()
    template.save(out)
    return time.perf_counter() - start, time.process_time() - worked
once()
try:
    import pypandoc
    pandoc = pypandoc.get_pandoc_path()
except ImportError:
    pandoc = None
print(json.dumps([[statistics.median(each) for each in zip(*(once() for _ in range(runs)))], pandoc]))
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--others", metavar="PYTHON", help="a Python that has docxtpl")
    parser.add_argument("--departments", type=int, nargs="*", default=[100, 1000])
    options = parser.parse_args()
    print(described())
    texts, tables = _content()
    made = _manuscript(texts, tables)
    layout, other = (Project(ROOT).layout(name) for name in ("corporate", "gbt9704"))
    size = len(render(made, layout))
    print(
        f"\n{PARAGRAPHS} paragraphs, {TABLES} tables of {ROWS} rows; medians of {RUNS}. Our file has {size / 1024:.0f} KB."
    )
    ours = _median(lambda: render(made, layout), 20)
    rows = [
        ("this program", ours),
        ("this program, gbt9704", _median(lambda: render(made, other), 20)),
    ]
    pandoc = shutil.which("pandoc")
    if options.others:
        ran = subprocess.run(
            [options.others, "-c", _OTHERS],
            input=json.dumps([texts, tables, RUNS]),
            capture_output=True,
            text=True,
            check=True,
        )
        seconds, found = json.loads(ran.stdout)
        pandoc = pandoc or found
        rows.append(("docxtpl", Took(*seconds)))
    if pandoc:
        rows.append(("pandoc (a process)", _pandoc(pandoc, texts, tables)))
    rows.append(("python-docx", _median(lambda: _naive(texts, tables), 1)))
    print(f"  {'':<24} {'by the clock':>14} {'of the processor':>18}")
    for name, took in rows:
        worked = (
            f"{took.processor * 1000:>15.1f} ms {took.processor / ours.processor:>6.1f} x" if took.processor else ""
        )
        print(f"  {name:<24} {took.clock * 1000:>11.1f} ms {took.clock / ours.clock:>6.1f} x {worked}")
    for name, wanted in (("docxtpl", options.others), ("pandoc", pandoc)):
        if not wanted:
            print(f"  {name:<24} not installed here")
    print("\nAll Word files of a company, on all cores, without page numbers")
    for departments in options.departments:
        (clock, processor), before, peak = _company(departments)
        times = f"{clock:>8.1f} s by the clock {processor or 0:>8.1f} s of the processor"
        print(f"  {departments:>5} departments {times}   {before:.0f} MB before, {peak:.0f} MB at most", flush=True)


def _content() -> tuple[list[str], list[list[list[str]]]]:
    """Texts that do not repeat: compression gets no more from them than from real ones."""
    words = [
        *("各部门", "客服人员", "值班负责人", "沟通管理部", "经办人", "坐席", "主管", "联络员"),
        *("收到来电", "发现异常", "接到投诉", "完成回访", "变更口径", "发布信息", "组织会议", "归档记录"),
        *("应当在规定时限内", "应立即", "须于当日", "应按流程", "应及时", "须逐项", "应会同有关部门", "可视情况"),
        *("登记并答复客户", "报告上级", "核对内容", "通知相关部门", "填写检查记录", "评估影响", "留存凭证", "安排复核"),
    ]

    def text(number: int) -> str:
        pieces = []
        for turn in range(3):
            seed = (number * 7919 + turn * 104729) % 1_000_003
            for group in range(4):
                pieces.append(words[group * 8 + seed % 8])
                seed = seed // 8 + number + turn
            pieces.append(f"{(number * 37 + turn * 11) % 997}分钟。" if turn == 2 else "，")
        return "".join(pieces)

    tables = [[[text(t * 100 + r * 3 + c)[:18] for c in range(3)] for r in range(ROWS)] for t in range(TABLES)]
    return [text(number) for number in range(PARAGRAPHS)], tables


def _manuscript(texts: list[str], tables: list[list[list[str]]]) -> Manuscript:
    day = today("2026-01-01")
    blocks: list[Heading | ClauseBlock] = []
    every = PARAGRAPHS // TABLES
    for number, text in enumerate(texts):
        if number % 30 == 0:
            blocks.append(Heading(f"s{number}", 1, "一、", f"第{number // 30 + 1}部分"))
        table = None
        if number % every == every - 1:
            rows = tuple(tuple(((Run(cell),),) for cell in row) for row in tables[number // every])
            table = TableContent(("甲", "乙", "丙"), rows)
        blocks.append(ClauseBlock(f"c{number}", 1 + number % 3, "1.", f"一{number}", None, ((Run(text),),), table))
    return Manuscript(
        anchor=Anchor("p", "d", Version(1, 0), None),
        organization="集团",
        title="规程",
        number="T-1",
        version=Version(1, 0),
        issued=day,
        effective=day,
        department="总部",
        classification=None,
        layout="corporate",
        numbering="outline",
        draft=False,
        parent=None,
        sign_off=(SignOffLine("编制", "总部", None),),
        distribution=(),
        repeals=(),
        revisions=(Revision(Version(1, 0), day, "首次发布。", (), None, None),),
        blocks=tuple(blocks),
        digest="0" * 64,
        labels={},
    )


def _naive(texts: list[str], tables: list[list[list[str]]]) -> bytes:
    """What one writes first with python-docx; the font for Chinese has to be set by hand, or there is none."""
    document = docx.Document()
    for number, text in enumerate(texts):
        run = document.add_paragraph().add_run(text)
        run.font.size = Pt(12)
        run.font.name = "Times New Roman"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
        if number % (PARAGRAPHS // TABLES) == 0:
            rows = tables[number // (PARAGRAPHS // TABLES)]
            grid = document.add_table(len(rows), 3, "Table Grid")
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    grid.cell(r, c).text = cell
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _pandoc(program: str, texts: list[str], tables: list[list[list[str]]]) -> Took:
    """The whole process: pandoc has no other way to be used."""
    pieces = [*texts]
    for rows in tables:
        pieces.append("\n".join(["| 甲 | 乙 | 丙 |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.md"), Path(folder, "a.docx")
        source.write_text("\n\n".join(pieces), encoding="utf-8")
        return _median(lambda: subprocess.run([program, source, "-o", target], check=True), 1)._replace(processor=None)


def _median(work: Callable[[], object], times: int) -> Took:
    """How long work takes once: the median of five, each the mean of so many times."""
    work()
    measured = []
    for _ in range(RUNS):
        start, worked = time.perf_counter(), time.process_time()
        for _ in range(times):
            work()
        measured.append(((time.perf_counter() - start) / times, (time.process_time() - worked) / times))
    return Took(*(statistics.median(each) for each in zip(*measured, strict=True)))


_COMPANY = """
import json, os, resource, sys, time
from pathlib import Path
from generator.project import Project
from generator.publishing.word_files import word_files
project = Project(Path(sys.argv[1]))
policy = project.load().policy
def memory():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
def peak(whose):
    return resource.getrusage(whose).ru_maxrss / 1024
before, size, start, worked = memory(), 0, time.perf_counter(), sum(os.times()[:4])
for file in word_files(policy, project):
    size += len(file.data)
took = time.perf_counter() - start, sum(os.times()[:4]) - worked
print(json.dumps([*took, before, max(peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN))]))
"""


def _company(departments: int) -> tuple[Took, float, float]:
    """What all Word files of a policy take that has been read, with the megabytes before them and at the peak."""
    with tempfile.TemporaryDirectory() as folder:
        write_company(Path(folder), rules=60, departments=departments, own_rules=20)
        command = [sys.executable, "-c", _COMPANY, folder]
        ran = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True)
        clock, processor, before, peak = json.loads(ran.stdout)
        return Took(clock, processor), before, peak


if __name__ == "__main__":
    main()

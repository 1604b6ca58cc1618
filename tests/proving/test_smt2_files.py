"""The questions as files: any solver reads them and says what they say it says; the same bytes on every run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from questions import report
from test_cases import load

from generator.model import Quantity, Unit
from generator.proving import files, solving, write
from generator.proving.claims import claims
from generator.proving.formulas import symbol
from generator.proving.measuring import days, family, reach, size

MIXED = [
    (["must: { 响应: 不超过 60 秒, 渠道: [邮件, 会议] }"], ["must: { 响应: 不超过 90 秒 }", "must: { 渠道: 电话 }"]),
    (["must: { 受理: 不超过 30 天 }"], ["must: { 受理: 不超过 1 月 }"]),
    (["must: { 受理: 不超过 24 小时 }"], ["must: { 受理: 不超过 3 工作日 }"]),
    (
        ["when: { 抄送: 上级和外部 }, must: { 发布: 3..5 次/周 }"],
        ["must: { 抄送: 上级 }", "must: { 发布: 2..4 次/周 }"],
    ),
]


@pytest.mark.parametrize(("above", "below"), MIXED)
def test_a_solver_says_what_the_file_says_it_says(above, below, tmp_path):
    count = write(tmp_path, claims(report(above, below)))
    written = sorted(tmp_path.iterdir())
    assert len(written) == count > 0
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert re.match(r"m\.d\.[a-z-]+\.\d{3}\.smt2", path.name)
        assert text.startswith(f"{files.HEADER}; {path.stem} ")
        assert text.count("(set-logic ALL)") == text.count("(check-sat)") == 1
        assert f"(set-info :status {solving._decided(text)})" in text


def test_files_of_an_earlier_run_go_and_those_of_others_stay(tmp_path):
    write(tmp_path, claims(report(*MIXED[0])))
    before = {path.name for path in tmp_path.iterdir()}
    (tmp_path / "mine.smt2").write_text("; mine\n", encoding="utf-8")
    write(tmp_path, claims(report(*MIXED[1])))
    after = {path.name for path in tmp_path.iterdir()}
    assert "mine.smt2" in after
    assert "m.d.conflict.001.smt2" in before - after
    assert not [name for name in after if name.endswith(".new")]


def test_the_bytes_are_the_same_however_sets_are_ordered(tmp_path):
    texts, _ = load((Path(__file__).parents[1] / "cases/contradictions.txt").read_text(encoding="utf-8"))
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "generator", "--root", str(tmp_path), "check", "--smt2", str(out)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False)
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1] != {}


def test_any_name_is_a_symbol_of_its_own():
    names = ["甲", "甲|乙", "甲%7C乙", "甲\\乙", "and"]
    made = [symbol(f"a.{name}") for name in names]
    assert len(set(made)) == len(names)
    assert all(re.fullmatch(r"\|[^|\\]*\|", name) for name in made)


@pytest.mark.parametrize(
    ("months", "expected"), [(1, (28, 31)), (2, (59, 62)), (3, (89, 92)), (12, (365, 366)), (48, (1460, 1461))]
)
def test_months_are_as_many_days_as_the_calendar_has(months, expected):
    assert days(months) == expected


def test_units_of_one_family_convert_with_certainty():
    def months(amount, unit):
        return family(Unit(unit)), amount * size(Unit(unit))

    assert months(1, "年") == months(4, "季度") == months(12, "月")
    quantity = Quantity(1, Unit("次", "月"), "1次/月")
    low, high = reach(family(quantity.unit), quantity.amount)
    assert (1 / low, 1 / high) == (31 * 86_400, 28 * 86_400)

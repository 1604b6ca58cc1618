"""Where a bound on work is reached there is no answer, and that is an error."""

from __future__ import annotations

import pytest
from policies import department, procedure

from generator import reasoning
from generator.reasoning import contradictions
from generator.reasoning.logic import effort
from generator.reasoning.logic.effort import Effort, TooMuchWork

ABOVE = ["must: { any: [{ 响应: 不超过 60 秒 }, { 渠道: 邮件 }] }", "must: { 留痕: yes }"]
BELOW = ["must: { 渠道: [邮件, 会议] }", "must: { 响应: 不超过 90 秒 }", "must: { 留痕: no }"]


def found():
    made = procedure(ABOVE, BELOW)
    edition = department(made)
    return [(each.name, [m.rule.clause for m in each.members]) for each in contradictions(edition, made.above(edition))]


def test_within_the_bounds_all_is_decided():
    assert [name for name, _ in found()] == ["conflict", "looser"]


def test_a_document_that_takes_too_much_is_undecided_with_all_that_is_left(monkeypatch):
    monkeypatch.setattr(reasoning, "DOCUMENT", 10)
    assert found() == [("undecided", ["d-1", "d-2", "d-3"])]


def test_a_question_that_takes_too_much_names_the_rule_that_makes_it_so(monkeypatch):
    monkeypatch.setattr(effort.Effort.__init__, "__defaults__", (40, None))
    names = found()
    assert {name for name, _ in names} <= {"undecided", "conflict", "looser"}
    assert "undecided" in {name for name, _ in names}


def test_what_a_part_spends_is_spent_of_the_whole():
    whole = Effort(10)
    with pytest.raises(TooMuchWork):
        Effort(of=whole).spend(11)
    assert whole.left == -1

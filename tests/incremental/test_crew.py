"""Workers in step, and what happens when one of them fails."""

from __future__ import annotations

import os

import pytest

from generator.incremental import crew
from generator.incremental.crew import in_step

HERE = os.getpid()


def add(number, size):
    told = yield number
    return [number, size, told]


def test_each_says_and_is_told_and_makes():
    assert in_step(add, 3, sum) == [[0, 3, 3], [1, 3, 3], [2, 3, 3]]


def test_one_needs_no_process():
    assert in_step(add, 1, sum) == [[0, 1, 0]]


def test_a_lot_is_said_without_waiting_for_each_other():
    def work(number, size):
        told = yield b"x" * 1_000_000
        return [told, b"y" * 1_000_000]

    assert len(in_step(work, 3, b"".join)) == 3


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: 1 / 0])
def test_the_work_of_one_that_fails_is_done_here(end, late, capfd):
    def work(number, size):
        if os.getpid() != HERE and not late:
            end()
        told = yield number
        if os.getpid() != HERE:
            end()
        return told + number

    assert in_step(work, 2, sum) == [1, 2]
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_program_is_raised_here():
    def work(number, size):
        yield number
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_step(work, 2, sum)


def test_where_no_process_can_start_the_work_is_done_here(monkeypatch):
    def refuse():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert in_step(add, 2, sum) == [[0, 2, 1], [1, 2, 1]]
    monkeypatch.delattr(os, "fork")
    assert crew.cores() == 1

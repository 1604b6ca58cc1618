"""Several processes that work on one thing in step, where the machine has the cores and can fork."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import BinaryIO, Generic, TypeVar, cast

Said = TypeVar("Said")
Told = TypeVar("Told")
Made = TypeVar("Made")
Item = TypeVar("Item")
MOST_PROCESSES = 8

Work = Callable[[int, int], Generator[Said, Told, Made]]
"""From a worker's number and how many they are to its work: it says one thing, is told one thing, and makes something."""


def cores() -> int:
    """How many processes can work at once here."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_step(work: Work[Said, Told, Made], size: int, meet: Callable[[list[Said]], Told]) -> list[Made]:
    """What `size` workers make, this process being the first. When all have said their thing, `meet` makes of it what all
    are told. The work of a process that fails is done here.
    """
    others = [_Hand(work, number, size) for number in range(1, size)]
    try:
        own = work(0, size)
        told = meet([next(own), *(other.said() for other in others)])
        for other in others:
            other.tell(told)
        return [_result(own, told), *(other.made() for other in others)]
    finally:
        for other in others:
            other.hang_up()
        for other in others:
            other.leave()


def side_by_side(make: Callable[[Item], Made], items: Sequence[Item], *, worth: int) -> list[Made]:
    """What is made of each of some items, in their order; by several processes where there are `worth` items for each."""

    def work(number: int, of: int) -> Generator[None, None, list[Made]]:
        yield None
        return [make(item) for item in items[number::of]]

    size = max(1, min(cores(), MOST_PROCESSES, len(items) // worth))
    parts = in_step(work, size, lambda said: None)
    return [parts[position % size][position // size] for position in range(len(items))]


def _result(work: Generator[Said, Told, Made], told: Told) -> Made:
    try:
        work.send(told)
    except StopIteration as end:
        made: Made = end.value
        return made
    raise AssertionError("the work goes on")


class _Hand(Generic[Said, Told, Made]):
    """A worker in a process of its own, or in this one as soon as that fails."""

    def __init__(self, work: Work[Said, Told, Made], number: int, size: int) -> None:
        self._work = work, number, size
        self._here: Generator[Said, Told, Made] | None = None
        self._told: Told | None = None
        self._process: int | None
        self._in, child_out = _pipe()
        child_in, self._out = _pipe()
        try:
            self._process = os.fork()
        except OSError:
            self._process = None
        if self._process == 0:
            self.hang_up()
            _serve(work(number, size), child_in, child_out)
        child_in.close()
        child_out.close()

    def said(self) -> Said:
        try:
            said: Said = pickle.load(self._in)  # noqa: S301 - our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            return self._take_over()
        return said

    def tell(self, told: Told) -> None:
        self._told = told
        if self._here is None:
            try:
                pickle.dump(told, self._out, pickle.HIGHEST_PROTOCOL)
                self._out.flush()
            except OSError:
                self._take_over()

    def made(self) -> Made:
        if self._here is None:
            try:
                made: Made = pickle.load(self._in)  # noqa: S301 - our own process wrote it
            except (OSError, EOFError, pickle.UnpicklingError):
                self._take_over()
            else:
                return made
        assert self._here is not None
        return _result(self._here, cast("Told", self._told))

    def hang_up(self) -> None:
        for end in (self._in, self._out):
            with suppress(OSError):
                end.close()

    def leave(self) -> None:
        if self._process is not None:
            with suppress(ChildProcessError):
                os.waitpid(self._process, 0)

    def _take_over(self) -> Said:
        work, number, size = self._work
        self._here = work(number, size)
        return next(self._here)


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    source, target = os.pipe()
    return os.fdopen(source, "rb"), os.fdopen(target, "wb")


def _serve(work: Generator[Said, Told, Made], told: BinaryIO, out: BinaryIO) -> None:
    """The life of a worker's process. Whatever goes wrong in it goes wrong again where it can be told."""
    status = 1
    try:
        _send(next(work), out)
        _send(_result(work, pickle.load(told)), out)  # noqa: S301 - our own process wrote it
        status = 0
    finally:
        os._exit(status)


def _send(what: object, out: BinaryIO) -> None:
    pickle.dump(what, out, pickle.HIGHEST_PROTOCOL)
    out.flush()

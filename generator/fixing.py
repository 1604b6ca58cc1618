"""Writes the fixes that findings offer until none is left, and keeps only what a check confirms.

Faults of reading are mended first: behind them others may hide, which then come to light. What a fix of any other finding
would break is noticed before anything is written, and that fix is left to the owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.editing.fixes import fixed
from generator.findings import Finding, Severity, Words
from generator.project import ProjectError

Files = Mapping[str, bytes]
Check = Callable[[Files], Sequence[Finding]]
Wanted = Callable[[Finding], bool]

_OF_READING = frozenset({"invalid-yaml", "invalid-document", "unknown-reference", "wrong-unit"})
NAMED_ONLY = frozenset({"outdated-parent", "changed-after-release"})
"""What an owner has to look at first: written only when asked for by name, or where a fix of another finding asks for it."""

_CONSEQUENCES = frozenset({"changed-after-release", "wrong-order-in-time"})
"""What another fix may bring and its own mends: a released document that changes needs another version, one that follows
a newer parent is in force later."""
_CHAIN = 3
"""So many fixes may follow from one."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix was not written, and why."""

    offered: Finding
    why: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """The files after all fixes, what was written in which order, what was not, and what a check of the files finds.

    `appeared` are findings that only the mended faults let a check see.
    """

    files: Files
    written: tuple[Finding, ...]
    left: tuple[Left, ...]
    findings: tuple[Finding, ...]
    appeared: tuple[Finding, ...]


def fix_all(files: Files, check: Check, codes: Iterable[str] = (), wanted: Wanted = lambda _: True) -> Outcome:
    """Writes every fix of the wanted findings (of these codes, where any are given) into a copy of the files.

    `check` finds what is wrong in files. Waived findings, and released files, stay as they are.
    """
    return _Fixing(files, check, frozenset(codes), wanted).run()


def mendable(each: Finding) -> bool:
    """Whether a finding offers a fix that can be written: not what is only told (as what is waived), nor in a released
    file."""
    if each.fix is None or each.fix.of == "nowhere" or "/releases/" in each.fix.place.file:
        return False
    return each.severity is not Severity.NOTE or each.code in NAMED_ONLY


class _Fixing:
    def __init__(self, files: Files, check: Check, codes: frozenset[str], wanted: Wanted) -> None:
        self._files, self._check, self._codes, self._wanted = files, check, codes, wanted
        self._findings = self._before = tuple(check(files))
        self._written: list[Finding] = []
        self._left: dict[_Name, Left] = {}

    def run(self) -> Outcome:
        size = 0
        while batch := self._batch():
            size = min(size or len(batch), len(batch))
            why = self._attempt(batch[:size])
            if why is None:
                size = 0
            elif size == 1:
                self._left[_name(batch[0])] = Left(batch[0], why)
                size = 0
            else:
                size //= 2
        was = Counter(map(_kind, self._before))
        appeared = tuple(each for each in self._findings if _beyond(was, _kind(each)))
        return Outcome(self._files, tuple(self._written), tuple(self._left.values()), self._findings, appeared)

    def _batch(self) -> list[Finding]:
        """What is to be mended next, faults of the source before all, then faults of reading, then the rest."""
        done = set(map(_name, self._written))
        offered = [each for each in self._findings if self._offers(each) and _name(each) not in self._left]
        for each in offered:
            if _name(each) in done:  # two fixes that undo each other would go on for ever
                self._left[_name(each)] = Left(each, Words("改过之后又出现了", "it came back after it was mended"))
        offered = [each for each in offered if _name(each) not in self._left]
        # What YAML misreads says something else than its owner wrote, and so do fixes of that.
        misread = {each.place.file for each in self._findings if each.code == "invalid-yaml"}
        offered = [each for each in offered if _rank(each) == 0 or each.place.file not in misread]
        first = min((_rank(each) for each in offered), default=0)
        return [each for each in offered if _rank(each) == first]

    def _offers(self, each: Finding) -> bool:
        if not mendable(each) or not self._wanted(each):
            return False
        return each.code in self._codes or not (self._codes or each.code in NAMED_ONLY)

    def _attempt(self, batch: Sequence[Finding]) -> Words | None:
        """Writes fixes and keeps them, or says why they cannot be kept."""
        files, findings, written = self._files, self._findings, list(batch)
        current = batch
        for _ in range(_CHAIN):
            try:
                files = _with_fixes(files, current)
            except ProjectError as error:
                return error.words
            findings = tuple(self._check(files))
            new = self._new(findings, batch)
            if not new:
                break
            current = [each for each in new if self._follows(each)]
            if len(current) < len(new):
                worst = next(each for each in new if each not in current)
                return Words(
                    f"会带来新的问题：{worst.message.zh}", f"it would bring another finding: {worst.message.en}"
                )
            written += current
        else:
            return Words("改动会不断引出新的问题", "one change would ask for another without end")
        still = set(map(_name, findings))
        if any(_name(each) in still for each in batch) or self._misread(findings, batch):
            return Words("这样改并不能消除问题", "the finding would stay")
        self._files, self._findings = files, findings
        self._written += written
        return None

    def _new(self, findings: Sequence[Finding], batch: Sequence[Finding]) -> list[Finding]:
        """What was not there before. Behind faults of reading, that are mended, others could hide."""
        if batch[0].code in _OF_READING:
            return []
        was = Counter(map(_kind, self._findings))
        return [each for each in findings if each.severity is not Severity.NOTE and _beyond(was, _kind(each))]

    def _misread(self, findings: Sequence[Finding], batch: Sequence[Finding]) -> bool:
        """Whether YAML stumbles, after changes of the source, where it did not before or no later than it did."""
        known = {_name(each) for each in self._findings}
        changed = {(each.place.file, each.place.line) for each in batch if _rank(each) == 0}
        return any(
            each.code == "invalid-yaml" and _name(each) not in known and each.place.line <= line + 1
            for each in findings
            for file, line in changed
            if each.place.file == file
        )

    def _follows(self, each: Finding) -> bool:
        return each.code in _CONSEQUENCES and mendable(each)


def _with_fixes(files: Files, findings: Sequence[Finding]) -> Files:
    made = dict(files)
    for name in sorted({each.fix.place.file for each in findings if each.fix}):
        fixes = [each.fix for each in findings if each.fix and each.fix.place.file == name]
        made[name] = fixed(files[name], fixes, name=name)
    return made


_Name = tuple[object, ...]


def _name(each: Finding) -> _Name:
    """A finding as one that is there or is gone."""
    return (each.code, each.place, each.message)


def _kind(each: Finding) -> _Name:
    """A finding as one of its clause's; its words and place may change with others'."""
    return (each.code, each.place.file, each.document, each.clause)


def _beyond(was: Counter[_Name], kind: _Name) -> bool:
    """Whether there is one more of a kind than there was, counting down."""
    was[kind] -= 1
    return was[kind] < 0


def _rank(each: Finding) -> int:
    if each.fix and each.fix.of == "source":
        return 0
    return 1 if each.code in _OF_READING else 2

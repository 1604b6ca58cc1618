"""One run over a policy: what is kept of earlier runs, and what is found out anew."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from generator import checks
from generator.checks.profiles import Profile
from generator.findings import Finding
from generator.incremental.crew import MOST_PROCESSES, cores, in_step
from generator.incremental.families import digest, families, keys
from generator.incremental.memo import Memo
from generator.incremental.parts import Frame, Outcome, Whole, read_frame, sharing
from generator.incremental.store import Store
from generator.model import Outline
from generator.overview import Overview
from generator.reading.outlines import document_files, outline
from generator.reading.sources import Sources, Trees

WORTH_A_PROCESS = 40
"""So many documents take longer to read than a process to start."""


Outlines = dict[str, Outline | None]
"""The outlines of files by path; None where there is no readable head."""


class Share(NamedTuple):
    """What workers are told: the outlines of all documents, and the families of which nothing is known."""

    outlines: tuple[Outline, ...]
    missing: tuple[str, ...]


class Run:
    """One run; `check` is to be called once."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        digests: Mapping[str, str],
        today: date,
        store: Store,
        layouts: frozenset[str] | None = None,
    ) -> None:
        self._files, self._digests, self._today, self._store, self._layouts = files, digests, today, store, layouts
        self._memo = Memo.load(store, "parts")
        self._frame: Frame = self._memo.get_or(self._frame_key(), lambda: read_frame(files))
        self._documents = tuple(document_files(sorted(files)))
        self._fresh = tuple(path for path in self._documents if not self._memo.has(self._outline_key(path)))
        self._outlines: tuple[Outline, ...] = ()
        self._keys: Mapping[str, str] = {}

    def check(self) -> tuple[tuple[Finding, ...], Overview]:
        """Everything that is wrong, in no order, and an overview without texts."""
        for part in in_step(self._work, self._workers(), self._meet):
            for name, outcome in part.items():
                self._memo.put(self._keys[name], outcome)
        outcomes: list[Outcome] = [self._memo.get(key) for key in self._keys.values()]
        documents = tuple(chain.from_iterable(outcome.profiles for outcome in outcomes))
        checked = chain.from_iterable(outcome.checked for outcome in outcomes)
        policy = replace(self._frame.with_outlines(self._outlines), layouts=self._layouts)
        findings = (
            *self._frame.findings,
            *chain.from_iterable(outcome.read for outcome in outcomes),
            *checks.of_whole(policy, documents, self._today, (*checked, *self._peers(documents))),
        )
        self._memo.keep(self._store, "parts")
        return findings, Overview.told(documents, {})

    def _workers(self) -> int:
        """As many as there is work for. What all documents depend on makes work of all of them where it changed."""
        common = digest("\n".join((self._setting, *self._of("/terms.yaml", "/procedure.yaml"))))
        work = self._fresh if self._memo.has(common) else self._documents
        self._memo.put(common, None)
        return max(1, min(cores(), MOST_PROCESSES, len(work) // WORTH_A_PROCESS))

    def _work(self, number: int, of: int) -> Generator[Outlines, Share, dict[str, Outcome]]:
        """A worker: outlines of its share of the files that changed, then what comes of its share of the families."""
        trees: Trees = {}
        sources = Sources(self._files, trees=trees)
        share = yield {path: outline(path, sources) for path in self._fresh[number::of]}
        whole = self._whole(share.outlines, trees)
        parsed = {path: position for position, path in enumerate(self._fresh)}
        own = []
        for turn, name in enumerate(share.missing):
            known = (parsed[path] for path in whole.families[name].files if path in parsed)
            if next(known, turn) % of == number:
                own.append(name)
        return whole.outcomes(own, self._today)

    def _meet(self, found: list[Outlines]) -> Share:
        for part in found:
            for path, each in part.items():
                self._memo.put(self._outline_key(path), each)
        known = (self._memo.get(self._outline_key(path)) for path in self._documents)
        self._outlines = tuple(each for each in known if each is not None)
        every = families(self._digests, self._outlines)
        self._keys = dict(keys(every, self._digests, self._setting))
        return Share(self._outlines, tuple(name for name, key in self._keys.items() if not self._memo.has(key)))

    def _peers(self, documents: Sequence[Profile]) -> tuple[Finding, ...]:
        names = sharing(documents)
        if not names:
            return ()
        key = digest("\n".join(("peers", *(self._keys[name] for name in names))))
        return self._memo.get_or(key, lambda: self._whole(self._outlines, {}).peers(names))

    def _whole(self, outlines: tuple[Outline, ...], trees: Trees) -> Whole:
        organization = self._frame.policy.organization
        return Whole(self._files, organization, outlines, families(self._digests, outlines), trees)

    @property
    def _setting(self) -> str:
        return f"{self._today}\0{self._frame.policy.organization.style}"

    def _outline_key(self, path: str) -> str:
        return f"{path}\0{self._digests[path]}"

    def _frame_key(self) -> str:
        contents = self._of("organization.yaml", "/terms.yaml", "/waivers.yaml")
        return digest("\n".join(("frame", *contents, *sorted(self._files))))

    def _of(self, *ends: str) -> list[str]:
        """The files whose path ends so, with their digests."""
        return [f"{path}\0{self._digests[path]}" for path in sorted(self._digests) if path.endswith(ends)]

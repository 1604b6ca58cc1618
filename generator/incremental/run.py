"""One run over a policy: what is kept of earlier runs, and what is found out anew."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from generator import checks
from generator.findings import Finding
from generator.incremental.crew import cores, in_step
from generator.incremental.families import Family, digest, families, keys
from generator.incremental.memo import Memo
from generator.incremental.parts import Frame, Outcome, Whole, read_frame, sharing
from generator.incremental.store import Store
from generator.model import Outline
from generator.overview import Overview
from generator.reading.outlines import document_files, outline
from generator.reading.sources import Sources, Trees

WORTH_A_PROCESS = 40
"""So many documents take longer to read than a process to start."""
MOST_PROCESSES = 8


class Share(NamedTuple):
    """What workers are told: the outlines of all documents, and the families of which nothing is known."""

    outlines: tuple[Outline, ...]
    missing: tuple[str, ...]


class Run:
    """One run; `check` is to be called once."""

    def __init__(self, files: Mapping[str, bytes], digests: Mapping[str, str], today: date, store: Store) -> None:
        self._files, self._digests, self._today, self._store = files, digests, today, store
        self._memo = Memo.load(store, "parts")
        self._frame: Frame = self._memo.get(self._frame_key(), lambda: read_frame(files))
        self._documents = tuple(document_files(sorted(files)))
        self._families: Mapping[str, Family] = {}
        self._keys: Mapping[str, str] = {}
        self._made: dict[str, Outcome] = {}

    def check(self) -> tuple[tuple[Finding, ...], Overview]:
        """Everything that is wrong, in no order, and an overview without texts."""
        fresh = [path for path in self._documents if not self._memo.has(self._outline_key(path))]
        setting = digest("\n".join((str(self._today), self._style, *self._of("/terms.yaml", "/procedure.yaml"))))
        known = self._memo.has(setting)
        self._memo.get(setting, lambda: True)
        size = min(cores(), MOST_PROCESSES, len(fresh if known else self._documents) // WORTH_A_PROCESS) or 1

        outlines: tuple[Outline, ...] = ()

        def meet(found: list[dict[str, Outline | None]]) -> Share:
            nonlocal outlines
            every = {path: each for part in found for path, each in part.items()}
            told = (self._memo.get(self._outline_key(path), lambda: every[path]) for path in self._documents)  # noqa: B023
            outlines = tuple(each for each in told if each is not None)
            self._families = families(self._digests, outlines)
            setting = f"{self._today}\0{self._style}"
            self._keys = dict(keys(self._families, self._digests, outlines, setting))
            return Share(outlines, tuple(name for name, key in self._keys.items() if not self._memo.has(key)))

        def work(number: int, size: int) -> Generator[dict[str, Outline | None], Share, dict[str, Outcome]]:
            trees: Trees = {}
            sources = Sources(self._files, trees=trees)
            share = yield {path: outline(path, sources) for path in fresh[number::size]}
            found = families(self._digests, share.outlines)
            whole = Whole(self._files, self._frame.policy.organization, share.outlines, found, trees)
            at = {path: position for position, path in enumerate(fresh)}
            places = (
                (name, next((at[path] for path in found[name].files if path in at), n))
                for n, name in enumerate(share.missing)
            )
            own = [name for name, place in places if place % size == number]
            return whole.outcomes(own, self._today)

        made = {name: each for part in in_step(work, size, meet) for name, each in part.items()}
        outcomes = [self._memo.get(key, lambda: made[name]) for name, key in self._keys.items()]  # noqa: B023
        documents = tuple(chain.from_iterable(outcome.profiles for outcome in outcomes))
        peers: tuple[Finding, ...] = ()
        if names := sharing(documents):
            whole = Whole(self._files, self._frame.policy.organization, outlines, self._families, {})
            key = digest("\n".join(("peers", *(self._keys[name] for name in names))))
            peers = self._memo.get(key, lambda: whole.peers(names))
        checked = chain.from_iterable(outcome.checked for outcome in outcomes)
        policy = self._frame.with_outlines(outlines)
        findings = (
            *self._frame.findings,
            *chain.from_iterable(outcome.read for outcome in outcomes),
            *checks.of_whole(policy, documents, self._today, (*checked, *peers)),
        )
        self._memo.keep(self._store, "parts")
        return findings, Overview.told(documents, {})

    @property
    def _style(self) -> str:
        return self._frame.policy.organization.style

    def _outline_key(self, path: str) -> str:
        return f"{path}\0{self._digests[path]}"

    def _frame_key(self) -> str:
        names = (path for path in sorted(self._files) if path.endswith((".yaml", ".yml", "/")))
        return digest("\n".join(("frame", *self._of("organization.yaml", "/terms.yaml", "/waivers.yaml"), *names)))

    def _of(self, *ends: str) -> list[str]:
        """The files whose path ends so, with their digests."""
        return [f"{path}\0{self._digests[path]}" for path in sorted(self._digests) if path.endswith(ends)]

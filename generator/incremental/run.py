"""One run over a policy: what is kept of earlier runs, and what is found out anew."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from generator import checks
from generator.findings import Finding
from generator.incremental.crew import cores, in_step
from generator.incremental.families import Family, digest, families, keys
from generator.incremental.parts import Frame, Outcome, Whole, read_frame, sharing
from generator.incremental.store import Store
from generator.model import Outline
from generator.overview import Overview
from generator.reading.outlines import document_files, outline
from generator.reading.sources import Sources, Trees

WORTH_A_PROCESS = 40
"""So many documents take longer to read than a process to start."""
MOST_PROCESSES = 8

T = TypeVar("T")


class Share(NamedTuple):
    """What workers are told: the outlines of all documents, and the families of which nothing is known."""

    outlines: tuple[Outline, ...]
    missing: tuple[str, ...]


@dataclass(slots=True)
class Memo:
    """What was kept, and what of it was of use again."""

    kept: Mapping[str, Any]
    used: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str, make: Callable[[], T]) -> T:
        """What is kept under a key, else what is made now."""
        if key not in self.used:
            self.used[key] = self.kept[key] if key in self.kept else make()
        found: T = self.used[key]
        return found

    def has(self, key: str) -> bool:
        return key in self.used or key in self.kept

    @property
    def grown(self) -> bool:
        """Whether anything is new."""
        return not self.used.keys() <= self.kept.keys()

    def to_keep(self) -> dict[str, Any]:
        """All that was of use, after as much as that of what was not, the newest."""
        idle = [key for key in self.kept if key not in self.used]
        return {key: self.kept[key] for key in idle[-len(self.used) :]} | self.used


class Run:
    """One run; `check` is to be called once."""

    def __init__(self, files: Mapping[str, bytes], digests: Mapping[str, str], today: date, store: Store) -> None:
        self._files, self._digests, self._today, self._store = files, digests, today, store
        self._memo = Memo(store.load("parts"))
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
        if self._memo.grown:
            self._store.keep("parts", self._memo.to_keep())
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

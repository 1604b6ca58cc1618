"""Checks a whole policy in parts: side by side where there are several cores, and what did not change not again.

The findings are those of reading and checking the policy at once, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from generator.findings import Finding
from generator.incremental.memo import Memo
from generator.incremental.store import Store
from generator.overview import Overview

__all__ = ["Store", "check"]


def check(
    files: Mapping[str, bytes], today: date, store: Store, layouts: frozenset[str] | None = None
) -> tuple[tuple[Finding, ...], Overview]:
    """Everything that is wrong on a day, in no order, and an overview. `layouts` names the Word layouts, where they are known."""
    digests = {path: sha256(data).hexdigest() for path, data in files.items()}
    listed = "\n".join(f"{path}\0{digest}" for path, digest in sorted(digests.items()))
    known = None if layouts is None else sorted(layouts)
    key = sha256(f"{today}\n{known}\n{listed}".encode(errors="surrogateescape")).hexdigest()
    results = Memo.load(store, "result")

    def check() -> tuple[tuple[Finding, ...], Overview]:
        from generator.incremental.run import Run

        return Run(files, digests, today, store, layouts).check()

    findings, overview = results.get_or(key, check)
    results.keep(store, "result")
    return findings, replace(overview, sources=Texts(files))


class Texts(Mapping[str, str]):
    """The text of each file, decoded when it is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> str:
        from generator.reading.decoding import decode

        text = decode(self._files[path])
        if not isinstance(text, str):
            raise KeyError(path)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

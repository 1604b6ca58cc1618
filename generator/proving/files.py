"""Obligations as files of SMT-LIB 2.6, one each, for any solver."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.proving.obligations import Obligation
from generator.proving.words import asked

HEADER = "; guizhang: policy check --smt2\n"
"""How our own files begin; files that do not are never removed."""


def write(folder: Path, obligations: Iterable[Obligation]) -> int:
    """Writes them all, whole or not at all, and removes those of an earlier run that no longer apply. Gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for obligation in obligations:
        path = folder / f"{obligation.name}.smt2"
        kept.add(path.name)
        aside = path.with_name(f"{path.name}.new")
        aside.write_text(text(obligation), encoding="utf-8", newline="\n")
        aside.replace(path)
    for path in folder.glob("*.smt2"):
        if path.name not in kept and path.read_bytes().startswith(HEADER.encode()):
            path.unlink()
    return len(kept)


def text(obligation: Obligation) -> str:
    """A file: what is asked in plain words, what the answer is by the engine's report, and the question."""
    # A line break in a name would end the comment.
    question = [" ".join(words.split()) for words in asked(obligation)]
    return (
        f"{HEADER}; {obligation.name} ({obligation.aspect})\n; {question[0]}\n; {question[1]}\n{_reading(obligation)}"
        f"(set-info :smt-lib-version 2.6)\n(set-logic ALL)\n(set-info :status {obligation.status})\n{obligation.script()}"
    )


def _reading(obligation: Obligation) -> str:
    if obligation.under_every_conversion:
        return (
            "; 求的是使它不成立的单位换算。 Sought is a conversion of units under which that is not so.\n"
            "; s：情形；a：做法；c：换算。 s is the situation, a the conduct, c a conversion.\n"
        )
    return "; s：情形；a：做法；sat 表示“是”。 s is the situation, a the conduct; sat means yes.\n"

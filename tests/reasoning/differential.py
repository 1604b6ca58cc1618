"""Random policies by the thousand: what the engine reports, and what the oracle says of it.

    python tests/reasoning/differential.py --policies 100000 --jobs 2

prints how many policies had which features, how many findings of each code came up, and every disagreement.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from checking import check_documents, check_peers
from oracle_policy import Policy
from policies import documents
from random_policies import FEATURES, Drawn, draw

PATIENCE = 30
"""Seconds, thousands of times what a policy takes."""
SHRUNK = 5
"""How many disagreements of a run are made small, which takes long."""


@dataclass(slots=True)
class Tally:
    """What came up: policies by feature, findings by code; and what should not have: disagreements."""

    policies: int = 0
    features: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.policies += other.policies
        self.features += other.features
        self.codes += other.codes
        self.disagreements += other.disagreements

    def __str__(self) -> str:
        def listed(counts: Counter[str]) -> str:
            return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))

        return (
            f"{self.policies} policies ({listed(self.features)}); findings: {listed(self.codes)}; "
            f"{len(self.disagreements)} disagreements"
        )


def compare(drawn: Drawn, codes: Counter[str] | None = None) -> list[str]:
    """What engine and oracle disagree about in a policy; `codes` counts the findings."""
    if codes is None:
        codes = Counter()
    policy = Policy(documents(drawn.terms, drawn.texts))
    check = check_peers if drawn.shared else check_documents
    try:
        with no_longer_than(PATIENCE):
            return list(check(policy, codes))
    except Exception:  # a crash, or no end, is one more disagreement, and the run goes on
        return [traceback.format_exc(limit=-3)]


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in a block that does not come to an end."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError(f"no answer after {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def smaller(drawn: Drawn) -> Drawn:
    """The policy without clauses that its first disagreement, or one of its kind, does not need."""
    kind = gist(compare(drawn)[0])
    for name, (parent, clauses) in drawn.texts.items():
        for clause in clauses[::-1]:
            fewer = [other for other in drawn.texts[name][1] if other is not clause]
            less = replace(drawn, texts={**drawn.texts, name: (parent, fewer)})
            try:
                found = compare(less)
            except AssertionError:  # it is referred to
                continue
            if any(gist(said) == kind for said in found):
                drawn = less
    return drawn


def gist(said: str) -> str:
    """A disagreement without its clauses."""
    return re.sub(r"\b[mdt]\d?-\d(#\d)?( or )?|\{.*\}|\[.*\]", "", said)


def run(seed: str, count: int, features: Sequence[str] = FEATURES) -> Tally:
    """Compare so many policies, the same for the same seed."""
    tally = Tally()
    dice = random.Random(seed)
    for _ in range(count):
        drawn = draw(dice, features)
        tally.policies += 1
        tally.features.update(drawn.features)
        if said := compare(drawn, tally.codes):
            quick = len(tally.disagreements) < SHRUNK and "TimeoutError" not in said[0]
            small = smaller(drawn) if quick else drawn
            tally.disagreements.append(f"{said[0]}\n{small}")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--policies", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--without", nargs="*", default=[], choices=FEATURES, help="features to leave out")
    parser.add_argument("--show", type=int, default=10, help="how many disagreements to print in full")
    wanted = parser.parse_args()
    features = [feature for feature in FEATURES if feature not in wanted.without]
    size = 250
    sizes = [min(size, wanted.policies - start) for start in range(0, wanted.policies, size)]
    seeds = [f"{wanted.seed}-{n}" for n in range(len(sizes))]
    began = time.monotonic()
    total = Tally()
    with ProcessPoolExecutor(wanted.jobs) as pool:
        for tally in pool.map(run, seeds, sizes, [features] * len(sizes)):
            for said in tally.disagreements[: max(0, wanted.show - len(total.disagreements))]:
                sys.stdout.write(f"{said}\n\n")
                sys.stdout.flush()
            total.add(tally)
    sys.stdout.write(f"{total}; {time.monotonic() - began:.0f} s\n")
    sys.exit(bool(total.disagreements))


if __name__ == "__main__":
    main()

"""Random clauses in two versions, the terms sometimes defined otherwise; more of them than pytest runs:

    python tests/history/random_changes.py --pairs 20000

prints how many changes meant what, and every disagreement between the engine and the oracle.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    sys.path[:0] = [str(here), str(here.parent / "reasoning"), str(here.parents[1])]

from meaning_oracle import MeaningOracle, amount
from policies import documents
from random_policies import FEATURES, Draw

from generator.history.changes import changed_terms, edition_changes
from generator.history.meaning import Aspect, meaning
from generator.history.renaming import ids_through
from generator.model import Bound, Edition, Quantity, Term, TermKind, Vocabulary
from generator.reasoning import Value, Witness

LEFT_OUT = ("uncertain units", "shared", "three levels", "repeated", "implements", "because")
FEATURES_USED = tuple(feature for feature in FEATURES if feature not in LEFT_OUT)
OTHERWISE = {
    "choices: [甲, 乙, 丙]": ("choices: [甲, 乙]", "choices: [甲, 乙, 丙, 丁]", "choices: [甲, 乙, 丁, 丙]"),
    "choices: [子, 丑]": ("choices: [子, 丑, 寅]",),
    "choices: [昼, 夜]": ("choices: [昼, 夜, 晨]",),
    "range: 0..3 次": ("range: 0..2 次", "range: 1..3 次", "range: 0..4 次"),
    "range: 0..2 分钟": ("range: 0..1 分钟", "range: 0..3 分钟"),
    "range: -1..1 分钟": ("range: 0..1 分钟", "range: -1..2 分钟"),
}
"""What a term's definition may become; whatever rules of the new version name is still there."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause in two versions, each with its terms."""

    terms: tuple[str, str]
    clauses: tuple[str, str]

    def __str__(self) -> str:
        return "\n".join(f"{terms}  {clause}" for terms, clause in zip(self.terms, self.clauses, strict=True))


def draw(dice: random.Random) -> Pair:
    """A clause, and what became of it."""
    made = Draw(dice, frozenset(FEATURES_USED))
    terms = "".join(f"  {word.name}: {{ {word.declared} }}\n" for word in (*made.given, *made.conduct))
    old = made.clause(has_children=True, parent=False)
    shape = dice.random()
    new = made.clause(has_children=True, parent=False) if shape < 0.35 else old if shape < 0.5 else edited(old, dice)
    after = terms
    for before, becomes in OTHERWISE.items():
        if before in after and dice.random() < 0.25:
            after = after.replace(before, dice.choice(becomes))
    return Pair((terms, after), (implemented(old, dice), implemented(new, dice)))


def edited(clause: str, dice: random.Random) -> str:
    """A clause with one thing in it written otherwise."""
    turns = [("不超过", "不少于"), ("不超过", "少于"), ("must:", "should:"), ("should:", "must:"), ("may:", "must:"),
             ("甲", "乙"), ("昼", "夜"), ("yes", "no"), ("latitude: fixed", "latitude: free"),
             ("latitude: free", "latitude: tighten"), ("丙", "甲"), ("仅限 ", ""), ("when:", "unless:")]  # fmt: skip
    able = [turn for turn in turns if turn[0] in clause and (turn[0] != "when:" or "unless:" not in clause)]
    if able and dice.random() < 0.5:
        return clause.replace(*dice.choice(able), 1)
    places = list(re.finditer(r"(?<![\d.])\d(?= (?:次|分钟))", clause))
    if not places:
        return clause
    place = dice.choice(places)
    return clause[: place.start()] + str(dice.choice((0, 1, 2))) + clause[place.end() :]


def implemented(clause: str, dice: random.Random) -> str:
    return clause + dice.choice(["", "", "", "", ", implement: [d]", ", implement: all"])


def edition(terms: str, clause: str) -> Edition:
    master = documents(terms, {"m": (None, [clause])}).master
    assert master is not None
    return master


def disagreements(pair: Pair, tally: Counter[str]) -> Iterator[str]:
    """What engine and oracle say differently of a change. Raises `AssertionError` where a version is not valid."""
    old, new = (edition(*side) for side in zip(pair.terms, pair.clauses, strict=True))
    found = list(edition_changes(old, new, ids_through([old.document, new.document])))
    clauses = [next(iter(each.document.all_clauses())) for each in (old, new)]
    oracle = MeaningOracle((old, clauses[0]), (new, clauses[1]), union(old.vocabulary, new.vocabulary))
    if len(oracle.about) > 4 or oracle.space.size * len(oracle.space.situations) > 60_000:
        tally["too large"] += 1
        return
    if not found:
        tally["unchanged"] += 1
        if oracle.direction() not in ("editorial", "equivalent") or any(oracle.aspects().values()):
            yield f"not seen as changed\n{pair}"
        return
    (change,) = found
    said = meaning(change, old, new)
    expected = oracle.direction()
    tally[said.direction.value] += 1
    tally["terms changed"] += bool(changed_terms(old.vocabulary, new.vocabulary))
    if said.direction != expected:
        yield f"{said.direction} instead of {expected}\n{pair}"
    aspects = {aspect.name: aspect.direction.value for aspect in said.aspects}
    if aspects != (wanted := {name: word for name, word in oracle.aspects().items() if word}):
        yield f"{aspects} instead of {wanted}\n{pair}"
    for aspect in said.aspects:
        yield from (f"{why}\n{pair}" for why in _unconfirmed(aspect, oracle, tally))


def _unconfirmed(aspect: Aspect, oracle: MeaningOracle, tally: Counter[str]) -> Iterator[str]:
    if aspect.doubt:
        yield f"in doubt: {aspect.doubt}"
    if aspect.name not in ("duties", "advice", "permissions"):
        return
    for here, witness in enumerate((aspect.lost, aspect.gained)):
        if witness is None:
            continue
        tally["witnesses"] += 1
        if not oracle.shows(aspect.name, values(witness, oracle.union), here):
            yield f"{aspect.name}: no case of it: {witness}"


def values(witness: Witness, terms: Mapping[str, Term]) -> dict[str, object]:
    def value(said: Value) -> object:
        return amount(said) if isinstance(said, Quantity) else frozenset(said) if isinstance(said, tuple) else said

    found = {name: value(said) for name, said in {**witness.situation, **witness.conduct}.items()}
    return {n: frozenset() if terms[n].kind is TermKind.SEVERAL and not v else v for n, v in found.items()}


def union(old: Vocabulary, new: Vocabulary) -> dict[str, Term]:
    """Each term with the values of both versions."""
    made = dict(new)
    for name, term in new.items():
        names = {choice.name for choice in term.choices}
        choices = (*term.choices, *(choice for choice in old[name].choices if choice.name not in names))
        made[name] = replace(term, choices=choices, range=_hull(old[name], term))
    return made


def _hull(old: Term, new: Term) -> Bound | None:
    if old.range is None or new.range is None:
        return None
    lows = [bound.low for bound in (old.range, new.range) if bound.low]
    highs = [bound.high for bound in (old.range, new.range) if bound.high]
    return replace(new.range, low=min(lows, key=_number), high=max(highs, key=_number))


def _number(quantity: Quantity) -> Fraction:
    return quantity.amount


def run(seed: str, pairs: int) -> tuple[Counter[str], list[str]]:
    """So many changes: what they meant, and what was disagreed about."""
    dice = random.Random(seed)
    tally: Counter[str] = Counter()
    found: list[str] = []
    while sum(tally.values()) - tally["witnesses"] - tally["terms changed"] < pairs:
        pair = draw(dice)
        try:
            found += disagreements(pair, tally)
        except AssertionError:
            tally["not valid"] += 1  # an edit made it say nothing, or speak of what is no longer there
        except Exception:
            found.append(f"{traceback.format_exc(limit=-4)}\n{pair}")
            tally["crashed"] += 1
    return tally, found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", default="0")
    asked = parser.parse_args()
    counted, disagreed = run(asked.seed, asked.pairs)
    print("\n\n".join(disagreed))  # noqa: T201 - a script's output
    print(dict(sorted(counted.items())), len(disagreed), "disagreements")  # noqa: T201

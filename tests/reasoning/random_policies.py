"""Random small policies with everything that rules can say; what a policy has of it is counted, so that nothing goes missing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from words import ENDLESS, GIVEN, PERIOD, PLAIN, REALS, SEVERAL, Word

FEATURES = (
    "sums", "reals", "open ends", "exact", "ranges of values", "negated exact", "several", "unless conduct",
    "many rules", "many conjuncts", "all in must_not", "deep", "two strengths", "may", "should", "because",
    "fixed", "free", "range", "range of a sum", "implements", "repeated", "three levels", "shared", "uncertain units",
)  # fmt: skip
"""What can be left out, and is counted."""

POINTS = 20_000
"""The most (situation, conduct) pairs that a policy's terms may span."""


@dataclass(slots=True)
class Drawn:
    """A policy's terms, its documents (id -> the one above and its clauses) and what came up in it."""

    terms: str
    texts: dict[str, tuple[str | None, list[str]]]
    features: set[str] = field(default_factory=set)
    shared: bool = False

    def __str__(self) -> str:
        lines = [self.terms.rstrip()]
        for name, (parent, clauses) in self.texts.items():
            lines += [f"{name}{f' implements {parent}' if parent else ''}:", *(f"  {clause}" for clause in clauses)]
        return "\n".join(lines)


def draw(dice: random.Random, features: Sequence[str] = FEATURES) -> Drawn:
    """A policy that has some of these features."""
    return Draw(dice, frozenset(features)).policy()


class Draw:
    """One policy in the making."""

    def __init__(self, dice: random.Random, allowed: frozenset[str]) -> None:
        self.dice = dice
        self.allowed = allowed
        self.features: set[str] = set()
        self.shared = self.turn("shared", 0.12)
        self.uncertain = not self.shared and self.turn("uncertain units", 0.08)
        self.given, self.conduct = self.vocabulary()
        self.numbers = self.periods() if self.uncertain else []

    def turn(self, feature: str, chance: float) -> bool:
        """Whether a feature's turn has come; if so it is counted."""
        if feature in self.allowed and self.dice.random() < chance:
            self.features.add(feature)
            return True
        return False

    def vocabulary(self) -> tuple[list[Word], list[Word]]:
        dice = self.dice
        given = dice.sample(GIVEN, dice.choice([0, 1, 1, 2]))
        others = [*PLAIN, *([SEVERAL] if "several" in self.allowed else [])]
        if self.uncertain:
            conduct = [PERIOD, *dice.sample([word for word in others if not word.unit], dice.choice([0, 1]))]
        else:
            reals: list[Word] = []
            if self.turn("reals", 0.45):
                reals = dice.choice([[REALS[0]], [ENDLESS], [*REALS], [*REALS]])
            conduct = [*reals, *dice.sample(others, dice.choice([2, 2, 3]) - (len(reals) > 1))]
        while prod(word.size for word in (*given, *conduct)) > POINTS:
            conduct.pop()
        if SEVERAL in conduct:
            self.features.add("several")
        return given, conduct

    def periods(self) -> list[str]:
        """A few lengths of time, at most two of them uncertain."""
        dice = self.dice
        uncertain = dice.sample(["1 工作日", "2 工作日", "3 工作日", "1 月", "2 月"], dice.choice([1, 2]))
        known = {
            "工作日": ["24 小时", "2 天", "60 小时", "3 天", "5 天"],
            "月": ["27 天", "29 天", "30 天", "31 天", "60 天"],
        }
        near = [number for one in uncertain for number in known[one.split()[1]]]
        return [*uncertain, *dice.sample(near, 2)]

    def policy(self) -> Drawn:
        dice = self.dice
        words = [*self.given, *self.conduct]
        joint = {word.name for word in self.conduct if self.shared and dice.random() < 0.8}
        terms = "".join(
            f"  {word.name}: {{ {word.declared}{', shared: true' if word.name in joint else ''} }}\n" for word in words
        )
        texts: dict[str, tuple[str | None, list[str]]] = {}
        if self.shared:
            texts["m"] = (None, self.clauses(dice.randint(0, 2), has_children=True))
            for n in range(1, dice.choice([2, 3, 3]) + 1):
                texts[f"d{n}"] = ("m", self.clauses(dice.choice([1, 2, 2]), has_children=False, above=texts["m"][1]))
        else:
            three = self.turn("three levels", 0.25)
            texts["m"] = (None, self.clauses(dice.randint(1, 3), has_children=True))
            above = texts["m"][1]
            texts["d"] = ("m", self.clauses(dice.randint(1, 2 if three else 4), has_children=three, above=above))
            if three:
                above = [*above, *texts["d"][1]]
                texts["t"] = ("d", self.clauses(dice.randint(1, 2), has_children=False, above=above))
        return Drawn(terms, texts, self.features, self.shared)

    def clauses(self, count: int, *, has_children: bool, above: Sequence[str] = ()) -> list[str]:
        found = []
        for _ in range(count):
            plain = [text for text in above if "latitude: fixed" in text or "latitude" not in text]
            if plain and self.turn("repeated", 0.1):
                text = self.dice.choice(plain).split(", latitude")[0].split(", implements")[0]
                found.append(text)
                continue
            found.append(self.clause(has_children=has_children, parent=bool(above)))
        return found

    def clause(self, *, has_children: bool, parent: bool) -> str:
        if has_children and "range" in self.allowed and self.dice.random() < 0.1 and (ranged := self.ranged()):
            return ranged
        if has_children and {"fixed", "may"} <= self.allowed and self.dice.random() < 0.05:
            self.features |= {"fixed", "may"}
            return ", ".join([*self.situation(), f"may: {{ {self.condition(self.conduct)} }}", "latitude: fixed"])
        if self.turn("many rules", 0.08):
            text = f"rules: [{{ {self.rule(below=parent)} }}, {{ {self.rule(below=parent)} }}]"
        else:
            text = self.rule(below=parent)
        if parent and self.turn("implements", 0.1):
            text += ", implements: m-1"
        if has_children and self.turn("fixed", 0.18):
            text += ", latitude: fixed"
        elif has_children and self.turn("free", 0.15):
            text += ", latitude: free"
        return text

    def rule(self, *, below: bool) -> str:
        dice = self.dice
        parts = self.situation()
        strengths = ["must", "must", "must", "must", "must_not", *(["must"] * 4 if self.shared else [])]
        strengths += [name for name in ("should", "should_not") if "should" in self.allowed]
        strengths += ["may"] if "may" in self.allowed else []
        first = dice.choice(strengths)
        chosen = [first]
        if self.turn("two strengths", 0.08):
            chosen.append(dice.choice([name for name in strengths if name != first]))
        for strength in chosen:
            if strength in ("may", "should"):
                self.features.add(strength)
            parts.append(f"{strength}: {{ {self.demand(strength)} }}")
        if below and self.turn("because", 0.12):
            parts.append("because: 另有安排")
        return ", ".join(parts)

    def situation(self) -> list[str]:
        parts = []
        if self.dice.random() < 0.4:
            words = [*self.given, *(self.conduct if self.dice.random() < 0.5 or not self.given else [])]
            parts.append(f"when: {{ {self.condition(words)} }}")
        if self.given and self.dice.random() < 0.08:
            parts.append(f"unless: {{ {self.condition(self.given)} }}")
        elif self.turn("unless conduct", 0.12):
            parts.append(f"unless: {{ {self.condition([*self.given, *self.conduct])} }}")
        return parts

    def demand(self, strength: str) -> str:
        words = self.conduct
        if strength.endswith("_not") and self.turn("all in must_not", 0.25):
            return f"all: [{{ {self.condition(words, 1)} }}, {{ {self.condition(words, 1)} }}]"
        if len(words) > 1 and self.turn("many conjuncts", 0.12):
            return ", ".join(self.atom([word]) for word in self.dice.sample(words, 2))
        return self.condition(words)

    def condition(self, words: Sequence[Word], depth: int = 0) -> str:
        shape = self.dice.random()
        limit = 3 if "deep" in self.allowed else 2
        if depth == 2 and shape < 0.2 and limit == 3:
            self.features.add("deep")
        if depth < limit and shape < 0.12:
            name = self.dice.choice(["any", "any", "all"])
            return f"{name}: [{{ {self.condition(words, depth + 1)} }}, {{ {self.condition(words, depth + 1)} }}]"
        if depth < limit and shape < 0.2:
            return f"not: {{ {self.condition(words, depth + 1)} }}"
        if depth and "deep" in self.allowed and depth < limit and shape < 0.35:
            return f"any: [{{ {self.condition(words, depth + 1)} }}, {{ {self.atom(words)} }}]"
        if "negated exact" in self.allowed and (text := self.negated_exact(words)):
            return text
        return self.atom(words)

    def negated_exact(self, words: Sequence[Word]) -> str | None:
        numbers = [word for word in words if word.numbers]
        if not numbers or not self.turn("negated exact", 0.05):
            return None
        word = self.dice.choice(numbers)
        low, high = sorted(self.dice.choices(word.numbers, k=2))
        said = f"{low} {word.unit}" if low == high else f"{low}..{high} {word.unit}"
        return f"not: {{ {word.name}: {said} }}"

    def atom(self, words: Sequence[Word]) -> str:
        dice = self.dice
        if (sum_ := self.addends(words)) and self.turn("sums", 0.45):
            return self.total(sum_)
        word = dice.choice(list(words))
        if word.name == PERIOD.name:
            return f"{word.name}: {self.amount_of_time()}"
        if word.unit:
            return f"{word.name}: {self.amount(word.numbers, word.unit)}"
        if word is SEVERAL:
            return f"{word.name}: {dice.choice(['子', '丑', '子或丑', '子和丑', '[子, 丑]', '仅限 子', '仅限 丑'])}"
        if word.choices:
            some = dice.sample(word.choices, dice.choice([1, 1, 2]) if len(word.choices) > 2 else 1)
            return f"{word.name}: {some[0]}" if len(some) == 1 else f"{word.name}: [{', '.join(some)}]"
        return f"{word.name}: {dice.choice(['yes', 'no'])}"

    def addends(self, words: Sequence[Word]) -> list[Word]:
        """Terms that can be summed: those of one unit."""
        of_unit = [[word for word in words if word.unit == unit and word.numbers] for unit in ("次", "分钟")]
        able = [same for same in of_unit if len(same) > 1]
        if not able:
            return []
        same = self.dice.choice(able)
        return self.dice.sample(same, self.dice.choice([2, 2, len(same)]))

    def total(self, addends: Sequence[Word]) -> str:
        name = " + ".join(word.name for word in addends)
        return f"{name}: {self.amount((0, 1, 2, 3), addends[0].unit)}"

    def amount(self, numbers: Sequence[int], unit: str) -> str:
        dice = self.dice
        low, high = sorted(dice.sample(list(numbers), 2))
        one = dice.choice(list(numbers))
        written = f"{one * 60} 秒" if unit == "分钟" and dice.random() < 0.15 else f"{one} {unit}"
        if self.turn("open ends", 0.2):
            return f"{dice.choice(['少于', '超过'])} {written}"
        if self.turn("exact", 0.12):
            return written
        if self.turn("ranges of values", 0.15):
            return f"{low}..{high} {unit}"
        return f"{dice.choice(['不超过', '不少于'])} {written}"

    def amount_of_time(self) -> str:
        one = self.dice.choice(self.numbers)
        if self.turn("open ends", 0.2):
            return f"{self.dice.choice(['少于', '超过'])} {one}"
        if self.turn("exact", 0.1):
            return one
        return f"{self.dice.choice(['不超过', '不超过', '不少于'])} {one}"

    def ranged(self) -> str | None:
        """A clause that lets documents below choose from a range: of a term, or of a sum."""
        dice = self.dice
        words = [word for word in self.conduct if word.numbers]
        if not words:
            return None
        sum_ = self.addends(words) if {"sums", "range of a sum"} <= self.allowed and dice.random() < 0.5 else []
        if sum_:
            self.features |= {"range of a sum", "sums"}
            name, unit, numbers = " + ".join(word.name for word in sum_), sum_[0].unit, (0, 1, 2, 3)
        else:
            self.features.add("range")
            word = dice.choice(words)
            name, unit, numbers = word.name, word.unit, word.numbers
        low, high = sorted(dice.sample(numbers, 2))
        strength = dice.choice(["must", "must", "must", "must_not"])
        said = f"{dice.choice(['不超过', '不少于'])} {dice.choice(numbers)} {unit}"
        others = [word for word in self.conduct if word not in (sum_ or [word for word in words if word.name == name])]
        more = f", {self.atom([dice.choice(others)])}" if others and dice.random() < 0.15 else ""
        head = "".join(f"{part}, " for part in self.situation())
        return (
            f"{head}{strength}: {{ {name}: {said}{more} }}, latitude: range, range: {{ {name}: {low}..{high} {unit} }}"
        )

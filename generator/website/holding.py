"""What holds for a department: every rule of its document and of those above, where it comes from, and how it stands to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.document.blocks import Anchor
from generator.model import AllOf, Bound, Condition, Document, Edition, Procedure, Rule, atoms
from generator.phrases import case_words, duty_words
from generator.reasoning import Memory, effective
from generator.units import Dimension, dimension

Relation = Literal["tighter", "same", "looser", "added", "inherited", "waived"]
LABELS: Mapping[Relation, str] = {
    "tighter": "更严",
    "same": "相同",
    "looser": "放宽",
    "added": "补充",
    "inherited": "沿用",
    "waived": "豁免",
}
MEANINGS: Mapping[Relation, str] = {
    "tighter": "比上位文件要求更高",
    "same": "与上位文件的要求一样",
    "looser": "宽于上位文件，须经其许可",
    "added": "上位文件没有规定，本文件增加",
    "inherited": "本文件没有规定，按上位文件执行",
    "waived": "经批准，在有效期内不按上位文件执行",
}
Matter = Literal["deadline", "figure", "other"]
MATTERS: Mapping[Matter, str] = {"deadline": "时限和期限", "figure": "次数、比例和其他数字", "other": "做法"}


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds. `source` is its clause's number, with the document's title where it is one above; `until` the day on
    which the waiver ends that frees this clause from one above, or that frees the department from this one.
    """

    rule: Rule
    own: bool
    words: str
    source: str
    anchor: Anchor
    relation: Relation
    matter: Matter
    until: date | None = None

    @property
    def label(self) -> str:
        return LABELS[self.relation]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.relation]


def held(
    edition: Edition,
    procedure: Procedure,
    today: date,
    labels: Callable[[Document], Mapping[str, str]],
    memory: Memory,
) -> Iterator[Held]:
    """What holds for a document that implements another: its own rules, then those above, the nearest first."""
    id = edition.document.id
    waivers = [w for w in procedure.waivers if w.runs(today) and w.clause[0] == id]
    for each in effective(edition, procedure.above(edition), memory):
        document = each.edition.document
        own = document.id == id
        waiver = next((w for w in waivers if (w.clause if own else w.origin) == (document.id, each.rule.clause)), None)
        label = labels(document)[each.rule.clause]
        yield Held(
            each.rule,
            own,
            said(each.rule),
            label if own else f"《{document.title}》{label}",
            Anchor(document.procedure, document.id, document.version, each.rule.clause),
            "waived" if waiver and own else each.relation,
            _matter(each.rule),
            waiver.until if waiver else None,
        )
    memory.keep_above()


def said(rule: Rule) -> str:
    """A rule in short: `夜间：热线响应时间应不超过45秒；应留有记录（紧急除外）`."""
    asked = "；".join(duty_words(strength, part) for strength, part in _duties(rule))
    when = f"{case_words(rule.when)}：" if rule.when is not None else ""
    return when + asked + (f"（{case_words(rule.unless)}除外）" if rule.unless is not None else "")


def _duties(rule: Rule) -> Iterator[tuple[str, Condition]]:
    for strength, condition in (("must", rule.must), ("should", rule.should), ("may", rule.may)):
        if isinstance(condition, AllOf) and strength != "may":
            yield from ((strength, part) for part in condition.parts)
        elif condition is not None:
            yield strength, condition
    yield from (("must_not", part) for part in rule.must_not)
    yield from (("should_not", part) for part in rule.should_not)


def _matter(rule: Rule) -> Matter:
    """What a rule is about, what comes first before all else."""
    bounds = [bound for duty in rule.duties() for bound in atoms(duty) if isinstance(bound, Bound)]
    if any(_is_deadline(bound) for bound in bounds):
        return "deadline"
    return "figure" if bounds else "other"


def _is_deadline(bound: Bound) -> bool:
    end = bound.high or bound.low
    return end is not None and dimension(end.unit) == (Dimension.DURATION, None)


@dataclass(frozen=True, slots=True)
class Group:
    """The rules on one kind of matter."""

    matter: Matter
    rules: Sequence[Held]

    @property
    def title(self) -> str:
        return MATTERS[self.matter]


def grouped(rules: Sequence[Held]) -> Sequence[Group]:
    """Rules by what they are about, deadlines first."""
    groups = (Group(matter, [each for each in rules if each.matter == matter]) for matter in MATTERS)
    return [group for group in groups if group.rules]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rules stand in one way, the word for it, and what it means."""

    relation: Relation
    label: str
    meaning: str
    count: int


def tally(rules: Iterable[Held]) -> Sequence[Count]:
    """How many rules stand how."""
    counted = Counter(each.relation for each in rules)
    return [Count(name, label, MEANINGS[name], counted[name]) for name, label in LABELS.items() if counted[name]]

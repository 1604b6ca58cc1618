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
from generator.website.assigned import assigned

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
class Exemption:
    """A waiver that runs, as one of its two clauses is told of the other."""

    until: date
    source: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds. `source` is its clause's number, with the document's title where it is one above; `exempt` says which
    clauses above this own one need not keep, or by which own ones the department does not keep this one. `assigned` are the
    departments that this one above is for, where the document's is none of them.
    """

    rule: Rule
    own: bool
    words: str
    source: str
    anchor: Anchor
    relation: Relation
    matter: Matter
    exempt: tuple[Exemption, ...] = ()
    assigned: tuple[str, ...] = ()

    @property
    def until(self) -> date | None:
        """The day on which the first of its waivers ends."""
        return min((each.until for each in self.exempt), default=None)

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
    above = procedure.above(edition)
    documents = {each.document.id: each.document for each in (edition, *above)}
    id = edition.document.id
    known = {(name, clause) for name, document in documents.items() for clause in labels(document)}
    waivers = [w for w in procedure.waivers if w.runs(today) and w.clause[0] == id and {w.clause, w.origin} <= known]
    others = assigned(edition, above)

    def told(document: str, clause: str) -> tuple[str, Anchor]:
        said, label = documents[document], labels(documents[document])[clause]
        anchor = Anchor(said.procedure, said.id, said.version, clause)
        return label if document == id else f"《{said.title}》{label}", anchor

    for each in effective(edition, above, memory):
        place = (each.edition.document.id, each.rule.clause)
        own = place[0] == id
        mine = [(w, w.origin if own else w.clause) for w in waivers if (w.clause if own else w.origin) == place]
        yield Held(
            each.rule,
            own,
            said(each.rule),
            *told(*place),
            "waived" if mine and own else each.relation,
            _matter(each.rule),
            tuple(Exemption(waiver.until, *told(*other)) for waiver, other in mine),
            () if own else others.get(place, ()),
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

    @property
    def count(self) -> int:
        return len(self.rules)


def grouped(rules: Sequence[Held]) -> Sequence[Group]:
    """Rules by what they are about, deadlines first."""
    groups = (Group(matter, [each for each in rules if each.matter == matter]) for matter in MATTERS)
    return [group for group in groups if group.rules]


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for a document, in the parts that its page shows. `kept` is what the department itself has to keep: its
    `own` rules and the `silent` ones above, on which its document says nothing. `freed` are those above that a waiver frees it
    from, `elsewhere` those that are for other departments, by their ids.
    """

    own: Sequence[Group]
    silent: Sequence[Group]
    freed: Sequence[Held]
    elsewhere: Mapping[tuple[str, ...], Sequence[Group]]
    kept: Sequence[Held]

    @classmethod
    def of(cls, rules: Sequence[Held]) -> Holding:
        """The parts of what holds."""
        own = [each for each in rules if each.own]
        freed = [each for each in rules if not each.own and each.exempt]
        silent = [each for each in rules if not (each.own or each.exempt or each.assigned)]
        apart: dict[tuple[str, ...], list[Held]] = {}
        for each in rules:
            if each.assigned and not each.exempt:
                apart.setdefault(each.assigned, []).append(each)
        elsewhere = {departments: grouped(found) for departments, found in apart.items()}
        return cls(grouped(own), grouped(silent), freed, elsewhere, [*own, *silent])

    @property
    def exempt(self) -> Mapping[str, Sequence[Exemption]]:
        """For each own clause that need not keep one above: which, until when."""
        return {each.rule.clause: each.exempt for group in self.own for each in group.rules if each.exempt}


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

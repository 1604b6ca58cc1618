"""What two sets of rules tell apart: cases that one of them lets happen and the other does not.

Rules are compared for every situation and conduct that either version has a name for, each question put to the solver on
every order that uncertain conversions leave open; a case is replayed by the evaluator before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Literal

from generator.model import Condition, Edition, Rule
from generator.reasoning.deciding import Answer
from generator.reasoning.definitions import A, Question
from generator.reasoning.evaluator import holds, obeys
from generator.reasoning.formulas import Demand, Formula, Member, Variable, demands, formula, grant
from generator.reasoning.joint import Joint, spoken, stated
from generator.reasoning.logic.constraints import ALWAYS, NEVER, Constraint, every, exactly, reduced, some
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists, possible
from generator.reasoning.replay import case_amount, case_values
from generator.reasoning.settings import Setting, settings
from generator.reasoning.witnesses import Case, Witness, first_case, witness


class Level(Enum):
    """What rules are compared for: what they oblige to, what they recommend beside, what they permit."""

    DUTIES = auto()  # the musts and must_nots are kept
    ADVICE = auto()  # the shoulds and should_nots are, too
    PERMISSIONS = auto()  # a may grants it


@dataclass(frozen=True, slots=True)
class Said:
    """Some rules of a version of a document."""

    edition: Edition
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A case that only the old rules let happen (`lost`), and one that only the new ones do (`gained`).

    `doubt` says why neither is certain: units whose conversion is not, a question that takes too much work, terms that
    are other things in the new version (`others`).
    """

    lost: Witness | None = None
    gained: Witness | None = None
    doubt: Literal["units", "work", "terms"] | None = None
    others: tuple[str, ...] = ()


def contrast(old: Said, new: Said, level: Level) -> Contrast:
    """How two sets of rules differ at a level."""
    joint = Joint.of(old.edition.vocabulary, new.edition.vocabulary)
    rules = [joint.in_new_names(rule) for rule in old.rules], list(new.rules)
    about = spoken(rules[0]) | spoken(rules[1])
    if others := tuple(name for name in joint.others if name in about):
        return Contrast(doubt="terms", others=others)
    before, after = (
        _Side(_members(said.edition, each, joint), tuple(joint.known(stated(each), old=said is old)), level)
        for said, each in zip((old, new), rules, strict=True)
    )
    beside = [joint.either(name) for name in sorted(about & joint.changed)]
    if _alike(before, after):
        return Contrast()
    try:
        lost, surely_lost = _difference(before, after, joint, beside)
        gained, surely_gained = _difference(after, before, joint, beside)
    except TooMuchWork:
        return Contrast(doubt="work")
    return Contrast(lost, gained, None if surely_lost and surely_gained else "units")


@dataclass(frozen=True, slots=True)
class _Side:
    """The rules of a version, all terms called as in the new one, and what conduct the version has names for."""

    members: tuple[Member, ...]
    known: tuple[Condition, ...]
    level: Level

    def demands(self, depth: int) -> Iterator[Demand]:
        for member in self.members:
            if self.level is not Level.PERMISSIONS:
                made = demands(member, 0, shoulds=self.level is Level.ADVICE)
                yield from (replace(demand, depth=depth) for demand in made)
            elif (granted := grant(member)) is not None:
                yield replace(granted, depth=depth)

    def lets(self, setting: Setting, own: Sequence[Demand], known: Sequence[Formula]) -> Constraint:
        """What the rules let happen, as far as the version has names for it."""
        if self.level is Level.PERMISSIONS:
            done = some(*(every(setting.applies(d, A), setting.says(d.asks, A)) for d in own))
        else:
            done = setting.obeys(A, own)
        return every(done, *(setting.says(each, A) for each in known))

    def confirmed(self, case: Case) -> bool | None:
        """Whether the evaluator finds that the rules let a case happen; None where it cannot tell."""
        done, at = case_values(case), case_amount(case)
        found: list[bool | None] = [holds(condition, done, at) for condition in self.known]
        if self.level is Level.PERMISSIONS:
            granting = [m for m in self.members if m.rule.may is not None]
            grants = [_applies_and_grants(member.rule, case) for member in granting]
            found.append(True if True in grants else None if None in grants else False)
        else:
            found += [obeys(m.rule, done, at, shoulds=self.level is Level.ADVICE) for m in self.members]
        return False if False in found else None if None in found else True


def _applies_and_grants(rule: Rule, case: Case) -> bool | None:
    done, at = case_values(case), case_amount(case)
    conditions = [c for c in (rule.when, rule.may) if c is not None]
    found = [holds(condition, done, at) for condition in conditions]
    if rule.unless is not None:
        excepted = holds(rule.unless, done, at)
        found.append(None if excepted is None else not excepted)
    return False if False in found else None if None in found else True


def _members(edition: Edition, rules: Sequence[Rule], joint: Joint) -> tuple[Member, ...]:
    renamed = replace(edition, vocabulary=joint.vocabulary)
    clauses = {clause.id: clause for clause in edition.document.all_clauses()}
    return tuple(Member(renamed, rule, clauses[rule.clause]) for rule in rules)


def _alike(one: _Side, other: _Side) -> bool:
    """Whether it shows at a glance that two sides say the same."""
    bare = [[replace(member.rule, clause="", index=0) for member in side.members] for side in (one, other)]
    return bare[0] == bare[1] and one.known == other.known


def _difference(here: _Side, there: _Side, joint: Joint, beside: Sequence[Condition]) -> tuple[Witness | None, bool]:
    """The first case that one side lets happen and the other does not; and whether the answer is the same whatever
    uncertain conversions turn out to be. Raises `TooMuchWork`.
    """
    made = [*here.demands(0), *there.demands(1)]
    known = [[formula(condition, joint.vocabulary) for condition in side.known] for side in (here, there)]
    around = [formula(condition, joint.vocabulary) for condition in beside]
    shown: Witness | None = None
    answers: set[bool] = set()
    for setting in settings(made, joint.vocabulary, [*known[0], *known[1], *around]):
        lets = [
            side.lets(setting, [d for d in made if d.depth == depth], known[depth])
            for depth, side in enumerate((here, there))
        ]
        can_be = every(*(setting.says(each, A) for each in around))
        given = every(lets[0], setting.not_(lets[1]), can_be)
        question = Question(given, NEVER, {}, A)
        search = Exists(given, NEVER, {}, setting.domain, Effort())
        model = search.find()
        answers.add(model is not None)
        if model is not None and shown is None:
            case = first_case(Answer(setting, question, search, model))
            if here.confirmed(case) is not True or there.confirmed(case) is not False:
                raise TooMuchWork  # two opinions on one case are no answer
            shown = witness(case, _matter(case, given, [*known[0], *known[1]]))
    return shown, len(answers) < 2


def _matter(case: Case, given: Constraint, known: Sequence[Formula]) -> frozenset[Variable]:
    """The variables that are enough to tell the case from the rest, whatever the others are."""
    setting = case.setting
    told = {**case.situation, **case.conduct}
    usual = every(*(setting.says(each, A) for each in known))
    model = {setting.name(variable, A): value for variable, value in told.items()}
    if reduced(usual, model) != ALWAYS:
        usual = ALWAYS
    otherwise = every(usual, setting.not_(given))
    left = list(told)
    for variable in tuple(told):
        rest = [other for other in left if other != variable]
        fixed = [exactly(setting.name(other, A), told[other]) for other in rest]
        if possible(every(otherwise, *fixed), setting.domain, Effort()) is None:
            left = rest
    return frozenset(left)

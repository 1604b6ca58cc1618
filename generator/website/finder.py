"""找渠道: for everything that a procedure's finder asks about, what the rules recommend or leave, what that asks for, and the
clauses that say so. Decided by the engine, for every combination of what is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from generator.document import citations
from generator.document.blocks import Anchor
from generator.model import Condition, Edition, Finder, TermKind
from generator.phrases import duty_words, said_words
from generator.reasoning import Ground, Member, Option, brought, choices, options
from generator.website.boxes import Box, Value, box_words, boxes

MOST_QUESTIONS = 200
"""So many combinations are asked about at most; terms that would make more stay open."""


@dataclass(frozen=True, slots=True)
class Source:
    """A clause that says so."""

    anchor: Anchor
    citation: str


Case = tuple[Value, ...]
Named = Mapping[str, Sequence[str]]
"""Cases by what they are of: for each term the values that it may have."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What else there is to do, in the cases where it is not always asked for, and on what it still depends. `when` are the
    same cases, each a value or several for each term that is asked about and for the answer.
    """

    words: str
    cases: str
    open: tuple[str, ...]
    source: Source
    when: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The cases that have one answer (`when` names them); `words` are what else people call them. Without a recommendation
    (`advised` is false) the answers are what is left by what is not allowed.
    """

    cases: str
    words: tuple[str, ...]
    answers: tuple[str, ...]
    advised: bool
    forbidden: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    sources: tuple[Source, ...]
    when: Named


def recommendations(edition: Edition) -> Iterator[Recommendation]:
    """What a procedure's rules answer to what its finder asks; cases in the order declared. Nothing where they tell nothing."""
    finder = edition.document.finder
    if finder is None or finder.answer not in edition.vocabulary:
        return
    asked = _Asked.of(edition, finder)
    alike: dict[_Answer, list[Case]] = {}
    for case in product(*asked.values):
        if (answer := _answer(options(asked.ground, finder.answer, asked.known(case), asks=False))) is not None:
            alike.setdefault(answer, []).append(case)
    for answer, cases in alike.items():
        for box in boxes(cases):
            yield asked.recommendation(answer, box)


@dataclass(frozen=True, slots=True)
class _Answer:
    answers: tuple[str | bool, ...]
    advised: bool
    forbidden: tuple[str | bool, ...]
    sources: tuple[Source, ...]


def _answer(found: Sequence[Option]) -> _Answer | None:
    """What is to be told of some options: the recommended ones; else, where some are not allowed, the others."""
    recommended = [option for option in found if option.verdict == "recommended"]
    forbidden = [option for option in found if option.verdict == "forbidden"]
    left = recommended or [option for option in found if option.verdict in ("allowed", "discouraged")]
    if not left or not (recommended or forbidden):
        return None
    members = {member.key: member for option in (*recommended, *forbidden) for member in option.by}
    return _Answer(
        tuple(option.choice for option in left),
        bool(recommended),
        tuple(option.choice for option in forbidden),
        tuple(_source(member) for member in members.values()),
    )


def _source(member: Member) -> Source:
    document = member.edition.document
    anchor = Anchor(document.procedure, document.id, document.version, member.rule.clause)
    return Source(anchor, citations(document)[member.rule.clause])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a finder asks about: terms with their values, those that no rule tells apart as one."""

    ground: Ground
    finder: Finder
    terms: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    meant: Mapping[tuple[str, str], Condition]
    """What each value of each term means, as a condition."""

    @classmethod
    def of(cls, edition: Edition, finder: Finder) -> _Asked:
        ground = Ground.of(edition, ())
        meant: dict[tuple[str, str], Condition] = {}
        values: dict[str, tuple[Value, ...]] = {}
        for name in finder.ask:
            term = ground.vocabulary.get(name)
            if term is None or not term.given or not (found := dict(choices(ground, name))):
                continue
            words = {c: c if isinstance(c, str) else f"{name}：{said_words(c)}" for c in found}
            meant |= {(name, words[choice]): condition for choice, condition in found.items()}
            alike = ground.alike(name) if term.kind is TermKind.CHOICE else {}
            together: dict[str, list[str]] = {}
            for said in words.values():
                together.setdefault(alike.get(said, said), []).append(said)
            values[name] = tuple(map(tuple, together.values()))
            if prod(map(len, values.values())) > MOST_QUESTIONS:
                del values[name]
        return cls(ground, finder, tuple(values), tuple(values.values()), meant)

    def known(self, case: Case) -> list[Condition]:
        """What is known in a case."""
        return [self.meant[term, value[0]] for term, value in zip(self.terms, case, strict=True)]

    def recommendation(self, answer: _Answer, box: Box) -> Recommendation:
        """What is told of the cases in a box, which have one answer."""
        names = [name for values in box for value in values for name in value]
        aliases = {
            choice.name: choice.aliases for term in self.terms for choice in self.ground.vocabulary[term].choices
        }
        return Recommendation(
            box_words(box, self.values) or "所有情形",
            tuple(alias for name in names for alias in aliases.get(name, ())),
            tuple(map(said_words, answer.answers)),
            answer.advised,
            tuple(map(said_words, answer.forbidden)),
            tuple(self._requirements(answer, box)),
            answer.sources,
            _named(self.terms, box),
        )

    def _requirements(self, answer: _Answer, box: Box) -> Iterator[Requirement]:
        """What is asked for because of the case, or of the answer."""
        meant = dict(choices(self.ground, self.finder.answer))
        because = (*self.terms, self.finder.answer)
        found: dict[Requirement, list[Case]] = {}
        for case in product(*box):
            for choice in answer.answers:
                known = self.ground.formulas([*self.known(case), meant[choice]])
                for duty in brought(self.ground, known, because):
                    words = duty_words(duty.strength, duty.condition)
                    unlimited = Requirement(words, "", duty.open, _source(duty.member))
                    found.setdefault(unlimited, []).append((*case, (said_words(choice),)))
        whole = (*box, tuple((said_words(choice),) for choice in answer.answers))
        for requirement, cases in found.items():
            parts = tuple(boxes(cases))
            limits = "；".join(filter(None, (box_words(part, whole) for part in parts)))
            yield replace(requirement, cases=limits, when=tuple(_named(because, part) for part in parts))


def _named(terms: Sequence[str], box: Box) -> Named:
    return {term: [name for value in values for name in value] for term, values in zip(terms, box, strict=True)}


def finder_json(edition: Edition, found: Sequence[Recommendation]) -> bytes:
    """The same for programs."""
    finder = edition.document.finder
    said = {
        "document": edition.document.name,
        "version": str(edition.document.version),
        "ask": list(finder.ask) if finder else [],
        "answer": finder.answer if finder else None,
        "rows": [
            {
                "cases": row.cases,
                "words": list(row.words),
                "answers": list(row.answers),
                "recommended": row.advised,
                "forbidden": list(row.forbidden),
                "asks": [
                    {
                        "words": each.words,
                        "cases": each.cases,
                        "depends_on": list(each.open),
                        "clause": each.source.anchor.id,
                        "citation": each.source.citation,
                    }
                    for each in row.requirements
                ],
                "by": [{"clause": each.anchor.id, "citation": each.citation} for each in row.sources],
            }
            for row in found
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()

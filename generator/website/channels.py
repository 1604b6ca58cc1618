"""What a procedure asks of whoever uses one of its channels: the rules that stand under a heading that names it, with what the
departments that implement them ask for instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.model import AllOf, Clause, Document, Rule, TermChoice, atoms, terms_of
from generator.phrases import case_words, duty_words
from generator.website.holding import Held
from generator.website.library import Shelf
from generator.website.practices import Practice
from generator.website.press import Press


@dataclass(frozen=True, slots=True)
class Local:
    """What a department asks for where the procedure asks for something: `owner` is its id."""

    owner: str
    department: str
    words: str
    held: Held
    citation: str


@dataclass(frozen=True, slots=True)
class ChannelDuty:
    """What a channel's rule asks for, and what departments make of it."""

    words: str
    anchor: Anchor
    citation: str
    locals: tuple[Local, ...]


def channel_duties(shelf: Shelf, press: Press) -> Mapping[str, Sequence[ChannelDuty]]:
    """For each choice of what a procedure's finder answers, what the rules under its heading ask for."""
    edition = shelf.main.edition
    finder = edition.document.finder
    term = edition.vocabulary.get(finder.answer) if finder else None
    if term is None:
        return {}
    practices = press.practices.get(edition.key, {})
    asked = {*(finder.ask if finder else ()), term.name}
    found: dict[str, list[ChannelDuty]] = {choice.name: [] for choice in term.choices}
    for heading, clause in _headed(edition.document):
        for choice in term.choices:
            if _names(heading, choice):
                found[choice.name] += _duties(clause, edition.document, practices.get(clause.id, ()), asked, press)
    return {name: duties for name, duties in found.items() if duties}


def _headed(document: Document) -> Iterator[tuple[str, Clause]]:
    """Every clause with the title of each section and clause that it stands below."""
    for section in document.all_sections():
        for top in section.clauses:
            for clause in top.walk():
                yield section.title, clause
                yield from ((clause.title or "", part) for part in clause.walk() if part is not clause)


def _names(heading: str, choice: TermChoice) -> bool:
    return heading in (choice.name, *choice.aliases)


def _duties(
    clause: Clause, document: Document, practices: Sequence[Practice], asked: set[str], press: Press
) -> Iterator[ChannelDuty]:
    """The duties of a clause that the finder does not tell by itself, since they do not depend on what it asks."""
    for rule in clause.all_rules():
        if asked & _terms(rule):
            continue
        locals = tuple(local for practice in practices for local in _locals(practice))
        for words in rule_lines(rule):
            yield ChannelDuty(words, press.anchor(document, clause.id), press.labels(document)[clause.id], locals)


def _locals(practice: Practice) -> Iterator[Local]:
    for held in practice.rules:
        for words in rule_lines(held.rule):
            yield Local(practice.owner, practice.department, words, held, practice.citation)


def rule_lines(rule: Rule) -> Iterator[str]:
    """A rule in short lines, one for each duty: `夜间：热线响应时间应不超过60秒`."""
    before = f"{case_words(rule.when)}：" if rule.when is not None else ""
    after = f"（{case_words(rule.unless)}除外）" if rule.unless is not None else ""
    duties = (
        ("must", (rule.must,)),
        ("must_not", rule.must_not),
        ("should", (rule.should,)),
        ("should_not", rule.should_not),
        ("may", (rule.may,)),
    )
    for strength, conditions in duties:
        for condition in conditions:
            apart = isinstance(condition, AllOf) and strength in ("must", "should")
            for part in condition.parts if isinstance(condition, AllOf) and apart else (condition,):
                if part is not None:
                    yield f"{before}{duty_words(strength, part)}{after}"


def _terms(rule: Rule) -> set[str]:
    return {name for condition in (rule.when, rule.unless) for atom in atoms(condition) for name in terms_of(atom)}

"""What a procedure asks of whoever uses one of its channels: what the clauses say that stand under a heading that names it or
that recommend it, with what the departments that implement them ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.model import AllOf, Choice, Clause, Condition, Document, Rule, Term, TermChoice, atoms, terms_of
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
    """What a channel's clause asks for, and what departments make of it. Where only departments ask for anything, `words` is the
    clause's title (`titled`).
    """

    words: str
    anchor: Anchor
    citation: str
    locals: tuple[Local, ...]
    titled: bool


def channel_duties(shelf: Shelf, press: Press) -> Mapping[str, Sequence[ChannelDuty]]:
    """For each choice of what a procedure's finder answers, what the clauses ask for that stand under its heading or recommend
    it.
    """
    edition = shelf.main.edition
    finder = edition.document.finder
    term = edition.vocabulary.get(finder.answer) if finder else None
    if term is None:
        return {}
    practices = press.practices.get(edition.key, {})
    asked = {*(finder.ask if finder else ())}
    about = {choice.name: _clauses(edition.document, term, choice) for choice in term.choices}
    found = {
        name: [
            duty
            for clause in clauses
            for duty in _duties(clause, edition.document, practices.get(clause.id, ()), asked, term, press)
        ]
        for name, clauses in about.items()
    }
    return {name: duties for name, duties in found.items() if duties}


def _clauses(document: Document, term: Term, choice: TermChoice) -> Sequence[Clause]:
    """The clauses on one choice, in document order."""
    names = (choice.name, *choice.aliases)
    headed = {clause.id for heading, clause in _headed(document) if heading in names}
    return [clause for clause in document.all_clauses() if clause.id in headed or _recommends(clause, term, choice)]


def _headed(document: Document) -> Iterator[tuple[str, Clause]]:
    """Every clause with the title of each section and clause that it stands below."""
    for section in document.all_sections():
        for top in section.clauses:
            for clause in top.walk():
                yield section.title, clause
                yield from ((clause.title or "", part) for part in clause.walk() if part is not clause)


def _recommends(clause: Clause, term: Term, choice: TermChoice) -> bool:
    """Whether a clause wants this choice to be made."""
    wanted = (duty for rule in clause.all_rules() for duty in (rule.must, rule.should) if duty is not None)
    said = (atom for duty in wanted for atom in atoms(duty) if isinstance(atom, Choice) and atom.term == term.name)
    return any(choice.name in atom.choices for atom in said)


def _duties(
    clause: Clause, document: Document, practices: Sequence[Practice], asked: set[str], term: Term, press: Press
) -> Iterator[ChannelDuty]:
    """What a clause asks for, but what the finder tells by itself."""
    locals = tuple(local for practice in practices for local in _locals(practice))
    words = [line for rule in clause.all_rules() if not _told(rule, asked, term) for line in rule_lines(rule)]
    for line in words or ([clause.title or ""] if locals else ()):
        anchor, citation = press.anchor(document, clause.id), press.labels(document)[clause.id]
        yield ChannelDuty(line, anchor, citation, locals, titled=not words)


def _told(rule: Rule, asked: set[str], term: Term) -> bool:
    """Whether the finder tells a rule by itself: it depends on what is asked or on the answer, or gives nothing but the answer."""
    guards = _terms(rule.when, rule.unless)
    return bool(guards & {*asked, term.name}) or _terms(*rule.duties()) == {term.name}


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


def _terms(*conditions: Condition | None) -> set[str]:
    return {name for condition in conditions for atom in atoms(condition) for name in terms_of(atom)}

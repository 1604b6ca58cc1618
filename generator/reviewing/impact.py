"""What a change does to the documents below: which of them it puts in the wrong, which in the right, and which it leaves alone.

Every document is checked against the newest text of what stands above it, before the change and after; what is found then
and was not before is what the change brings, whichever version a document names today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.findings import Finding
from generator.history.changes import changed_terms, edition_changes
from generator.history.following import Concern, Step, concerned, stated_in
from generator.history.renaming import ids_through
from generator.model import Clause, Document, Edition, atoms, terms_of
from generator.phrases import case_words, duty_words, rule_words
from generator.reviewing.states import State, signatures, standing

Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Speaking:
    """A clause of a document that speaks of what changed above: its number, and what it says of that in words."""

    id: str
    label: str
    says: str
    concern: Concern


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands after a change of what stands above it: what is found against it now and was not before, what
    was and is no longer, what it says on the matter.
    """

    document: Document
    department: str
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    speaking: tuple[Speaking, ...]
    unmet: tuple[Concern, ...] = ()
    """Clauses above that now ask for a clause here."""


def impact(base: State, head: State) -> tuple[Standing, ...]:
    """How each document below a changed one stands, in the order of the files."""
    before, after = (signatures(state.ahead.policy) for state in (base, head))
    touched = frozenset(name for name in after if name in before and before[name] != after[name])
    if not touched:
        return ()
    names = renamed(base, head)
    steps = _steps(base, head)
    was = [(identity(finding, names), finding) for finding in base.ahead.findings(touched) if standing(finding)]
    now = [(identity(finding, {}), finding) for finding in head.ahead.findings(touched) if standing(finding)]
    came, went = (sorted(only_in(*pair), key=lambda each: each.order) for pair in ((now, was), (was, now)))
    made: list[Standing] = []
    for procedure in head.ahead.policy.procedures:
        for edition in procedure.working:
            if edition.document.name in touched and edition.document.implements:
                new = tuple(f for f in came if f.document == edition.document.name)
                gone = tuple(f for f in went if f.document == edition.document.name)
                above = [upper.document for upper in procedure.above(edition)]
                if not (new or gone or any(upper.name in steps for upper in above)):
                    continue
                found = list(_concerned(edition.document, above, steps))
                made.append(
                    Standing(
                        edition.document,
                        head.ahead.policy.department_title(edition.document.department),
                        new,
                        gone,
                        tuple(_speaking(edition.document, found)),
                        tuple(each for each in found if not each.own),
                    )
                )
    return tuple(made)


def identity(finding: Finding, names: Mapping[tuple[str, str], str]) -> Identity:
    """What makes two findings the same: their kind and their clauses, by their newest ids; else what they are about."""

    def newest(document: str, clause: str) -> tuple[str, str]:
        return document, names.get((document, clause), clause)

    if finding.conflict:
        return (finding.code, finding.severity, *(newest(c.document, c.clause) for c in finding.conflict))
    clause = newest(finding.document, finding.clause) if finding.document and finding.clause else None
    return (finding.code, finding.severity, finding.document, clause, finding.about or finding.message.en)


def only_in(here: Sequence[tuple[Identity, Finding]], there: Sequence[tuple[Identity, Finding]]) -> list[Finding]:
    """The findings that are here and not there, each with its identity; of several of one identity as many as are more, and
    those that say something else.
    """
    left = Counter(key for key, _ in there)
    said = {(key, finding.message) for key, finding in there}
    more: set[int] = set()
    for number in sorted(range(len(here)), key=lambda n: (here[n][0], here[n][1].message) not in said):
        key = here[number][0]
        left[key] -= 1
        if left[key] < 0:
            more.add(number)
    return [finding for number, (_, finding) in enumerate(here) if number in more]


def renamed(base: State, head: State) -> Mapping[tuple[str, str], str]:
    """The new id of each clause that is called otherwise now, by its document and old id."""
    found: dict[tuple[str, str], str] = {}
    for name, (old, new) in _pairs(base, head).items():
        ids = ids_through([old.document, new.document])
        found |= {(name, before): now for now, before in ids.items() if now != before}
    return found


def _pairs(base: State, head: State) -> Mapping[str, tuple[Edition, Edition]]:
    """The working documents of both states by their names."""
    before = {e.document.name: e for p in base.ahead.policy.procedures for e in p.working}
    after = {e.document.name: e for p in head.ahead.policy.procedures for e in p.working}
    return {name: (before[name], edition) for name, edition in after.items() if name in before}


def _steps(base: State, head: State) -> Mapping[str, Step]:
    """What changed in each document that others stand on."""
    found: dict[str, Step] = {}
    for name, (old, new) in _pairs(base, head).items():
        changes = tuple(edition_changes(old, new, ids_through([old.document, new.document])))
        terms = changed_terms(old.vocabulary, new.vocabulary)
        if changes or terms:
            found[name] = Step(old, new, changes, terms)
    return found


def _concerned(document: Document, above: Sequence[Document], steps: Mapping[str, Step]) -> Iterator[Concern]:
    for position, upper in enumerate(above):
        if (step := steps.get(upper.name)) is not None:
            yield from concerned(document, step, tuple(above[:position]))


def _speaking(document: Document, found: list[Concern]) -> Iterator[Speaking]:
    labels = citations(document)
    clauses = {clause.id: clause for clause in document.all_clauses()}
    for concern in found:
        for id in concern.own:
            yield Speaking(id, labels[id], says(clauses[id], about(concern)), concern)


def about(concern: Concern) -> frozenset[str]:
    """The terms that a change is about."""
    if concern.change is None:
        return frozenset({concern.term} if concern.term else ())
    versions = [clause for clause in (concern.change.old, concern.change.new) if clause]
    return frozenset(concern.change.terms).union(*map(stated_in, versions))


def says(clause: Clause, terms: frozenset[str]) -> str:
    """What a clause says of some terms: `热线响应时间应不超过60秒（夜间或节假日）`; else all its rules; else nothing."""
    lines: list[str] = []
    for rule in clause.all_rules():
        duties = (
            ("must", [rule.must]),
            ("must_not", rule.must_not),
            ("should", [rule.should]),
            ("should_not", rule.should_not),
            ("may", [rule.may]),
        )
        said = [
            duty_words(strength, atom)
            for strength, conditions in duties
            for condition in conditions
            for atom in atoms(condition)
            if terms.intersection(terms_of(atom))
        ]
        if said:
            lines.append("，".join(said) + (f"（{case_words(rule.when)}）" if rule.when is not None else ""))
    return "；".join(lines or map(rule_words, clause.all_rules()))

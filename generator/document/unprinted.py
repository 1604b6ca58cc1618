"""What a clause asks for without printing it: its rules, what documents below may do with it, what it implements, what its terms
mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.document.comparison import Pair, paired
from generator.document.numbering import citations
from generator.history.changes import ClauseChange
from generator.history.implementing import Upper
from generator.model import Clause, Edition, Latitude, Policy, Vocabulary
from generator.phrases import atom_words, rule_words, term_words
from generator.reasoning.joint import renamed_terms

LATITUDES: Mapping[Latitude, str] = {
    Latitude.FIXED: "下级文件不得另作规定",
    Latitude.TIGHTEN: "下级文件只可更严",
    Latitude.RANGE: "下级文件可在范围内另行规定",
    Latitude.FREE: "下级文件可另行规定",
}


def unprinted(
    changes: Iterable[ClauseChange], old: Edition, new: Edition, policy: Policy
) -> Mapping[str, Sequence[Pair[str]]]:
    """By the id of each clause that both versions have and that changed, the lines of this that differ."""
    earlier = {now: was for was, now in renamed_terms(old.vocabulary, new.vocabulary).items()}
    found: dict[str, Sequence[Pair[str]]] = {}
    for change in changes:
        if change.old is not None and change.new is not None:
            terms = [earlier.get(name, name) for name in change.terms]
            before = (*_asked(change.old, policy), *_implemented(change.no_longer), *_terms(terms, old.vocabulary))
            after = (*_asked(change.new, policy), *_implemented(change.newly), *_terms(change.terms, new.vocabulary))
            found[change.id] = [pair for pair in paired(before, after, str) if pair.kind != "same"]
    return found


def _asked(clause: Clause, policy: Policy) -> Iterator[str]:
    yield from (f"规则：{rule_words(rule)}" for rule in clause.all_rules())
    yield LATITUDES[clause.latitude] + "".join(f"：{atom_words(bound)}" for bound in clause.range)
    if clause.implement:
        named = "各部门" if clause.implement == "all" else "、".join(map(policy.department_title, clause.implement))
        yield f"须由{named}在实施细则中落实"


def _implemented(uppers: Iterable[Upper]) -> Iterator[str]:
    for document, id in uppers:
        clause = document.clause(id)
        title = f"“{clause.title}”" if clause and clause.title else ""
        yield f"落实：《{document.title}》{citations(document)[id]}{title}"


def _terms(names: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    yield from (f"术语“{name}”：{term_words(vocabulary[name])}" for name in names if name in vocabulary)

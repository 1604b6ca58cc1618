"""Why a single rule can never be followed, in words, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Words
from generator.model import Term, TermKind, atoms, terms_of
from generator.phrases import value_words
from generator.reasoning import Barrier, Member, barriers


def reason(member: Member) -> Words:
    """Sentences that follow upon the rule."""
    found = barriers(member)
    if not found:
        return Words(
            "它要求的几项互相排斥。请改掉其中一项。",
            "What it asks for excludes itself. Change one of the things that it asks for.",
        )
    said = [words for barrier in found for term in _quantities(member) if (words := _limit(term, barrier))]
    todo = _TODO[found]
    return Words(f"{'；'.join(w.zh for w in said)}。{todo.zh}", f"{'; '.join(w.en for w in said)}. {todo.en}")


_TODO: dict[tuple[Barrier, ...], Words] = {
    ("range",): Words("请改数值，或改术语的 range。", "Change the figure, or the term's range."),
    ("whole",): Words(
        "请改成以术语的单位计的整数，或去掉术语的 whole。",
        "Write a whole number of the term's own unit, or drop the term's whole.",
    ),
    ("whole", "range"): Words(
        "请改数值，或改术语的 range 和 whole。", "Change the figure, or the term's range and whole."
    ),
}


def _quantities(member: Member) -> Iterator[Term]:
    names = dict.fromkeys(name for duty in member.rule.duties() for atom in atoms(duty) for name in terms_of(atom))
    terms = (member.edition.vocabulary[name] for name in names)
    yield from (term for term in terms if term.kind is TermKind.QUANTITY)


def _limit(term: Term, barrier: Barrier) -> Words | None:
    if barrier == "whole":
        return (
            Words(
                f"“{term.name}”只取整数，而没有一个以 {term.unit} 计的整数符合它",
                f"'{term.name}' takes whole numbers, and no whole number of {term.unit} fits",
            )
            if term.whole
            else None
        )
    if term.range is None:
        return Words(f"“{term.name}”没有写 range，不会是负数", f"'{term.name}' has no range, so it is never negative")
    limits = value_words(term.range)
    return Words(f"“{term.name}”的取值范围（range）是{limits}", f"'{term.name}' has the range {limits}")

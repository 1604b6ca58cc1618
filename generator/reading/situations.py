"""What is known of a situation, as someone types it: `时段=夜间`, `办理时限=超过 3 天` (a condition of section Rules)."""

from __future__ import annotations

import re

from generator.model import Atom, Condition, Vocabulary, atoms, terms_of
from generator.reading.conditions import ConditionKind
from generator.reading.context import Context
from generator.reading.nearest import suggestion
from generator.reading.nodes import Mapping, Scalar, shown
from generator.reading.quantities import Unreadable

_TYPED = re.compile(r"\s*(?P<term>[^=＝<>≤≥≦≧]+?)\s*(?:[=＝]\s*|(?=[<>≤≥≦≧]))(?P<value>\S.*?)\s*", re.DOTALL)


def situation(typed: str, vocabulary: Vocabulary) -> Condition:
    """The condition that `TERM=VALUE` says on a given term. Raises `Unreadable`, with the nearest right name."""
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise Unreadable(
            f"“{shown(typed)}”应当写成 术语=取值，如 时段=夜间。",
            f"'{shown(typed)}': write TERM=VALUE, such as 时段=夜间.",
        )
    context = Context("", vocabulary=vocabulary)
    entry = (Scalar(match["term"], 1, 1), Scalar(match["value"], 1, 1))
    made = ConditionKind().read(Mapping([entry], 1, 1), context)
    if context.findings:
        message = context.findings[0].message
        raise Unreadable(message.zh, message.en)
    assert isinstance(made, Atom)
    _refuse_conduct(made, vocabulary)
    return made


def _refuse_conduct(condition: Atom, vocabulary: Vocabulary) -> None:
    for term in (vocabulary[name] for atom in atoms(condition) for name in terms_of(atom)):
        if not term.given:
            _, hint = suggestion(term.name, [each.name for each in vocabulary.values() if each.given])
            raise Unreadable(
                f"“{term.name}”是员工的做法，不是员工遇到的情形。{hint.zh}",
                f"'{term.name}' is conduct, not a situation that staff meet. {hint.en}".rstrip(),
            )

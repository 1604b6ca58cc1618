"""A text of the working document said anew: the text itself, and the values of the rules that it prints."""

from __future__ import annotations

from collections.abc import Sequence

from generator.editing import Edit, Mark, Replace
from generator.editing.layout import Laid
from generator.editing.paths import locate
from generator.model import Atom, Rule, Text
from generator.returning.elements import Signs
from generator.returning.merging import Changes, Remark
from generator.returning.standing import Standing
from generator.returning.texts import Values, as_typed, paragraphs_of, said_anew, written


def text_edits(
    text: Text,
    lines: Sequence[str],
    rules: Sequence[Rule],
    working: Standing,
    root: Laid,
    signs: Signs,
    changes: Changes,
    id: str,
) -> tuple[str | None, list[Edit]]:
    """A text whose print is these lines, None where it stays, and the edits of its rules' values."""
    values = Values(rules, working.edition.vocabulary)
    parts = paragraphs_of(text, rules, working.resolver, signs)
    made = said_anew(parts, lines, values, signs)
    changes.remarks += [Remark(kind, id, words, term) for kind, term, words in values.remarks]
    edits: list[Edit] = [_value(term, atom, words, root, working) for term, (atom, words) in values.changed.items()]
    return (None if made == written(parts) else made), edits


def _value(term: str, atom: Atom, words: str, root: Laid, working: Standing) -> Edit:
    """Another value of a rule, written as the one before was."""
    mark = Mark(atom.place.line, atom.place.column)
    was = locate(root, mark).value
    vocabulary = working.edition.vocabulary
    typed = as_typed(term, was.text, words, vocabulary) if was.kind == "scalar" else words
    return Replace(mark, typed)

"""A text of the YAML said anew: what changed in print, put into it, its placeholders, references and links kept.

A placeholder that prints something else now gives its rule another value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.document.comparison import paired
from generator.document.resolve import Resolver
from generator.document.words import word_diff
from generator.importing.figures import figures
from generator.model import Atom, Link, Placeholder, Reference, Rule, Term, Text, stated
from generator.phrases import value_words
from generator.reading.conditions import ConditionKind
from generator.reading.context import Context
from generator.reading.nodes import Mapping as Entries
from generator.reading.nodes import Scalar
from generator.returning.elements import Signs

_SAME: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph: how it is written in the YAML, how it prints, and the term whose condition it prints.

    `fixed`: it stands for something else (a reference to another document), so it stays only where its print does.
    """

    source: str
    printed: str
    term: str = ""
    fixed: bool = False


@dataclass(slots=True)
class Values:
    """The conditions that the placeholders of one text print, and which of them have another value now."""

    rules: Sequence[Rule]
    vocabulary: Mapping[str, Term]
    changed: dict[str, tuple[Atom, str]] = field(default_factory=dict)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, term, words): `reworded`, of which the print differs; `dropped`, no longer printed."""

    def atom(self, term: str) -> Atom | None:
        """The condition that is printed."""
        found = stated(term, self.rules)
        return found[0] if found else None

    def read(self, term: str, words: str) -> str | None:
        """Words as a value of the term that prints just so; None where there is none."""
        atom = read_value(term, words, self.vocabulary)
        return words if atom is not None and value_words(atom) == words else None


def read_value(term: str, words: str, vocabulary: Mapping[str, Term]) -> Atom | None:
    """What words say of a term; None where they say nothing that can be read."""
    if term not in vocabulary or not words.strip():
        return None
    context = Context("", vocabulary=vocabulary)
    made = ConditionKind().read(Entries([(Scalar(term, 1, 1), Scalar(words, 1, 1))], 1, 1), context)
    return made if made is not None and not context.findings and not isinstance(made, tuple) else None  # type: ignore[return-value]


def paragraphs_of(
    text: Text | None, rules: Sequence[Rule], resolver: Resolver, signs: Signs, renamed: Mapping[str, str] = _SAME
) -> list[list[Part]]:
    """The paragraphs of a text in their parts; `renamed` has new ids of what references lead to."""
    if text is None:
        return []
    own = resolver.edition.document
    made: list[list[Part]] = []
    for pieces in text.paragraphs:
        parts = []
        for piece in pieces:
            match piece:
                case str():
                    parts.append(Part(piece, piece))
                case Placeholder(term=term):
                    atom = next(iter(stated(term, rules)), None)
                    parts.append(Part(f"{{{{ {term} }}}}", value_words(atom) if atom else f"〔{term}〕", term))
                case Link(url=url, label=label):
                    parts.append(Part(_written(("link", url, label)), signs.of("link", url, label)))
                case Reference(target=target):
                    found = resolver.find(target)
                    source = f'{{{{ ref("{target}") }}}}'
                    if found and found[0] is own:
                        parts.append(Part(source, signs.of("ref", renamed.get(target.clause, target.clause))))
                    else:
                        reference = resolver.reference(target)
                        parts.append(Part(source, reference.text if reference else f"〔{target}〕", fixed=True))
        made.append(parts)
    return made


def printed(paragraphs: Sequence[Sequence[Part]]) -> tuple[str, ...]:
    """Paragraphs as they print."""
    return tuple("".join(part.printed for part in parts).strip() for parts in paragraphs)


def written(paragraphs: Sequence[Sequence[Part]]) -> str:
    """Paragraphs as they are written in the YAML."""
    return "\n\n".join("".join(part.source for part in parts) for parts in paragraphs)


def said_anew(paragraphs: Sequence[Sequence[Part]], lines: Sequence[str], values: Values, signs: Signs) -> str:
    """The text whose print is these lines. What became of its placeholders is noted in `values`."""
    sources: list[str] = []
    for pair in paired(list(paragraphs), [[Part(line, line)] for line in lines], _print):
        if pair.new is None:
            for part in pair.old or ():
                if part.term:
                    values.remarks.append(("dropped", part.term, part.printed))
            continue
        sources.append(_anew(pair.old or [], _print(pair.new), values, signs))
    return "\n\n".join(sources)


def _print(parts: Sequence[Part]) -> str:
    return "".join(part.printed for part in parts)


def _anew(parts: Sequence[Part], new: str, values: Values, signs: Signs) -> str:
    old = _print(parts)
    if old.strip() == new.strip():
        return "".join(part.source for part in parts)
    images = _images(old, new)
    sources = {part.printed: part.source for part in parts if part.printed in signs.meanings}
    kept: list[tuple[int, int, str]] = []
    at = least = 0
    for part in parts:
        start, at = at, at + len(part.printed)
        if not part.term and not part.fixed:
            continue
        found = _place(part, start, at, old, new, images, least, values)
        if found is not None:
            kept.append(found)
            least = found[1]
        elif part.term:
            values.remarks.append(("dropped", part.term, part.printed))
    made, at = "", 0
    for start, end, source in kept:
        made += _literal(new[at:start], sources, signs) + source
        at = end
    return made + _literal(new[at:], sources, signs)


def _images(old: str, new: str) -> Mapping[int, int]:
    """Where each character that both have stands in the new text."""
    made: dict[int, int] = {}
    here = there = 0
    for piece in word_diff(old, new):
        length = len(piece.text)
        if piece.kind == "same":
            made |= {here + n: there + n for n in range(length)}
        here += length if piece.kind != "new" else 0
        there += length if piece.kind != "gone" else 0
    return made


def _place(
    part: Part, start: int, end: int, old: str, new: str, images: Mapping[int, int], least: int, values: Values
) -> tuple[int, int, str] | None:
    """Where a part stands in the new text, and how it is written there."""
    starts = _ends(images.get(start), images[start - 1] + 1 if start - 1 in images else 0 if not start else None)
    after = len(new) if end == len(old) else None
    ends = _ends(images[end - 1] + 1 if end - 1 in images else None, images.get(end, after))
    spans = [(a, b) for a in starts for b in ends if least <= a < b]
    for a, b in spans:
        if new[a:b] == part.printed:
            return a, b, part.source
    if part.fixed:
        return None
    for a, b in spans:
        if (value := values.read(part.term, new[a:b])) is not None:
            return _changed(part, a, b, value, values)
    for a, b in reversed(spans):
        # Said in other words (在40秒以内): the rule takes the value, the text prints it in its own words.
        found = [each for each in figures(new[a:b]) if each.sure != "low"]
        if len(found) == 1 and (atom := read_value(part.term, found[0].value, values.vocabulary)) is not None:
            figure = found[0]
            values.remarks.append(("reworded", part.term, new[a + figure.start : a + figure.end].strip()))
            begin = a + figure.start
            begin -= new[a:begin].endswith("在")
            return _changed(part, begin, a + figure.end, value_words(atom), values)
    return None


def _changed(part: Part, start: int, end: int, words: str, values: Values) -> tuple[int, int, str]:
    atom = values.atom(part.term)
    if atom is not None and words != value_words(atom):
        values.changed[part.term] = (atom, words)
    return start, end, part.source


def _ends(*places: int | None) -> list[int]:
    return list(dict.fromkeys(place for place in places if place is not None))


def _literal(text: str, sources: Mapping[str, str], signs: Signs) -> str:
    return "".join(
        sources.get(character) or (_written(signs.meanings[character]) if character in signs.meanings else character)
        for character in text
    )


def _written(meaning: tuple[str, ...]) -> str:
    match meaning:
        case ("ref", id):
            return f'{{{{ ref("{id}") }}}}'
        case ("link", url, label):
            return f'{{{{ link("{url}", "{label}") }}}}'
        case _:
            raise AssertionError(meaning)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def as_typed(term: str, was: str, words: str, vocabulary: Mapping[str, Term]) -> str:
    """A value that prints these words, written as the one before was: `<= 45 秒` becomes `<= 40 秒`."""
    new = iter(_NUMBER.findall(words))
    alike = _NUMBER.sub(lambda found: next(new, found[0]), was)
    spaced = re.sub(r"(?<=[\d.])(?=[^\d.\s至])|(?<=[过于少])(?=\d)", " ", words)
    for candidate in (alike, spaced):
        atom = read_value(term, candidate, vocabulary)
        if atom is not None and value_words(atom) == words:
            return candidate
    return words

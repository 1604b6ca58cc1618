"""Terms explained where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Vocabulary

_TITLE = "《[^》]*》"
SHORTEST = 2
"""A word of one character stands in others too often."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """What each word means: terms, and choices that are explained."""

    meanings: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Glossary:
        """The words of a vocabulary that say what they are about."""
        found = {term.name: term.about for term in vocabulary.values() if term.about}
        for term in vocabulary.values():
            found |= {
                choice.name: choice.about for choice in term.choices if choice.about and choice.name not in vocabulary
            }
        words = sorted((word for word in found if len(word) >= SHORTEST), key=len, reverse=True)
        return cls(found, re.compile("|".join((_TITLE, *map(re.escape, words)))) if words else None)

    def about(self, term: str) -> str:
        """A term with what it means, where it says so."""
        return f"{term}：{self.meanings[term]}" if term in self.meanings else term

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """A text in parts, with the meaning of those that are words of the glossary and stand there for the first time. A word
        in a document's title is none of them.
        """
        seen: set[str] = set()
        at = 0
        for found in self.pattern.finditer(text) if self.pattern else ():
            if found[0] not in seen and found[0] in self.meanings:
                seen.add(found[0])
                yield text[at : found.start()], ""
                yield found[0], self.about(found[0])
                at = found.end()
        yield text[at:], ""


NO_WORDS = Glossary({}, None)

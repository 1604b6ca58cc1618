"""Which clauses of the document above a clause may implement: the same words weigh the more the rarer they are there."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.importing.draft import DraftClause, DraftSection, LinkProposal, Sure
from generator.importing.lines import plain
from generator.model import Bound, Clause, Document, atoms

SURE_FROM = 0.55
PROPOSED_FROM = 0.35
MENTIONED_FROM = 0.22
_IGNORED = re.compile(r"[\s\W_]+|本规程|本细则|规程|细则|公司|部门|下列|要求|遵守|应当|不超过|不少于|不低于|[0-9]+")


@dataclass(frozen=True, slots=True)
class Above:
    """A clause of the document above: the reference to it, its number, title and text, and the quantities that it bounds."""

    target: str
    citation: str
    title: str
    text: str
    terms: tuple[str, ...] = ()


def clauses_above(document: Document) -> tuple[Above, ...]:
    """The clauses of the document above."""
    numbers = citations(document)
    return tuple(
        Above(
            each.id,
            numbers[each.id],
            each.title or "",
            "".join(piece for piece in each.text.pieces() if isinstance(piece, str)),
            tuple(_bounded(each)),
        )
        for each in document.all_clauses()
    )


def _bounded(clause: Clause) -> Iterator[str]:
    """The quantities that a clause bounds."""
    for rule in clause.all_rules():
        for duty in rule.duties():
            yield from (atom.terms[0] for atom in atoms(duty) if isinstance(atom, Bound) and len(atom.terms) == 1)


def _pairs(text: str) -> Counter[str]:
    words = _IGNORED.sub(" ", text).split()
    return Counter(word[place : place + 2] for word in words for place in range(max(1, len(word) - 1)))


class Likeness:
    """Compares clauses with those of a document above, by pairs of characters (cosine, weighted by rarity)."""

    def __init__(self, above: Sequence[Above]) -> None:
        self._above = above
        counts = [_pairs(f"{each.title} {each.title} {each.text}") for each in above]
        seen = Counter(pair for count in counts for pair in count)
        self._weights: Mapping[str, float] = {pair: math.log(1 + len(above) / times) for pair, times in seen.items()}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, count in enumerate(counts):
            for pair, weight in self._vector(count).items():
                self._postings.setdefault(pair, []).append((place, weight))

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        rare = math.log(1 + len(self._above))
        made = {pair: times * self._weights.get(pair, rare) for pair, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in made.values())) or 1.0
        return {pair: weight / length for pair, weight in made.items()}

    def best(self, title: str, text: str) -> tuple[Above, float] | None:
        """The likest clause above and its likeness, 0 to 1."""
        own = self._vector(_pairs(f"{title} {title} {text}"))
        if not self._above:
            return None
        scores = [0.0] * len(self._above)
        for pair, weight in own.items():
            for place, other in self._postings.get(pair, ()):
                scores[place] += weight * other
        place = max(range(len(scores)), key=scores.__getitem__)
        return self._above[place], min(scores[place], 1.0)


def link(sections: Sequence[DraftSection], above: Sequence[Above], title: str) -> None:
    """Proposes links for every clause: one that its text names by number, else the likest one above it."""
    likeness = Likeness(above)
    named = {each.citation: each for each in above}
    for section in sections:
        for clause in section.all_clauses():
            text = plain(clause.lines)
            cited = _cited(text, title, named)
            if cited is not None:
                clause.links = [LinkProposal(cited.target, cited.citation, 1.0, "high")]
                continue
            found = likeness.best(clause.title or _short(clause, section), text)
            if found is not None and found[1] >= MENTIONED_FROM:
                sure: Sure = "high" if found[1] >= SURE_FROM else "medium" if found[1] >= PROPOSED_FROM else "low"
                clause.links = [LinkProposal(found[0].target, found[0].citation, found[1], sure)]


def _short(clause: DraftClause, section: DraftSection) -> str:
    return section.title if len(section.clauses) == 1 else ""


def _cited(text: str, title: str, named: Mapping[str, Above]) -> Above | None:
    """The clause that 《title》三（二）1 names."""
    at = text.find(f"《{title}》")
    if at < 0:
        return None
    after = text[at + len(title) + 2 :].lstrip("（(").lstrip()
    found = [citation for citation in named if after.startswith(citation)]
    return named[max(found, key=len)] if found else None

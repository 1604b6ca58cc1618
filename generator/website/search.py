"""Search entries: one for each clause and table row of what is in force, escaped so that no page can take them for HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from generator.document.blocks import ClauseBlock, Definitions, FormBlock, Heading, Lead, Paragraph, Run
from generator.document.manuscript import Manuscript
from generator.model import Policy, Vocabulary


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """`location` is the page's address with the anchor; the texts are plain. `keywords` are searched, but not shown; `above` are
    the headings that it stands below. What stands `aside` (a term, a form) comes after the clauses, unless it is called by its
    whole name.
    """

    location: str
    title: str
    text: str
    keywords: str = ""
    above: str = ""
    aside: bool = False


ALIKE = (("回复", "答复"), ("询问", "问询"), ("多久", "时限"))
"""Words of everyday talk that mean the same; what else terms are called, a policy says itself."""
EXAMPLES = "写给编写规章的人，其中的规则是举例"
"""What a result says of a page on how policies are written."""


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as plain text."""
    return " ".join("".join(part.text for part in paragraph) for paragraph in paragraphs)


def entries(manuscript: Manuscript, url: str, vocabulary: Vocabulary, *, terms: bool) -> Iterator[SearchEntry]:
    """The entries of a document, its page first; those of its `terms` only where no other page has them."""
    head = f"{manuscript.number} V{manuscript.version} {manuscript.department}"
    yield SearchEntry(url, manuscript.title, head)
    above: dict[int, str] = {}
    for block in manuscript.blocks:
        match block:
            case ClauseBlock():
                yield from _clause(block, url, " ".join(above.values()), vocabulary)
            case Heading():
                above = {level: title for level, title in above.items() if level < block.level} | {
                    block.level: block.title
                }
                yield SearchEntry(f"{url}#{block.id}", f"{block.label} {block.title}", "")
            case FormBlock():
                columns = "、".join(block.columns)
                yield SearchEntry(f"{url}#{block.id}", f"{block.label} {block.title}", columns, aside=True)
            case Definitions():
                for entry in block.entries if terms else ():
                    other = f"（又称{'、'.join(entry.aliases)}）" if entry.aliases else ""
                    yield SearchEntry(f"{url}#term-{entry.name}", entry.name, f"{entry.about}{other}", aside=True)
            case Lead():
                pass


def _clause(block: ClauseBlock, url: str, above: str, vocabulary: Vocabulary) -> Iterator[SearchEntry]:
    title = f"{block.citation} {block.title}" if block.title else block.citation
    yield SearchEntry(f"{url}#{block.id}", title, plain(block.paragraphs), _terms(block.paragraphs, vocabulary), above)
    if block.table:
        for number, row in enumerate(block.table.rows, 1):
            cells = (f"{column}：{plain(cell)}" for column, cell in zip(block.table.columns, row, strict=False))
            words = _terms((paragraph for cell in row for paragraph in cell), vocabulary)
            yield SearchEntry(f"{url}#{block.id}-row-{number}", title, "；".join(cells), words, above)


def _terms(paragraphs: Iterable[Paragraph], vocabulary: Vocabulary) -> str:
    """The terms whose conditions are printed, and what they mean: people search for them by name, or by what they are about."""
    printed = (part.term for paragraph in paragraphs for part in paragraph if isinstance(part, Run) and part.term)
    return " ".join(" ".join(_said(vocabulary, name)) for name in dict.fromkeys(printed))


def _said(vocabulary: Vocabulary, name: str) -> Iterator[str]:
    yield name
    if (term := vocabulary.get(name)) is not None:
        yield from (*term.aliases, term.about or "")


def index(found: Iterable[SearchEntry], policy: Policy, for_owners: Iterable[SearchEntry] = ()) -> str:
    """The index that the site's search worker reads, as JSON.

    `docs` has [address, entries] for each page, and, where its results come last, what they say of it; the entries are one
    string, since a thousand strings pass to the worker in a moment, and a hundred thousand objects do not. Entries are parted by
    U+001E; in each id, title, text, other words, headings and the mark of one that stands aside by U+001F.
    """
    documents = [*_documents(found), *([*document, EXAMPLES] for document in _documents(for_owners))]
    config = {"lang": ["zh"], "separator": r"[\s]+", "pipeline": [], "synonyms": _synonyms(policy)}
    return json.dumps({"config": config, "docs": documents}, ensure_ascii=False, separators=(",", ":"))


def _documents(found: Iterable[SearchEntry]) -> Iterator[list[str]]:
    pages: dict[str, list[str]] = {}
    for entry in found:
        page, _, anchor = entry.location.partition("#")
        pages.setdefault(page, [] if not anchor else [""]).append(
            _line(anchor, entry.title, entry.text, entry.keywords, entry.above, "aside" if entry.aside else "")
        )
    for page, lines in pages.items():
        yield [escape(page), escape("\x1e".join(lines))]


def _line(*parts: str) -> str:
    return "\x1f".join(part.replace("\x1e", "").replace("\x1f", "") for part in parts).rstrip("\x1f")


def _synonyms(policy: Policy) -> Mapping[str, list[str]]:
    """Each other name of a term or a choice -> the names that it stands for; and the words that are alike."""
    found = {word: [other for other in words if other != word] for words in ALIKE for word in words}
    for procedure in policy.procedures:
        vocabularies = [procedure.terms, *(edition.document.terms for edition in procedure.working)]
        for term in (term for vocabulary in vocabularies for term in vocabulary.values()):
            names = [(term.name, term.aliases), *((choice.name, choice.aliases) for choice in term.choices)]
            for name, aliases in names:
                for alias in aliases:
                    found.setdefault(escape(alias), []).append(escape(name))
    return {alias: sorted(set(names)) for alias, names in sorted(found.items())}

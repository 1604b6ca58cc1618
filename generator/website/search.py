"""Search entries: one for each clause and table row of what is in force, escaped so that no page can take them for HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from generator.document.blocks import ClauseBlock, Definitions, FormBlock, Heading, Lead, Paragraph, Run
from generator.document.manuscript import Manuscript
from generator.model import Policy


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """`location` is the page's address with the anchor; the texts are plain. `keywords` are searched, but not shown."""

    location: str
    title: str
    text: str
    keywords: str = ""


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as plain text."""
    return " ".join("".join(part.text for part in paragraph) for paragraph in paragraphs)


def entries(manuscript: Manuscript, url: str) -> Iterator[SearchEntry]:
    """The entries of a document, its page first."""
    head = f"{manuscript.number} V{manuscript.version} {manuscript.department}"
    yield SearchEntry(url, manuscript.title, head)
    for block in manuscript.blocks:
        match block:
            case ClauseBlock():
                yield from _clause(block, url)
            case Heading():
                yield SearchEntry(f"{url}#{block.id}", f"{block.label} {block.title}", "")
            case FormBlock():
                yield SearchEntry(f"{url}#{block.id}", f"{block.label} {block.title}", "、".join(block.columns))
            case Definitions():
                for entry in (each for each in block.entries if each.about):
                    other = f"（又称{'、'.join(entry.aliases)}）" if entry.aliases else ""
                    yield SearchEntry(f"{url}#term-{entry.name}", entry.name, f"{entry.about}{other}")
            case Lead():
                pass


def _clause(block: ClauseBlock, url: str) -> Iterator[SearchEntry]:
    title = f"{block.citation} {block.title}" if block.title else block.citation
    yield SearchEntry(f"{url}#{block.id}", title, plain(block.paragraphs), _terms(block.paragraphs))
    if block.table:
        for number, row in enumerate(block.table.rows, 1):
            cells = (f"{column}：{plain(cell)}" for column, cell in zip(block.table.columns, row, strict=False))
            yield SearchEntry(
                f"{url}#{block.id}-row-{number}",
                title,
                "；".join(cells),
                _terms(paragraph for cell in row for paragraph in cell),
            )


def _terms(paragraphs: Iterable[Paragraph]) -> str:
    """The terms whose conditions are printed: people search for them by name."""
    return " ".join(part.term for paragraph in paragraphs for part in paragraph if isinstance(part, Run) and part.term)


def index(found: Iterable[SearchEntry], policy: Policy) -> str:
    """The index that the site's search worker reads, as JSON.

    `docs` has [address, entries] for each page; the entries are one string, since a thousand strings pass to the worker in a
    moment, and a hundred thousand objects do not. Entries are parted by U+001E; in each id, title, text and other words by U+001F.
    """
    pages: dict[str, list[str]] = {}
    for entry in found:
        page, _, anchor = entry.location.partition("#")
        pages.setdefault(page, [] if not anchor else [_line("", "", "", "")]).append(
            _line(anchor, entry.title, entry.text, entry.keywords)
        )
    documents = [[escape(page), escape("\x1e".join(lines))] for page, lines in pages.items()]
    config = {"lang": ["zh"], "separator": r"[\s]+", "pipeline": [], "synonyms": _synonyms(policy)}
    return json.dumps({"config": config, "docs": documents}, ensure_ascii=False, separators=(",", ":"))


def _line(*parts: str) -> str:
    return "\x1f".join(part.replace("\x1e", "").replace("\x1f", "") for part in parts)


def _synonyms(policy: Policy) -> Mapping[str, list[str]]:
    """Each other name of a term or a choice -> the names that it stands for."""
    found: dict[str, list[str]] = {}
    for procedure in policy.procedures:
        vocabularies = [procedure.terms, *(edition.document.terms for edition in procedure.working)]
        for term in (term for vocabulary in vocabularies for term in vocabulary.values()):
            names = [(term.name, term.aliases), *((choice.name, choice.aliases) for choice in term.choices)]
            for name, aliases in names:
                for alias in aliases:
                    found.setdefault(escape(alias), []).append(escape(name))
    return {alias: sorted(set(names)) for alias, names in sorted(found.items())}

"""术语, 表单 and 相关文件: what readers look up across all documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.website.library import Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry
from generator.website.vocabulary import MOST_USES, glossaries

GROUP = "资料"


def pages(press: Press) -> Iterator[SitePage]:
    yield from _terms(press)
    yield from _forms(press)
    yield from _related(press)


def _terms(press: Press) -> Iterator[SitePage]:
    made = list(glossaries(press))
    if made:
        html = press.render("terms.html", "terms.md", glossaries=made, most=MOST_USES, crowded=press.crowded)
        toc = tuple(
            TocEntry(f"of-{each.shelf.procedure.id}-{document.id}", document.title, 1)
            for each in made
            if (document := each.shelf.main.edition.document)
        )
        url = press.addresses.url("terms.md")
        found = [SearchEntry(url, "术语", "规则用到的词是什么意思")]
        found += [
            SearchEntry(
                f"{url}#{each.id}",
                each.term.name,
                each.term.about or each.values,
                " ".join(each.term.aliases),
                aside=True,
            )
            for glossary in made
            for each in glossary.meanings
        ]
        yield SitePage("terms.md", "术语", html, toc, tuple(found), group=GROUP)


def _forms(press: Press) -> Iterator[SitePage]:
    found = [
        (shelf, form, press.labels(shelf.main.edition.document)[form.id])
        for shelf in press.shelves
        for form in shelf.main.edition.document.forms
    ]
    if found:
        html = press.render("forms.html", "forms.md", forms=found)
        entry = SearchEntry(press.addresses.url("forms.md"), "记录表单", "各文件的记录表单、编号和保存期限")
        yield SitePage("forms.md", "记录表单", html, entries=(entry,), group=GROUP)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A document that others mention: its number, its title, its page on the site, who mentions it."""

    number: str
    title: str
    page: str | None
    by: Sequence[Shelf]


def _related(press: Press) -> Iterator[SitePage]:
    mentioned: dict[tuple[str, str], list[Shelf]] = {}
    for shelf in press.shelves:
        for each in shelf.main.edition.document.related:
            mentioned.setdefault((each.number, each.title), []).append(shelf)
    found = [Mentioned(*key, press.numbered.get(key[0]), by) for key, by in sorted(mentioned.items())]
    repealed = [(title, shelf) for shelf in press.shelves for title in shelf.main.edition.document.repeals]
    if found or repealed:
        html = press.render("related.html", "related.md", mentioned=found, repealed=repealed, most=MOST_USES)
        toc = [TocEntry("related", "相关文件", 1)] if found else []
        toc += [TocEntry("repealed", "已废止的文件", 1)] if repealed else []
        entry = SearchEntry(press.addresses.url("related.md"), "相关文件", "各文件引用的其他文件和废止的文件")
        yield SitePage("related.md", "相关文件", html, tuple(toc), (entry,), group=GROUP)

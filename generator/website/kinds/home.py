"""The home page: search, 找渠道, and the documents."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.finder import Recommendation, finder_json, recommendations
from generator.website.library import Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press


def pages(press: Press) -> Iterator[SitePage]:
    found = [(shelf, _recommendations(shelf, press)) for shelf in press.procedures]
    html = press.render("home.html", "index.md", procedures=press.procedures, finders=found, shelves=press.shelves)
    finder = [TocEntry("finder", "找渠道", 1)] if any(rows for _, rows in found) else []
    yield SitePage("index.md", "首页", html, toc=(*finder, TocEntry("documents", "文件", 1)))


def _recommendations(shelf: Shelf, press: Press) -> tuple[Recommendation, ...]:
    """What a procedure's finder answers; for programs, too."""
    edition = shelf.main.edition
    found = tuple(recommendations(edition))
    if found:
        press.files[f"finder/{shelf.procedure.id}.json"] = finder_json(edition, found)
    return found

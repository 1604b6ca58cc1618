"""版本 and 截至某日: all versions of all documents on a line of time, and which were in force on a day."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.kinds.comparisons import compared, comparison_page
from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry

GROUP = "版本与下载"


def pages(press: Press) -> Iterator[SitePage]:
    html = press.render(
        "versions.html", "versions.md", shelves=press.shelves, compared=compared, comparison_page=comparison_page
    )
    entry = SearchEntry(press.addresses.url("versions.md"), "版本", "")
    yield SitePage("versions.md", "版本", html, entries=(entry,), group=GROUP)
    periods = [(shelf, [entry for entry in shelf.entries if entry.ever]) for shelf in press.shelves]
    days = {entry.edition.document.effective for _, entries in periods for entry in entries}
    days |= {entry.until for _, entries in periods for entry in entries if entry.until}
    html = press.render("in-force.html", "in-force.md", periods=periods, days=sorted(days))
    entry = SearchEntry(press.addresses.url("in-force.md"), "截至某日", "某一天有效的是哪些版本")
    yield SitePage("in-force.md", "截至某日", html, entries=(entry,), group=GROUP)

"""All versions of all documents, each document's on a line of time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    html = press.render("versions.html", "versions.md", shelves=press.shelves)
    yield SitePage("versions.md", "版本", html, entries=(SearchEntry(press.addresses.url("versions.md"), "版本", ""),))

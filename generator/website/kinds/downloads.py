"""The Word files, with what is needed to verify a copy."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    html = press.render("downloads.html", "downloads.md", downloads=press.downloads.values())
    entry = SearchEntry(press.addresses.url("downloads.md"), "下载", "")
    yield SitePage("downloads.md", "下载", html, entries=(entry,))

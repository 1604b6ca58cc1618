"""The Word files, with what is needed to verify a copy, and the feed of releases."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.feed import FEED, feed
from generator.website.kinds.versions import GROUP
from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    if (made := feed(press)) is not None:
        press.files[FEED] = made
    html = press.render(
        "downloads.html",
        "downloads.md",
        shelves=press.shelves,
        downloads=press.downloads,
        companions=press.companions,
        feed=made and FEED,
    )
    entry = SearchEntry(
        press.addresses.url("downloads.md"),
        "下载",
        "Word 文件：签署归档的版本、检查表、修订痕迹、合订本。签收表在每个版本的网页上。",
    )
    yield SitePage("downloads.md", "下载", html, entries=(entry,), group=GROUP)

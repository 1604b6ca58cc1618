"""The page of each version of each document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from generator.document.blocks import Block, ClauseBlock, FormBlock, Heading
from generator.website.library import Entry, Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import entries
from generator.website.views import Practices, practices, view


def pages(press: Press) -> Iterator[SitePage]:
    known = practices(press.shelves, press.policy)
    for shelf in press.shelves:
        for entry in shelf.entries:
            yield _page(shelf, entry, known, press)


def _page(shelf: Shelf, entry: Entry, known: Practices, press: Press) -> SitePage:
    document = entry.edition.document
    name = press.addresses.of(document)
    main = entry is shelf.main
    shown = view(entry, known, press.policy, full=main)
    for block in shown.manuscript.blocks:
        if isinstance(block, ClauseBlock) and block.picture:
            press.files[_picture(block.picture.file, block.picture.png)] = block.picture.png
    html = press.render(
        "document.html",
        name,
        view=shown,
        m=shown.manuscript,
        entry=entry,
        shelf=shelf,
        main=main,
        file=press.downloads.get(entry.edition.key),
        picture=_picture,
    )
    title = shown.manuscript.title if main else f"{shown.manuscript.title}（V{document.version}）"
    toc = (*_toc(shown.manuscript.blocks), *([TocEntry("rules", "本部门适用的规则", 1)] if shown.held else []))
    found = tuple(entries(shown.manuscript, press.addresses.url(name))) if main else ()
    return SitePage(name, title, html, toc, found, main, document.procedure)


def _picture(name: str, png: bytes) -> str:
    """A picture's file on the site; versions that show other bytes under one name keep their own."""
    return f"figures/{sha256(png).hexdigest()[:12]}-{name}"


def _toc(blocks: Sequence[Block]) -> Iterator[TocEntry]:
    for block in blocks:
        if isinstance(block, Heading):
            space = "" if block.label.endswith(("、", "）")) else " "
            yield TocEntry(block.id, f"{block.label}{space}{block.title}", block.level)
        elif isinstance(block, FormBlock):
            yield TocEntry(block.id, f"{block.label} {block.title}", 1)

"""数字对照: the figures of each procedure and of the documents below it, where there are any."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.matrix import matrix
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    made = [matrix(shelf, press.below(shelf), press.policy, press.today) for shelf in press.procedures]
    made = [each for each in made if each.rows or each.own]
    if made:
        html = press.render("matrix.html", "matrix.md", matrices=made)
        toc = tuple(TocEntry(each.shelf.procedure.id, each.shelf.main.edition.document.title, 1) for each in made)
        entry = SearchEntry(press.addresses.url("matrix.md"), "数字对照", "各部门的数字与规程对照")
        yield SitePage("matrix.md", "数字对照", html, toc, (entry,))

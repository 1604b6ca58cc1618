"""数字对照: the figures of each procedure and of the documents below it, where there are any.

A crowded procedure has no table of all documents, but one of its figures, and a page for each figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.ledgers import Ledger, ledgers
from generator.website.matrix import Matrix, matrix
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry

GROUP = "对照"


def pages(press: Press) -> Iterator[SitePage]:
    made: list[Matrix] = []
    turned: list[list[Ledger]] = []
    for shelf in press.procedures:
        below = press.below(shelf)
        if shelf.procedure.id in press.crowded:
            turned.append([*ledgers(shelf, below, press)])
        else:
            made.append(matrix(shelf, below, press.policy, press.today))
    made = [each for each in made if each.rows or each.own]
    turned = [each for each in turned if each]
    if not made and not turned:
        return
    compared = bool(turned) or any(len(each.columns) > 1 for each in made)
    html = press.render("matrix.html", "matrix.md", matrices=made, turned=turned, compared=compared)
    shelves = [*(each.shelf for each in made), *(each[0].shelf for each in turned)]
    toc = tuple(TocEntry(shelf.procedure.id, shelf.main.edition.document.title, 1) for shelf in shelves)
    entry = SearchEntry(press.addresses.url("matrix.md"), "数字对照", "各部门的数字与规程对照")
    yield SitePage("matrix.md", "数字对照", html, toc, (entry,), group=GROUP)
    for each in turned:
        for ledger in each:
            html = press.render("ledger.html", ledger.page, ledger=ledger)
            yield SitePage(ledger.page, ledger.term.name, html, listed=False)

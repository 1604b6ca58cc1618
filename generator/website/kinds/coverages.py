"""落实情况 and 文件关系: who has implemented what, and which document implements which."""

from __future__ import annotations

from collections.abc import Iterator

from generator.website.coverage import STATES, coverage
from generator.website.kinds.matrices import GROUP
from generator.website.page import SitePage, TocEntry
from generator.website.practices import MOST_SHOWN, practice_page
from generator.website.press import Press
from generator.website.search import SearchEntry
from generator.website.tree import HEIGHT, WIDTH, picture, trees


def pages(press: Press) -> Iterator[SitePage]:
    made = [coverage(shelf, press.below(shelf), press) for shelf in press.procedures if press.below(shelf)]
    made = [each for each in made if each.rows or each.missing]
    titles = [TocEntry(shelf.procedure.id, shelf.main.edition.document.title, 1) for shelf in press.procedures]
    if made:
        html = press.render(
            "coverage.html",
            "coverage.md",
            coverages=made,
            states=STATES,
            crowded=press.crowded,
            most=MOST_SHOWN,
            practice_page=practice_page,
        )
        ids = {each.shelf.procedure.id for each in made}
        toc = tuple(entry for entry in titles if entry.id in ids)
        entry = SearchEntry(press.addresses.url("coverage.md"), "落实情况", "各部门落实了规程的哪些条款，哪些不适用")
        yield SitePage("coverage.md", "落实情况", html, toc, (entry,), group=GROUP)
    if press.procedures:
        drawn = [(tree, picture(tree)) for tree in trees(press)]
        html = press.render("tree.html", "tree.md", trees=drawn, box_width=WIDTH, box_height=HEIGHT)
        entry = SearchEntry(press.addresses.url("tree.md"), "文件关系", "哪份文件依据哪份文件的哪个版本")
        yield SitePage("tree.md", "文件关系", html, tuple(titles), (entry,), group=GROUP)

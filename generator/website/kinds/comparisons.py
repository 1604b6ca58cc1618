"""修订对照表 of any two versions of a document.

All pairs of a document's versions have a page while it has few versions. Of more, each version is compared with the one before
it and with the main one, so that the pages grow with the versions and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from generator.document.whole import changes_between
from generator.model import Document
from generator.website.library import Entry, Shelf
from generator.website.page import SitePage
from generator.website.press import Press

MOST_VERSIONS = 8
Pair = tuple[Entry, Entry]
"""An older version and a newer one."""


def compared(shelf: Shelf) -> Sequence[Pair]:
    """The pairs that have a page."""
    if len(shelf.entries) <= MOST_VERSIONS:
        return list(combinations(shelf.entries, 2))
    order = {id(entry): n for n, entry in enumerate(shelf.entries)}
    main = [
        sorted((entry, shelf.main), key=lambda e: order[id(e)]) for entry in shelf.entries if entry is not shelf.main
    ]
    pairs = {(id(a), id(b)): (a, b) for a, b in (*pairwise(shelf.entries), *main)}
    return list(pairs.values())


def comparison_page(old: Document, new: Document) -> str:
    """The page that compares two versions."""
    return f"{new.procedure}/{new.id}/compare/{old.version}-{new.version}.md"


def pages(press: Press) -> Iterator[SitePage]:
    for shelf in press.shelves:
        pairs = compared(shelf)
        for old, new in pairs:
            before, after = old.edition.document, new.edition.document
            table = changes_between(old.edition, new.edition, shelf.procedure, press.policy)
            name = comparison_page(before, after)
            html = press.render(
                "comparison.html",
                name,
                shelf=shelf,
                old=old,
                new=new,
                table=table,
                head=[*_head(old, new, press)],
                kinds=_kinds([change.kinds for change in table.changes]),
                others=[pair for pair in pairs if pair != (old, new)],
                comparison_page=comparison_page,
            )
            title = f"{after.title}：V{before.version} 与 V{after.version} 对照"
            yield SitePage(name, title, html, listed=False, group=after.procedure)


def _kinds(found: Sequence[Sequence[str]]) -> Sequence[tuple[str, int]]:
    """How many lines there are of each kind of change."""
    names = dict.fromkeys(kind for kinds in found for kind in kinds)
    return [(name, sum(1 for kinds in found if name in kinds)) for name in names]


def _head(old: Entry, new: Entry, press: Press) -> Iterator[tuple[str, str, str]]:
    """What differs on the covers: what it is, as it was, as it is."""
    a, b = old.edition.document, new.edition.document
    told = (
        ("标题", a.title, b.title),
        ("文件编号", a.number, b.number),
        ("归口部门", press.policy.department_title(a.department), press.policy.department_title(b.department)),
        ("依据", _basis(a), _basis(b)),
        ("实施日期", str(a.effective), str(b.effective)),
        ("密级", a.classification or "—", b.classification or "—"),
    )
    return (line for line in told if line[1] != line[2])


def _basis(document: Document) -> str:
    return f"{document.implements.document} V{document.implements.version}" if document.implements else "—"

"""The page of each version of each document, and of each clause that many departments implement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from generator.document.blocks import Block, ClauseBlock, FormBlock, Heading
from generator.model import Document
from generator.website.alone import Alone
from generator.website.changes import changes
from generator.website.feedback import remark
from generator.website.holding import Holding, tally
from generator.website.kinds.checklists import checklist_page, has_checklist
from generator.website.kinds.comparisons import Pair, compared, comparison_page
from generator.website.library import Entry, Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.practices import MOST_SHOWN, Practice, practice_page, rules_of
from generator.website.press import Press
from generator.website.search import entries


def pages(press: Press) -> Iterator[SitePage]:
    every = [(shelf, press.alone.get(id(shelf))) for shelf in press.shelves]
    new = [(shelf, lone) for shelf, lone in every if lone is None or not lone.known("pages")]
    made = dict(
        zip((id(shelf) for shelf, _ in new), press.side_by_side(lambda each: _printed(*each, press), new), strict=True)
    )
    for shelf, lone in every:
        printed = lone.made("pages", lambda *_: made[id(shelf)]) if lone else made[id(shelf)]  # noqa: B023 - called at once
        press.files.update(printed.pictures)
        yield from printed.pages
    for shelf in press.shelves:
        if practiced := press.practices.get(shelf.main.edition.key):
            yield from _practice_pages(shelf.main, practiced, press)


class Printed(NamedTuple):
    """The pages of all versions of a document, and the pictures that they show, by their files on the site."""

    pages: tuple[SitePage, ...]
    pictures: Mapping[str, bytes]


def _printed(shelf: Shelf, lone: Alone | None, press: Press) -> Printed:
    own = (lone.press, lone.shelf) if lone else (press, shelf)
    practiced = {} if lone else press.practices.get(shelf.main.edition.key, {})
    return _versions(*own, practiced)


def _versions(press: Press, shelf: Shelf, practiced: Mapping[str, Sequence[Practice]]) -> Printed:
    """The pages of each version; who implements the clauses of the main one stands there."""
    known = len(press.files)
    pairs = zip((None, *shelf.entries), shelf.entries, strict=False)
    pages = (_page(shelf, entry, before, practiced if entry is shelf.main else {}, press) for before, entry in pairs)
    return Printed(tuple(pages), dict(islice(press.files.items(), known, None)))


def _page(
    shelf: Shelf,
    entry: Entry,
    before: Entry | None,
    practiced: Mapping[str, Sequence[Practice]],
    press: Press,
) -> SitePage:
    document = entry.edition.document
    name = press.addresses.of(document)
    main = entry is shelf.main
    manuscript = press.manuscript(entry)
    for block in manuscript.blocks:
        if isinstance(block, ClauseBlock) and block.picture:
            press.files[_picture(block.picture.file, block.picture.png)] = block.picture.png
    address = press.policy.organization.feedback
    rules = press.held(shelf) if main and document.implements else ()
    holding = Holding.of(rules) if rules else None
    html = press.render(
        "document.html",
        name,
        m=manuscript,
        glossary=press.glossary(entry.edition),
        document=document,
        entry=entry,
        shelf=shelf,
        main=main,
        changes=changes(entry, before, press),
        practices=practiced,
        practice_page=lambda clause: practice_page(entry.edition, clause),
        most=MOST_SHOWN,
        tally=lambda clause: tally(rules_of(practiced[clause])),
        holding=holding,
        counts=tally(holding.kept if holding else ()),
        titles=lambda departments: map(press.policy.department_title, departments),
        remark=(lambda clause="", citation="": remark(address, document, clause, citation)) if address else None,
        downloads=press.downloads,
        companions=press.companions.get(entry.edition.key, ()),
        overtaken=_overtaken(document, press) if main else None,
        pairs=[pair for pair in compared(shelf) if entry in pair],
        comparison_page=comparison_page,
        checklist=checklist_page(document) if main and has_checklist(shelf, press) else None,
        numbered=press.numbered,
        vocabulary=entry.edition.vocabulary,
        picture=_picture,
    )
    title = manuscript.title if main else f"{manuscript.title}（V{document.version}）"
    apart = document.implements is not None and document.procedure in press.crowded
    found = entries(manuscript, press.addresses.url(name), entry.edition.vocabulary, terms=apart) if main else ()
    toc = (*_toc(manuscript.blocks), *_more(rules=bool(rules)))
    return SitePage(name, title, html, toc, tuple(found), main, document.procedure)


def _overtaken(document: Document, press: Press) -> Pair | None:
    """The version above that a document is based on and the newer one that is in force there."""
    link = document.implements
    upper = (document.procedure, link.document) if link else None
    above = next((each for each in press.shelves if each.main.edition.key[:2] == upper), None)
    if link is None or above is None or above.main.edition.document.version <= link.version:
        return None
    pairs = ((old, new) for old, new in compared(above) if new is above.main)
    return next((pair for pair in pairs if pair[0].edition.document.version == link.version), None)


def _practice_pages(entry: Entry, practiced: Mapping[str, Sequence[Practice]], press: Press) -> Iterator[SitePage]:
    document = entry.edition.document
    blocks = {block.id: block for block in press.manuscript(entry).blocks if isinstance(block, ClauseBlock)}
    for clause, found in practiced.items():
        if len(found) > MOST_SHOWN and clause in blocks:
            name = practice_page(entry.edition, clause)
            html = press.render(
                "practices.html",
                name,
                document=document,
                block=blocks[clause],
                found=found,
                counts=tally(rules_of(found)),
            )
            yield SitePage(name, f"{blocks[clause].citation} 的落实", html, listed=False, group=document.procedure)


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


def _more(*, rules: bool) -> Iterator[TocEntry]:
    if rules:
        yield TocEntry("rules", "本部门适用的规则", 1)
    yield TocEntry("versions-and-files", "版本与文件", 1)

"""检查表: what an inspection of a document can check, as a page to print and fill in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.checklist import checklist
from generator.model import Document
from generator.website.library import Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press


def checklist_page(document: Document) -> str:
    """The page of a document's checklist."""
    return f"{document.procedure}/{document.id}/checklist.md"


def pages(press: Press) -> Iterator[SitePage]:
    """For a procedure with not too many documents below it, theirs stand on the same page as well."""
    wanted = [shelf for shelf in press.shelves if has_checklist(shelf, press)]
    yield from press.side_by_side(lambda shelf: _page(shelf, press), wanted)


def has_checklist(shelf: Shelf, press: Press) -> bool:
    """Every document has one, but in a crowded procedure that alone: theirs are made with their Word files."""
    return shelf.main.edition.document.implements is None or shelf.procedure.id not in press.crowded


def _page(shelf: Shelf, press: Press) -> SitePage:
    edition = shelf.main.edition
    document = edition.document
    whole = document.implements is None and shelf.procedure.id not in press.crowded
    made = checklist(edition, shelf.procedure, press.policy, below=whole)
    name = checklist_page(document)
    html = press.render("checklist.html", name, shelf=shelf, document=document, made=made)
    toc = tuple(TocEntry(f"group-{n}", title, 1) for n, (title, _) in enumerate(made.groups, 1))
    return SitePage(name, f"{document.title}检查表", html, toc, listed=False, group=document.procedure)

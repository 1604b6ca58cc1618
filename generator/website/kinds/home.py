"""The home page: search, 找渠道, and the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Document, TermChoice
from generator.website.asking import Question, questions
from generator.website.channels import ChannelDuty, channel_duties
from generator.website.finder import Recommendation, finder_json, recommendations
from generator.website.library import Shelf
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press


@dataclass(frozen=True, slots=True)
class Finder:
    """A procedure's finder as the home page shows it: what it asks and answers, what the answers are also called (`choices`)
    and ask for besides, and the departments (title by id) that have rules of their own on that.
    """

    shelf: Shelf
    document: Document
    answer: str
    choices: Mapping[str, TermChoice]
    questions: Sequence[Question]
    rows: Sequence[Recommendation]
    duties: Mapping[str, Sequence[ChannelDuty]]
    departments: Mapping[str, str]


def pages(press: Press) -> Iterator[SitePage]:
    finders = [*_finders(press)]
    html = press.render("home.html", "index.md", procedures=press.procedures, finders=finders, shelves=press.shelves)
    finder = [TocEntry("finder", "找渠道", 1)] if finders else []
    yield SitePage("index.md", "首页", html, toc=(*finder, TocEntry("documents", "文件", 1)))


def _finders(press: Press) -> Iterator[Finder]:
    """The finder of each procedure that has one; what it answers for programs, too."""
    for shelf in press.procedures:
        edition = shelf.main.edition
        rows = tuple(recommendations(edition))
        if edition.document.finder and rows:
            press.files[f"finder/{shelf.procedure.id}.json"] = finder_json(edition, rows)
            duties = channel_duties(shelf, press)
            told = (local for found in duties.values() for duty in found for local in duty.locals)
            departments = {local.owner: local.department for local in told}
            answer = edition.vocabulary[edition.document.finder.answer]
            choices = {choice.name: choice for choice in answer.choices}
            yield Finder(
                shelf,
                edition.document,
                answer.name,
                choices,
                tuple(questions(edition, rows)),
                rows,
                duties,
                departments,
            )

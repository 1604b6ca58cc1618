"""`policy release`: freeze the current version of a document, with its Word file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from generator.commands import Invocation, add_day, add_page_numbers
from generator.commands.names import document
from generator.findings import Language, Words
from generator.model import Edition, Procedure
from generator.project import Project, findings_of

if TYPE_CHECKING:
    from generator.history.release import Frozen

EXAMPLE = "policy release communication-channels\npolicy release customer-service --on 2026-12-01"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "document",
        metavar="DOCUMENT",
        help=Words("文件的 id、“规程/id”或文件编号", "a document's id, PROCEDURE/ID, or its number").in_(language),
    )
    add_page_numbers(parser, language)
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    from generator.history import release
    from generator.publishing.page_numbers import page_counter, page_program, uncounted

    project = invocation.project()
    today = invocation.today(project)
    reading = project.load()
    procedure, edition = document(reading, invocation.options.document)
    release.check_order(edition, procedure)
    name, version = edition.document.id, edition.document.version
    if blocking := release.in_the_way(findings_of(reading, today), edition, procedure):
        invocation.show(blocking, reading, project)
        invocation.say(
            f"{name} {version} 版没有发布：请先改正上面的错误。",
            f"{name} {version} was not released: mend the errors above first.",
        )
        return 1
    release.check_finished(edition, procedure, reading)
    release.keep_signed(edition, project.root)
    if (asked := _version_asked(edition, procedure, project, today)) is not None:
        for line in asked:
            invocation.say(line.zh, line.en)
        return 1
    with page_counter(page_program(wanted=invocation.options.page_numbers), project) as counter:
        made = release.freeze(edition, procedure, reading, project, today, counter)
    release.read_back(made, edition, project)
    release.write(made, project.root)
    invocation.say(f"已发布 {name} {version} 版：", f"Released {name} {version}:")
    for path in (made.record, made.word):
        invocation.say(f"  {path}", f"  {path}")
    if counter and counter.failed:
        invocation.say(*uncounted(counter.failed))
    invocation.say("接下来：", "Next:")
    for step in _next(made, release.left_behind(edition, procedure), release.waiting(edition, procedure)):
        invocation.say(f"  - {step.zh}", f"  - {step.en}")
    return 0


def _version_asked(edition: Edition, procedure: Procedure, project: Project, today: date) -> Iterator[Words] | None:
    """Why the version is not high enough for what changed since the last release; None where it is."""
    from generator.reviewing.states import State
    from generator.reviewing.versioning import needed

    found = needed(edition, procedure, State(project.files(), today))
    if found is None or found.enough:
        return None
    document = edition.document
    told = [Words(f"  - {each.words.zh}", f"  - {each.words.en}") for each in found.because]
    return iter(
        (
            Words(
                f"{document.id} {document.version} 版没有发布：自 {found.last} 版以来的改动须用版本号 {found.least}，因为",
                f"{document.id} {document.version} was not released: what changed since {found.last} needs version "
                f"{found.least}, because",
            ),
            *told,
            Words(
                f'请把 version 改成 "{found.least}"，或调整改动。哪些改动须提高主版本号，由 organization.yaml 的 versioning 规定。',
                f'Write version: "{found.least}", or change what is in the way. What needs a new MAJOR can be said under '
                "`versioning` in organization.yaml.",
            ),
        )
    )


def _next(made: Frozen, left_behind: tuple[Edition, ...], waiting: tuple[Edition, ...]) -> Iterator[Words]:
    yield Words(
        f"请打印签署 {made.word}，并把这两个文件提交到版本库；今后不得修改它们。",
        f"Have {made.word} signed, and commit both files; they never change from now on.",
    )
    if waiting:
        names = [edition.document.id for edition in waiting]
        yield Words(
            f"依据这一版的草案可以发布了：{'、'.join(names)}（例如 policy release {names[0]}）。",
            f"Drafts that implement it can be released now: {', '.join(names)} (such as policy release {names[0]}).",
        )
    if left_behind:
        names = [edition.document.id for edition in left_behind]
        yield Words(
            f"仍依据旧版、需要修订的文件：{'、'.join(names)}。",
            f"Still written against an older version: {', '.join(names)}.",
        )
    yield Words(
        "要修改内容，请先提高工作文件的 version 并填写 changes。",
        "To change it, raise version in the working file first, and fill in changes.",
    )

"""`policy diff`: two versions of a document, or the whole policy at two git revisions, clause by clause."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import Invocation, add_format, print_whole, wants_color
from generator.findings import Language, Words
from generator.project import Project, ProjectError

if TYPE_CHECKING:
    from generator.model import Policy
    from generator.reading import Reading
    from generator.reviewing.differences import DocumentDifference, Stand
    from generator.reviewing.states import State

EXAMPLE = (
    "policy diff customer-service@1.0 customer-service@1.1\n"
    "policy diff customer-service@1.1 customer-service@draft\n"
    "policy diff main"
)
_VERSION = re.compile(r"(?P<document>[a-z0-9-]{1,60}(?:/[a-z0-9-]{1,60})?)@(?P<version>draft|\d+\.\d+)")


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "old",
        metavar="A",
        help=Words(
            "旧的一方：文件@版本（文件@draft 为草案）或 Git 版本",
            "the old side: DOCUMENT@VERSION (@draft: the draft) or a git revision",
        ).in_(language),
    )
    parser.add_argument(
        "new",
        metavar="B",
        nargs="?",
        help=Words("新的一方（默认：当前的文件）", "the new side (default: the files as they are)").in_(language),
    )
    parser.add_argument(
        "--document",
        metavar="ID",
        help=Words("比较 Git 版本时只看这份文件", "of two git revisions compare this document only").in_(language),
    )
    add_format(parser, language, "text", "markdown", "json")
    parser.add_argument(
        "--word",
        metavar="FILE",
        help=Words(
            "把一份文件的改动写成带修订标记的 Word 文件",
            "write the changes of one document as a Word file with tracked changes",
        ).in_(language),
    )


def run(invocation: Invocation) -> int:
    options = invocation.options
    project = invocation.project()
    if options.word:
        project.check_target(Path(options.word))
    if _VERSION.fullmatch(options.old):
        if options.document:
            raise ProjectError(
                "--document 只用于比较 Git 版本；文件@版本 已经指明了文件。",
                "--document goes with git revisions; DOCUMENT@VERSION names the document already.",
            )
        found: Sequence[DocumentDifference] = [_of_versions(options.old, options.new, project)]
    else:
        found = _of_revisions(options.old, options.new, options.document, project)
    if options.word:
        _write_word(found, Path(options.word), project)
        invocation.say(f"已写成 {options.word}", f"Wrote {options.word}")
        return 0
    print_whole(_printed(found, options.format, invocation.language))
    return 0


def _printed(found: Sequence[DocumentDifference], format: str, language: Language) -> str:
    match format:
        case "json":
            from generator.reviewing.json import differences_json

            return differences_json(found)
        case "markdown":
            from generator.reviewing.markdown import differences_markdown

            return differences_markdown(found, language)
        case _:
            from generator.reviewing.text import Paper, differences_text

            return differences_text(found, Paper(language, wants_color()))


def _of_versions(old: str, new: str | None, project: Project) -> DocumentDifference:
    from generator.reviewing.differences import difference

    reading = project.load()
    before = _stand(old, reading.policy, reading)
    if new is None:
        after = _working(before)
    elif _VERSION.fullmatch(new):
        after = _stand(new, reading.policy, reading)
    else:
        raise ProjectError(
            f"“{old}”是一份文件的版本，“{new}”不是。两边都写成 文件@版本，或都写成 Git 版本。",
            f"'{old}' is a version of a document, '{new}' is not. Write DOCUMENT@VERSION on both sides, or git revisions.",
        )
    if before.edition.document.name != after.edition.document.name:
        raise ProjectError(
            f"{before.edition.document.name} 和 {after.edition.document.name} 不是同一份文件。",
            f"{before.edition.document.name} and {after.edition.document.name} are not the same document.",
        )
    return difference(before, after)


def _stand(name: str, policy: Policy, reading: Reading) -> Stand:
    """The version of a document that `DOCUMENT@VERSION` names."""
    from generator.commands.names import document, version
    from generator.reviewing.differences import Stand

    found = _VERSION.fullmatch(name)
    assert found is not None
    procedure, edition = document(reading, found["document"])
    return Stand(version(procedure, edition, found["version"]), procedure, policy)


def _working(stand: Stand) -> Stand:
    """The working text of the same document."""
    document = stand.edition.document
    working = next(each for each in stand.procedure.working if each.document.id == document.id)
    return stand._replace(edition=working)


def _of_revisions(old: str, new: str | None, document: str | None, project: Project) -> Sequence[DocumentDifference]:
    from generator.reviewing.review import Review

    if new is not None and _VERSION.fullmatch(new):
        raise ProjectError(
            f"“{new}”是一份文件的版本，“{old}”不是。两边都写成 文件@版本，或都写成 Git 版本。",
            f"'{new}' is a version of a document, '{old}' is not. Write DOCUMENT@VERSION on both sides, or git revisions.",
        )
    try:
        base, head = _states(old, new, project)
    except ProjectError as refusal:
        raise _meant_a_document(old, project) or refusal from None
    review = Review(base, head, (old, new or ""))
    if document is None:
        for titles, zh, en in (
            (review.unread, new or "当前的文件", new or "the files as they are"),
            (review.reread, old, old),
        ):
            if titles:
                names = "、".join(titles)
                raise ProjectError(
                    f"{names}在 {zh} 里读不出来，无法比较。请先改正（见 policy check），或用 --document 只比较别的文件。",
                    f"{names} cannot be read in {en}, so there is nothing to compare. Mend that first (see policy check), or "
                    "compare another document with --document.",
                )
        return review.differences
    from generator.commands.names import document as named

    wanted = named(head.reading, document)[1].document.name
    return [each for each in review.differences if each.document.name == wanted]


def _meant_a_document(name: str, project: Project) -> ProjectError | None:
    """What to write where what is no revision is the name of a document."""
    from generator.commands.names import is_called, working

    for procedure, edition in working(project.load().policy):
        if is_called(edition.document, name):
            versions = [str(each.document.version) for each in procedure.versions(edition.document.id)]
            return ProjectError(
                f"比较一份文件的版本，请写明版本：policy diff {name}@{versions[0]}（与当前的文件比较），"
                f"或 policy diff {name}@{versions[0]} {name}@{versions[-1]}。有的版本：{'、'.join(versions)}。",
                f"To compare versions of a document, name them: policy diff {name}@{versions[0]} (with the file as it is), or "
                f"policy diff {name}@{versions[0]} {name}@{versions[-1]}. There are: {', '.join(versions)}.",
            )
    return None


def _states(old: str, new: str | None, project: Project) -> tuple[State, State]:
    from generator.reviewing.states import State
    from generator.revisions import Repository

    repository = Repository.around(project)
    day = project.today()
    base = State(repository.files(repository.commit(old)), day)
    return base, State(repository.files(repository.commit(new)) if new else project.files(), day, base)


def _write_word(found: Sequence[DocumentDifference], target: Path, project: Project) -> None:
    from generator.publishing.whole import write_whole
    from generator.reviewing.differences import side_by_side
    from generator.word.tracking.comparing import render_comparison

    both = [(each.old, each.new) for each in found if each.old and each.new]
    if len(both) != 1:
        titles = [each.document.id for each in found]
        raise ProjectError(
            f"带修订标记的 Word 文件一次只写一份文件；这里有 {len(both)} 份改动的文件"
            + (f"（{'、'.join(titles)}），请用 --document 指明一份。" if both else "。"),
            f"A Word file with tracked changes is of one document; {len(both)} changed here"
            + (f" ({', '.join(titles)}); name one with --document." if both else "."),
        )
    old, new = both[0]
    layout = project.layout(new.edition.document.layout)
    write_whole(target, render_comparison(side_by_side(old, new), layout))

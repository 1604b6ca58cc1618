"""`policy review`: what a change means, for those who review it.

Compares the working tree (or `--head`) with where it left `--base`, and prints Markdown for a comment on the pull
request, one JSON object, or text for a terminal.
Exit status: 0; 1 where the change brings errors that `policy check` did not find before; 2 where the work cannot be done.
"""

from __future__ import annotations

import argparse

from generator.collecting import without_collecting
from generator.commands import Invocation, add_day, add_format, print_whole, wants_color
from generator.findings import Language, Words

EXAMPLE = "policy review --base main\npolicy review --base origin/main --format json > review.json"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--base",
        metavar="REV",
        required=True,
        help=Words("改动所基于的 Git 版本，如 main", "the git revision that the change is made to, such as main").in_(
            language
        ),
    )
    parser.add_argument(
        "--head",
        metavar="REV",
        help=Words(
            "改动后的 Git 版本（默认：当前文件）", "the git revision with the change (default: the files as they are)"
        ).in_(language),
    )
    add_format(parser, language, "markdown", "json", "text")
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    with without_collecting():
        return _review(invocation)


def _review(invocation: Invocation) -> int:
    from generator.reviewing.review import Review
    from generator.reviewing.states import State
    from generator.revisions import Repository

    options, language = invocation.options, invocation.language
    project = invocation.project()
    today = invocation.today(project)
    repository = Repository.around(project)
    tip = repository.commit(options.base)
    head = repository.commit(options.head or "HEAD")
    base = State(repository.files(repository.parting(tip, head)), today)
    files = repository.files(head) if options.head else project.files()
    review = Review(base, State(files, today, base), (options.base, options.head or ""))
    match options.format:
        case "json":
            from generator.reviewing.json import review_json

            text = review_json(review, language)
        case "text":
            from generator.reviewing.text import Paper, review_text

            text = review_text(review, Paper(language, wants_color()))
        case _:
            from generator.reviewing.markdown import review_markdown

            text = review_markdown(review, language)
    print_whole(text)
    return int(bool(review.errors))

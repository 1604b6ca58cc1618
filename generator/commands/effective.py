"""`policy effective`: the rules that hold for a department, each with where it comes from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.commands import Invocation, print_whole
from generator.commands.names import document, working
from generator.document import citations
from generator.findings import Language, Words
from generator.model import Edition, Procedure
from generator.phrases import RELATIONS, rule_words
from generator.project import ProjectError
from generator.publishing.rules import rule as rule_json
from generator.reading import Reading
from generator.reading.nearest import suggestion

if TYPE_CHECKING:
    from generator.reasoning import Effective

EXAMPLE = "policy effective customer-service\npolicy effective customer-service --format json"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "name",
        metavar="DEPARTMENT",
        help=Words("部门或文件的编号", "id of a department or of a document").in_(language),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=Words("输出格式（默认 text）", "format of the output (default: text)").in_(language),
    )


def run(invocation: Invocation) -> int:
    reading = invocation.project().load()
    documents = _documents(reading, invocation.options.name)
    from generator.reasoning import effective

    found = [(edition, tuple(effective(edition, procedure.above(edition)))) for procedure, edition in documents]
    if invocation.options.format == "json":
        said = {"format": 1, "documents": [_json(edition, rules) for edition, rules in found]}
        print_whole(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    else:
        print_whole("\n".join(line for edition, rules in found for line in _text(edition, rules, invocation.language)))
    return 0


def _documents(reading: Reading, name: str) -> list[tuple[Procedure, Edition]]:
    """The document of that id, else every document of the department of that id."""
    documents = list(working(reading.policy))
    if any(name in (edition.document.id, edition.document.name) for _, edition in documents):
        return [document(reading, name)]
    departments = reading.policy.organization.departments
    if name not in departments:
        _, hint = suggestion(name, [*departments, *(edition.document.id for _, edition in documents)])
        raise ProjectError(
            f"没有“{name}”这个部门或文件。{hint.zh}", f"There is no department or document '{name}'. {hint.en}".rstrip()
        )
    owned = [pair for pair in documents if pair[1].document.department == name and pair[1].document.implements]
    if not owned:
        title = departments[name].title
        raise ProjectError(f"{title}没有实施细则。", f"{title} has no implementation rules.")
    return owned


def _text(edition: Edition, rules: tuple[Effective, ...], language: Language) -> Iterator[str]:
    head = edition.document
    yield Words(
        f"《{head.title}》V{head.version}：{len(rules)} 条规则有效",
        f"{head.title} V{head.version}: {len(rules)} rules hold",
    ).in_(language)
    for each in rules:
        origin = RELATIONS[each.relation].in_(language)
        source = each.edition.document
        where = "" if source.id == head.id else f"《{source.title}》"
        yield f"  {where}{citations(source)[each.rule.clause]}  {rule_words(each.rule)}  [{origin}]"
    yield ""


def _json(edition: Edition, rules: tuple[Effective, ...]) -> dict[str, Any]:
    return {
        "document": edition.document.name,
        "version": str(edition.document.version),
        "rules": [
            {
                "document": each.edition.document.name,
                "version": str(each.edition.document.version),
                "clause": each.rule.clause,
                "citation": citations(each.edition.document)[each.rule.clause],
                "relation": each.relation,
                "words": rule_words(each.rule),
                "rule": rule_json(each.rule),
            }
            for each in rules
        ],
    }

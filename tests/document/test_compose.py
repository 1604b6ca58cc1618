"""From a document to its blocks."""

from __future__ import annotations

import pytest
from versions import HEAD, ORGANIZATION

from generator.document.blocks import Definition, Definitions
from generator.document.compose import compose
from generator.reading import read_policy

LARGE = Definition("大型会议", "三个以上部门参加的会议", ("大会",))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        # A value that says nothing of itself is not defined.
        (
            "{ about: 会议的类别, choices: [{ name: 大型会议, about: 三个以上部门参加的会议, aliases: [大会] }, 小型会议] }",
            [Definition("会议类别", "会议的类别", (), (LARGE,))],
        ),
        # A term stands there for its values, too.
        (
            "{ aliases: [会议级别], choices: [{ name: 大型会议, about: 三个以上部门参加的会议, aliases: [大会] }] }",
            [Definition("会议类别", "", ("会议级别",), (LARGE,))],
        ),
        ("{ about: 会议的类别, choices: [大型会议, 小型会议] }", [Definition("会议类别", "会议的类别")]),
        ("{ choices: [大型会议, 小型会议] }", []),
    ],
)
def test_definitions_are_of_terms_and_of_their_values(term, expected):
    files = {
        "policy/organization.yaml": ORGANIZATION,
        "policy/p/terms.yaml": f"terms: {{ 会议类别: {term} }}\n",
        "policy/p/procedure.yaml": f'{HEAD}version: "1.0"\nsections: [{{ id: terms, title: 术语和定义, show: terms }}]\n',
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [finding.message.en for finding in reading.findings] == []
    (procedure,) = reading.policy.procedures
    (edition,) = procedure.working
    blocks = compose(edition, procedure, reading.policy).blocks
    assert [expected] == [[*block.entries] for block in blocks if isinstance(block, Definitions)]

"""Every version of every document, from its Word file to YAML and on to a Word file, shows the same again.

In both layouts, numbered both ways, by Word's lists and by numbers typed into the text. What a Word file cannot say, it
does not bring back: which versions there were before and what they changed, and how the text stands to documents above.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import etree
from packages import W
from test_shipped_documents import EDITIONS, POLICY, PROJECT, imported, shown, word_of, written

from generator.document.compose import compose
from generator.document.whole import whole
from generator.importing.content import Paragraph, Table
from generator.importing.draft import ChoiceProposal, said
from generator.importing.package import package
from generator.importing.report import Outcome, as_json, as_text
from generator.importing.wordfile import read_word
from generator.model import Edition, Procedure
from generator.reasoning import Memory
from generator.word import render

MEMORY = Memory()
NAMES = [f"{edition.document.id}-{edition.document.version}" for _, edition in EDITIONS]


def with_typed_numbers(data: bytes) -> bytes:
    """The file with every number that Word prints typed into its paragraph, and no lists left."""
    word = read_word(package(io.BytesIO(data), "x.docx"))
    shown = {each.number: each.label.text for each in word.paragraphs() if each.label}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                for number, paragraph in enumerate(root.iter(f"{{{W}}}p"), 1):
                    if text := shown.get(number):
                        run = etree.SubElement(paragraph, f"{{{W}}}r")
                        etree.SubElement(run, f"{{{W}}}t").text = text + (" " if text[-1] not in "、）." else "")
                        paragraph.insert(1, run)
                content = etree.tostring(root)
            if name == "word/numbering.xml":
                content = f'<w:numbering xmlns:w="{W}"/>'.encode()
            target.writestr(name, content)
    return made.getvalue()


def retyped(data: bytes, old: str, new: str) -> bytes:
    """The file with other words in its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return made.getvalue()


def in_layout(edition, layout: str, numbering: str):
    return replace(edition, document=replace(edition.document, layout=layout, numbering=numbering))


def lines_of(data: bytes) -> list[str]:
    """What a Word file shows, line by line: numbers and texts, tables row by row, pictures; its contents left out."""
    word = read_word(package(io.BytesIO(data), "x.docx"))

    def said(each: Paragraph) -> str:
        pictures = (f"〔{p.alt} {sha256(word.package.data(p.part)).hexdigest()}〕" for p in each.pictures)
        return "".join((each.label.text if each.label else "", each.text.strip(), *pictures))

    made = []
    for block in word.blocks:
        if isinstance(block, Table):
            made += [" | ".join(" ".join(map(said, cell.paragraphs())) for cell in row.cells) for row in block.rows]
        elif not block.in_contents:
            made.append(said(block))
    return [line for line in made if line.strip(" |")]


@pytest.mark.parametrize("numbering", ["outline", "articles"])
@pytest.mark.parametrize("layout", ["corporate", "gbt9704"])
@pytest.mark.parametrize("writing", [bytes, with_typed_numbers], ids=["native", "typed"])
@pytest.mark.parametrize(("procedure", "edition"), EDITIONS, ids=NAMES)
def test_word_to_yaml_to_word(procedure, edition, writing, layout, numbering):
    shipped = whole(in_layout(edition, layout, numbering), procedure, POLICY, MEMORY)
    data = render(shipped, PROJECT.layout(layout))
    made, back = imported(writing(data), procedure, edition)
    assert (writing is bytes) == any(each.label for each in made.word.paragraphs())
    assert numbering == made.draft.numbering
    again = compose(in_layout(back.edition, layout, numbering), back.procedure, back.policy)
    assert shown(shipped.blocks) == shown(again.blocks)
    before, after = lines_of(data), lines_of(render(again, PROJECT.layout(layout)))
    assert [line for line in before if line in after] == [line for line in after if line in before]
    # Nothing is released here, so nobody knows which clauses the version changed.
    here = [line.split(" | ") for line in before if line.startswith(f"V{edition.document.version} | ")]
    unreleased = {"受控状态：草稿，未受控", *(" | ".join((*row[:2], "全文", *row[3:])) for row in here)}
    assert set() == set(after) - set(before) - unreleased
    told = {squeezed(entry.text) for entry in made.ledger.entries}
    lost = [line for line in before if line not in after]
    where = [squeezed(f"修订涉及的条款：{row[2]}") for row in here if " | ".join(row) in lost]
    assert set() == {*where, *map(squeezed, lost)} - told - {squeezed(" | ".join(row)) for row in here}


def drawn(id: str) -> tuple[bytes, Procedure, Edition]:
    """The newest version of a shipped document as it is printed now."""
    procedure, edition = next(each for each in reversed(EDITIONS) if each[1].document.id == id)
    return (
        render(whole(edition, procedure, POLICY, MEMORY), PROJECT.layout(edition.document.layout)),
        procedure,
        edition,
    )


def test_values_come_back_with_what_they_mean():
    made, files, _ = written(*drawn("communication-channels"))
    assert made.draft.terms["事项"].choices == (
        ChoiceProposal("重大事项", "涉及决策、合同、资金、人事或对外承诺的事项", ("重要事项",)),
        ChoiceProposal("一般事项", "重大事项以外的事项"),
    )
    (line,) = [
        each
        for each in files["policy/communication-channels/terms.yaml"].decode().splitlines()
        if each.startswith("  事项:")
    ]
    assert line.startswith("  事项: { choices: [{ name: 重大事项, about: 涉及决策、合同、")
    assert line.endswith("只列出写明释义的取值；是不是情形（given）、有没有其他取值待定")


def test_definitions_that_were_written_otherwise_stay_text():
    data, *whose = drawn("customer-service")
    changed = retyped(data, "：涉及人身安全", "，涉及人身安全")
    made = imported(changed, *whose)[0]
    texts = [said(line) for each in made.draft.all_sections() for line in each.lines]
    texts += [said(line) for each in made.draft.all_clauses() for line in each.lines]
    assert [text for text in texts if text.startswith("——一级投诉，涉及人身安全")] != []


def squeezed(text: str) -> str:
    return re.sub(r"\s|\|", "", text)


def test_the_report_says_what_a_word_file_does_not_print():
    procedure, edition = EDITIONS[0]
    made, _ = imported(word_of(procedure, edition), procedure, edition)
    outcome = Outcome(made, (), (), {})
    told = as_text(outcome, "zh")
    assert [word for word in ("because", "latitude", "implement", "layout", "--into") if word not in told] == []
    assert json.loads(as_json(outcome))["made_from"] == edition.document.name

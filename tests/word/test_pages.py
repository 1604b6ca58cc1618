"""Pages as LibreOffice lays them out: lines and characters of GB/T 9704, native numbers, odd content, in every layout."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from odd_content import APPENDICES, DEEP, FULL, MANY, ODD, TITLE
from ooxml_lint import lint
from specimen import clause_texts, manuscript, paragraphs

from generator.document.blocks import ClauseBlock, FormBlock, Heading
from generator.project import Project
from generator.word import office, render

PROJECT = Project(Path(__file__).resolve().parents[2])
LAYOUTS = ("corporate", "gbt9704")


class Printed(NamedTuple):
    """A document in a layout: the Word file, its text in the order of the page, and its PDF."""

    data: bytes
    text: str
    pdf: Path


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """Every specimen in every layout, laid out in one run."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        (name, layout): (document := _documents()[name], render(document, PROJECT.layout(layout)))
        for name in _documents()
        for layout in LAYOUTS
    }
    program = office.program()
    assert program is not None
    with office.at_work(program) as working:
        laid_out = working.pdfs([data for _, data in made.values()])
    result = {}
    for number, (key, (_, data), pdf) in enumerate(zip(made, made.values(), laid_out, strict=True)):
        assert pdf is not None, key
        path = folder / f"{number}.pdf"
        path.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        result[key] = Printed(data, text, path)
    return result


@cache
def _documents():
    deep = manuscript(DEEP + APPENDICES)
    return {
        "full": manuscript(FULL, draft=False),
        "deep outline": deep,
        "deep articles": manuscript(DEEP + APPENDICES, head="numbering: articles\n"),
        "many outline": manuscript(MANY),
        "many articles": manuscript(MANY, head="numbering: articles\n"),
        "odd": manuscript(ODD),
        "empty": manuscript("- { id: s, title: 总则, clauses: [{ id: c, text: 文。 }] }\n"),
    }


def lines(pdf: Path, page: int) -> list[str]:
    """The text lines of a page, from above to below, without the page number."""
    html = subprocess.run(
        ["pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), pdf, "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[int, str] = {}
    for top, text in re.findall(r'<word xMin="[\d.]+" yMin="([\d.]+)"[^>]*>([^<]*)</word>', html):
        found[round(float(top))] = found.get(round(float(top)), "") + text
    return [text for _, text in sorted(found.items()) if "—" not in text]


@pytest.mark.office
def test_a_page_of_gbt9704_has_22_lines_of_28_characters(printed):
    full = printed["full", "gbt9704"]
    pages = [page for page in range(1, 8) if sum(set(line) == {"规"} for line in lines(full.pdf, page)) > 20]
    assert len(pages) >= 2
    for page in pages:
        assert Counter(map(len, lines(full.pdf, page))) == {28: 22}


@pytest.mark.office
def test_page_numbers_of_gbt9704_stand_at_the_outer_edge(printed):
    full = printed["full", "gbt9704"].pdf
    seen = set()
    for page in range(2, 8):
        html = subprocess.run(
            ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), full, "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for left, text in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*—[^<]*)</word>', html):
            assert text == f"—{page}—"
            assert (float(left) > 595 / 2) == (page % 2 == 1)
            seen.add(page % 2)
    assert seen == {0, 1}


@pytest.mark.office
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("numbering", ["outline", "articles"])
@pytest.mark.parametrize("name", ["deep", "many"])
def test_the_numbers_that_word_counts_are_those_that_references_print(name, numbering, layout, printed):
    """In sections whose clauses stand before their sections too, in appendices, and however far they count."""
    made = _documents()[f"{name} {numbering}"]
    text = re.sub(r"\s", "", printed[f"{name} {numbering}", layout].text)
    for block in made.blocks:
        if isinstance(block, ClauseBlock):
            assert f"{block.label}{block.paragraphs[0][0].text}" in text
        elif isinstance(block, Heading | FormBlock):
            # Once in the contents, where labels are typed, and once above the text.
            assert text.count(re.sub(r"\s", "", f"{block.label}{block.title}")) >= 2, block


@pytest.mark.office
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["odd", "empty"])
def test_odd_content_is_printed_whole(name, layout, printed):
    one, made = printed[name, layout], _documents()[name]
    assert list(lint(one.data)) == []
    read = iter(paragraphs(one.data))
    for text in clause_texts(made):
        assert text in read
    bare = re.sub(r"\s", "", one.text)
    for text in ("𠮷", "㐂", "“引号”", "Donaudampf", "长" * 20) if name == "odd" else ("文。",):
        assert text in bare
    assert bare.count("长") >= 2000 or name != "odd"


@pytest.mark.office
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_head_of_a_table_stands_on_each_of_its_pages(layout, printed):
    pages = [page for page in printed["odd", layout].text.split("\f") if re.search(r"^\d+ 说明", page, re.MULTILINE)]
    assert len(pages) > 1
    assert all("序号" in page for page in pages)


@pytest.mark.office
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_cover_is_one_page_even_with_a_long_title(layout, tmp_path):
    made = replace(
        _documents()["empty"],
        title=TITLE,
        classification="内部",
    )
    program = office.program()
    with office.at_work(program) as working:
        (pdf,) = working.pdfs([render(made, PROJECT.layout(layout))])
    (tmp_path / "a.pdf").write_bytes(pdf)
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = re.sub(r"[^\S\f]", "", text).split("\f")
    assert "实施日期" in pages[0]
    assert "总部发布" in pages[0]
    assert "修订记录" in pages[1]

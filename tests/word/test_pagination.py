"""Page numbers in the contents: right ones or none, whatever LibreOffice does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from house_rules import house_rules
from ooxml_lint import lint
from specimen import manuscript, paragraphs

from generator.document.combined import combined
from generator.incremental.store import Store
from generator.project import Project
from generator.word import office, render
from generator.word.office import Office
from generator.word.outlines import outline
from generator.word.pagination import PageCounter, pages_of, printed
from generator.word.writing import bookmark_name

CORPORATE = Project(Path(__file__).resolve().parents[2]).layout("corporate")
GBT9704 = Project(Path(__file__).resolve().parents[2]).layout("gbt9704")
LONG = "来电应当登记并在规定的时限内答复，答复的内容应当真实、准确、完整。" * 12


def sections(count: int, *, title: str = "很长的章节标题" * 6) -> str:
    return "".join(
        f"- id: s{n}\n  title: {title}{n}\n  clauses:\n  - {{ id: c{n}, text: {LONG} }}\n"
        f"  sections: [{{ id: t{n}, title: 节 🏢 A&B, clauses: [{{ id: d{n}, text: {LONG} }}] }}]\n"
        for n in range(count)
    )


def pdf(*headings: tuple[str, int], pages: int = 9) -> bytes:
    """A PDF with nothing but pages and an outline, its objects in no special order."""
    first = 4 + pages
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Outlines 3 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % (4 + n) for n in range(pages)), pages),
        3: b"<</Count %d/First %d 0 R/Last %d 0 R>>" % (len(headings), first, first + len(headings) - 1),
        **{4 + n: b"<</Type/Page/Parent 2 0 R>>" for n in range(pages)},
    }
    for n, (title, page) in enumerate(headings):
        following = b"/Next %d 0 R" % (first + n + 1) if n + 1 < len(headings) else b""
        text = ("\ufeff" + title).encode("utf-16-be").hex().upper().encode()
        objects[first + n] = b"<</Title<%s>\n/Dest[%d 0 R/XYZ 0 700 0]/Parent 3 0 R%s>>" % (text, 3 + page, following)
    made = b"%PDF-1.4\n"
    offsets = {}
    for number, content in sorted(objects.items(), reverse=True):
        offsets[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(offsets))
    start = len(made)
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


class Scripted(Office):
    """An office that answers as it is told, and counts how often it is asked."""

    def __init__(self, *answers):
        object.__setattr__(self, "answers", [*answers])
        object.__setattr__(self, "asked", [])

    __slots__ = ("answers", "asked")

    def pdfs(self, files):
        self.asked.append(len(files))
        return [self.answers.pop(0) for _ in files]


@pytest.fixture(scope="module")
def made():
    return manuscript("- { id: a, title: 甲, clauses: [{ id: c, text: 文。 }] }\n- { id: b, title: 乙 }\n")


def counted(made, *answers, store=None):
    counter = PageCounter(Scripted(*answers), "machine", store or Store(None, Path()))
    (data,) = printed([(made, CORPORATE)], counter)
    return data, counter


def contents(data: bytes) -> list[str]:
    return [text for text in paragraphs(data) if text.startswith(("一、", "二、"))]


def test_an_outline_is_read_with_its_pages_in_order():
    assert outline(pdf(("一、甲", 3), ("🏢", 9))) == [("一、甲", 3), ("🏢", 9)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", pdf(("甲", 1))[:-40], pdf(("甲", 1)).replace(b"/Title", b"/Titel")])
def test_what_is_no_such_pdf_has_no_outline(data):
    assert outline(data) is None


def test_numbers_are_printed_once_a_layout_with_them_has_them(made):
    right = pdf(("一、甲", 4), ("二、乙", 5))
    data, counter = counted(made, right, right)
    assert contents(data) == ["一、甲4", "二、乙5"]
    assert counter.failed == []


def test_numbers_that_move_when_they_are_printed_are_counted_again(made):
    first, then = pdf(("一、甲", 4), ("二、乙", 5)), pdf(("一、甲", 5), ("二、乙", 6))
    data, counter = counted(made, first, then, then)
    assert contents(data) == ["一、甲5", "二、乙6"]
    assert counter.office.asked == [1, 1, 1]


@pytest.mark.parametrize(
    "answers",
    [
        [None],
        [b"no pdf"],
        [pdf(("一、甲", 4))],
        [pdf(("一、甲", 4), ("二、丙", 5))],
        [pdf(("一、甲", 4), ("二、乙", 5)), None],
        [pdf(("一、甲", n), ("二、乙", 8)) for n in (4, 5, 6)],
    ],
    ids=["nothing", "no PDF", "a heading missing", "another heading", "nothing the second time", "never the same"],
)
def test_there_are_none_rather_than_wrong_ones(answers, made):
    data, counter = counted(made, *answers)
    assert data == render(made, CORPORATE)
    assert contents(data) == ["一、甲", "二、乙"]
    assert counter.failed == ["热线管理规程"]


def test_an_office_that_makes_nothing_is_asked_once(made):
    counter = PageCounter(Scripted(*[None] * 20), "machine", Store(None, Path()))
    assert len([*printed([(made, CORPORATE)] * 45, counter)]) == 45
    assert counter.office.asked == [20]
    assert len(counter.failed) == 45


def test_what_was_counted_is_kept_for_the_same_document_and_machine(made, tmp_path):
    right = pdf(("一、甲", 4), ("二、乙", 5))
    data, counter = counted(made, right, right, store=Store(tmp_path, Path("/p")))
    counter.keep()
    again, counter = counted(made, store=Store(tmp_path, Path("/p")))
    assert again == data
    assert counter.office.asked == []
    other = PageCounter(Scripted(right, right), "another machine", Store(tmp_path, Path("/p")))
    assert [*printed([(made, CORPORATE)], other)] == [data]
    assert other.office.asked == [1, 1]


def test_a_damaged_memory_counts_as_none(made, tmp_path):
    store = Store(tmp_path, Path("/p"))
    store.keep("pages", b"[1")
    right = pdf(("一、甲", 4), ("二、乙", 5))
    assert contents(counted(made, right, right, store=store)[0]) == ["一、甲4", "二、乙5"]


def test_an_office_that_hangs_is_ended_with_all_that_it_started(tmp_path, monkeypatch):
    hanging = tmp_path / "soffice"
    hanging.write_text(
        f"#!{sys.executable}\nimport subprocess, time\nsubprocess.Popen(['sleep', '611'])\ntime.sleep(60)\n"
    )
    hanging.chmod(0o755)
    monkeypatch.setattr(office, "_STARTING", 1)
    monkeypatch.setattr(office, "_EACH", 0)
    start = time.monotonic()
    with office.at_work(hanging) as working:
        assert working.pdfs([b"x"]) == [None]
        folder = working.folder
    assert time.monotonic() - start < 30
    assert not folder.exists()
    assert "sleep 611" not in subprocess.run(["ps", "ax"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("program", ["/nowhere/soffice", "/dev/null"])
def test_an_office_that_does_not_start_makes_nothing(program):
    with office.at_work(Path(program)) as working:
        assert working.pdfs([b"x"]) == [None]


@pytest.mark.office
def test_libreoffice_and_the_contents_agree_on_every_page(tmp_path):
    """Long titles, an emoji, an ampersand, several pages of contents, both layouts."""
    made = manuscript(sections(14))
    program = office.program()
    with office.at_work(program) as working:
        counter = PageCounter(working, "", Store(None, Path()))
        files = [*printed([(made, CORPORATE), (made, GBT9704)], counter)]
        assert counter.failed == []
        for layout, data, laid_out in zip((CORPORATE, GBT9704), files, working.pdfs(files), strict=True):
            (tmp_path / "a.pdf").write_bytes(laid_out)
            text = subprocess.run(
                [shutil.which("pdftotext"), "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
            ).stdout
            pages = ["".join(page.split()) for page in text.split("\f")]
            found = pages_of(made, layout, laid_out)
            assert len(set(found.values())) > 10
            for id, label in made.labels.items():
                if id[0] in "st":
                    heading = f"{label}、" if id[0] == "s" else "节🏢A&B"
                    assert heading in pages[found[bookmark_name(id)] - 1], id
            listed = [text for text in paragraphs(data) if "节 🏢 A&B" in text][:14]
            assert [text.rsplit("B")[-1] for text in listed] == [str(found[f"c_t{n}"]) for n in range(14)]


@pytest.mark.office
def test_the_contents_of_a_combined_edition_have_their_pages_too():
    project = Project(Path(__file__).resolve().parents[2])
    policy = project.load().policy
    made = combined(policy.procedures[0], policy, date(2026, 11, 24))
    with office.at_work(office.program()) as working:
        counter = PageCounter(working, "", Store(None, Path()))
        (data,) = printed([(made, CORPORATE)], counter)
    assert counter.failed == []
    assert [*lint(data), *house_rules(data)] == []
    listed = [text for text in paragraphs(data) if re.fullmatch(r"沟通渠道管理规程（V2\.0）\d+", text)]
    assert len(listed) == 1

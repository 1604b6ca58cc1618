"""`policy import --into`: what comes back unchanged, figures, new clauses, three-way merges, comments, and what is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from sending import CUSTOMER_SERVICE, FILES, FOLDER, JSON, ROOT, control, lines_changed, said, swap

from generator.cli import main
from generator.document.compose import compose
from generator.importing.package import package
from generator.importing.wordfile import read_word
from generator.project import Project
from generator.publishing.word_files import word_bytes
from generator.returning.elements import Signs, claim, content, elements
from generator.returning.proposing import propose, read_back
from generator.returning.standing import standing
from generator.reviewing.differences import Stand, renamings
from generator.verifying.lines import bookmarks
from generator.verifying.verdicts import ids_of
from generator.word import render

PROJECT = Project(ROOT)
POLICY = PROJECT.load().policy
VERSIONS = [
    Stand(edition, procedure, POLICY)
    for procedure in POLICY.procedures
    for id in dict.fromkeys(edition.document.id for edition in procedure.working)
    for edition in procedure.versions(id)
]


def name(value: object) -> str:
    return value if isinstance(value, str) else f"{value.edition.document.id}-{value.edition.document.version}"


@pytest.mark.parametrize("layout", ["corporate", "gbt9704"])
@pytest.mark.parametrize("numbering", ["outline", "articles"])
@pytest.mark.parametrize("stand", VERSIONS, ids=name)
def test_word_says_what_the_yaml_says(stand, numbering, layout):
    """Every version in both layouts, numbered both ways: ids, order, texts, tables, figures, references; nothing to change."""
    document = replace(stand.edition.document, numbering=numbering)
    stand = stand._replace(edition=replace(stand.edition, document=document))
    data = render(replace(compose(*stand), layout=layout), PROJECT.layout(layout))
    made = read_back(read_word(package(io.BytesIO(data), "built.docx")), stand)
    marks = {**bookmarks(ids_of(stand.edition)), **{id: id for id in ids_of(stand.edition)}}
    signs = Signs(marks)
    found = elements(made.draft)
    claim(found, marks)
    wanted = standing(stand, signs, {})
    assert [(id, each.kind, each.slot, each.content) for id, each in wanted.held.items()] == [
        (each.id, each.kind, each.slot, content(each, signs)) for each in found
    ]
    labels = compose(*stand).labels
    assert [labels[each.id] for each in found if each.kind == "clause"] == [
        _citation(each) for each in found if each.kind == "clause"
    ]
    working = next(e for e in stand.procedure.working if e.document.id == document.id)
    here = stand._replace(edition=working)
    assert _said(propose(made, made, here, FILES, renamings(stand, here))) == ({}, (), [])


def _citation(element) -> str:
    label = element.node.label.removesuffix(".")
    if label.startswith("第") or element.parent is None:
        return label
    above = _citation(element.parent).removesuffix("、") if element.parent.node.label else ""
    return above + label


def _said(proposal):
    return proposal.files, proposal.conflicts, list(proposal.remarks)


@pytest.mark.parametrize("stand", VERSIONS, ids=name)
def test_the_file_in_the_archive_changes_nothing(stand):
    made = read_back(read_word(package(io.BytesIO(word_bytes(*stand, PROJECT)), "x.docx")), stand)
    working = next(e for e in stand.procedure.working if e.document.id == stand.edition.document.id)
    here = stand._replace(edition=working)
    assert _said(propose(made, made, here, FILES, renamings(stand, here))) == ({}, (), [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "不超过45秒",
            "不超过40秒",
            ("must: { 热线响应时间: 不超过 45 秒 }", "must: { 热线响应时间: 不超过 40 秒 }"),
        ),
        # Said in other words: the rule takes the value, and the text prints it as rules are printed.
        (
            "不超过45秒",
            "在40秒以内",
            ("must: { 热线响应时间: 不超过 45 秒 }", "must: { 热线响应时间: 不超过 40 秒 }"),
        ),
        ("不少于2人", "不少于3人", ("must: { 夜间值守人数: 不少于 2 人 }", "must: { 夜间值守人数: 不少于 3 人 }")),
    ],
)
def test_a_figure_goes_into_its_rule(bring, project, old, new, expected):
    bring(swap((old, new)), "--write")
    assert [expected] == lines_changed(project)


def test_nothing_is_written_without_being_asked(bring, project):
    result = bring(swap(("不超过45秒", "不超过40秒")), *JSON)
    assert (said(result)["files"], said(result)["written"]) == ([CUSTOMER_SERVICE], [])
    assert lines_changed(project) == []


def test_what_the_engine_finds_in_it_is_told(bring):
    status, output = bring(swap(("不超过45秒", "不超过90秒")), *JSON)
    found = {each["code"]: each for each in json.loads(output.out)["findings"]}
    assert (status, found["looser"]["clause"], found["looser"]["fix"]) == (1, "hotline-day", "不超过 60 秒")


def test_the_change_is_printed_as_a_diff(bring):
    _, output = bring(swap(("不超过45秒", "不超过40秒")), "--lang", "zh")
    assert "- 工作时间内，来电的人工响应时间应不超过45秒。" in output.out
    assert "+ 工作时间内，来电的人工响应时间应不超过40秒。" in output.out
    assert "更严" in output.out
    assert "--write" in output.out


BY = 'w:id="900" w:author="王敏" w:date="2026-11-20T00:00:00Z"'
NEW = (
    '<w:p><w:pPr><w:pStyle w:val="Clause1"/></w:pPr><w:ins {by}><w:r><w:t>回呼时限　坐席应回呼客户，回呼时限不超过30分钟。'
    "</w:t></w:r></w:ins></w:p>"
)


def test_a_new_clause_gets_an_id_and_rules(bring, project):
    _, output = bring(
        lambda text: control("hotline-identity").sub(lambda found: found[0] + NEW.format(by=BY), text), "--write", *JSON
    )
    told = json.loads(output.out)
    assert told["tracked"] == {"accepted": True, "authors": {"王敏": 1}}
    (rule,) = [each for each in told["rules"] if each["in_force"] and "30" in each["value"]]
    assert (rule["strength"], rule["value"]) == ("must", "不超过 30 分钟")
    text = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    assert f"  {rule['term']}: {{ unit: 分钟" in text
    added = re.search(r"\n    - id: (\S+)\n      title: 回呼时限\n      text: (.*)\n      must: (.*)\n", text)
    assert f"{{{{ {rule['term']} }}}}" in added[2]
    assert f"{rule['term']}: 不超过 30 分钟" in added[3]


def test_comments_are_remarks_on_their_clause(bring):
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = (
        f'<w:comments {ns}><w:comment w:id="7" w:author="法务"><w:p><w:r><w:t>是否太紧？</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    parts = {
        "word/comments.xml": comments,
        "word/_rels/document.xml.rels": f'</Relationships>|<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/>'
        "</Relationships>",
        "[Content_Types].xml": '</Types>|<Override PartName="/word/comments.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
    }
    change = swap(
        ("来电的人工响应时间应</w:t></w:r>", '来电的人工响应时间应</w:t></w:r><w:commentRangeStart w:id="7"/>')
    )
    result = bring(change, *JSON, parts=parts)
    assert {"clause": "hotline-day", "author": "法务", "text": "是否太紧？"} in said(result)["comments"]


def test_text_that_is_struck_out_by_hand_is_asked_about(bring):
    """It is there, and whoever struck it out may mean that it goes."""
    figure = "不超过45秒"
    struck = f'</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>{figure}</w:t></w:r><w:r><w:t xml:space="preserve">'
    told = said(bring(lambda text: text.replace(figure, struck, 1), *JSON))
    assert told["files"] == []
    (remark,) = [each for each in told["remarks"] if each["remark"] == "marred"]
    assert remark["clause"] == "hotline-day"
    assert f"应{{+〔划去：+}}{figure}{{+〕+}}。" in remark["text"]


def test_a_file_of_another_document_is_refused(project, capsys):
    path = project / FOLDER / "releases/sales/1.0.docx"
    assert main(["import", "--root", str(project), "--into", "customer-service", str(path)]) == 2
    assert "communication-channels/sales" in capsys.readouterr().err


def properties() -> str:
    """Those of the released file."""
    with zipfile.ZipFile(io.BytesIO(FILES[f"{FOLDER}/releases/customer-service/1.1.docx"])) as package:
        return "".join(re.findall("<property .*</property>", package.read("docProps/custom.xml").decode(), re.DOTALL))


NAMELESS = {"docProps/custom.xml": f"{properties()}|"}


@pytest.mark.parametrize(
    ("change", "base"),
    [
        (swap(), ("1.1", False)),
        # The number, or the title where no number is printed.
        (swap(("客户服务部沟通渠道管理实施细则", "客服部实施细则")), ("1.1", False)),
        (swap(("文件编号：CY-GC-001-KF", "受控状态：受控")), ("1.1", False)),
        # Where no version is printed, the text as it is now; the one that stands in for it is no version of the file.
        (lambda text: re.sub("版　　本：V1[.]1|>V?1[.][01](?=<)", ">", text), ("1.2", True)),
    ],
)
def test_without_properties_what_the_cover_prints_tells(bring, project, change, base):
    path = project / CUSTOMER_SERVICE
    path.write_text(path.read_text(encoding="utf-8").replace('version: "1.1"', 'version: "1.2"'), encoding="utf-8")
    result = bring(lambda text: swap(("不超过45秒", "不超过40秒"))(change(text)), "--write", *JSON, parts=NAMELESS)
    told = said(result)["base"]
    assert (told["version"], told["guessed"], said(result)["written"]) == (*base, [CUSTOMER_SERVICE])


@pytest.mark.parametrize(
    "change",
    [
        # Another number, whatever the title; another title, and no number.
        swap(("CY-GC-001-KF", "CY-GC-001")),
        swap(("文件编号：CY-GC-001-KF", "受控状态：受控"), ("客户服务部沟通渠道管理实施细则", "值班办法")),
    ],
)
@pytest.mark.parametrize("write", [(), ("--write",)])
def test_a_file_that_nothing_says_is_this_document_is_refused(bring, project, change, write):
    status, output = bring(change, "--lang", "zh", *write, parts=NAMELESS)
    assert (status, output.out, lines_changed(project)) == (2, "", [])
    assert "看不出这份 Word 文件是《客户服务部沟通渠道管理实施细则》" in output.err
    assert "--base" in output.err


def test_a_strangers_file_is_refused_whatever_version_stands_in(project, capsys):
    """A file of its own that Word would write: what is missing on its cover is no sign of any document."""
    document = docx.Document()
    document.add_paragraph("请假单")
    document.save(str(project / "销售部沟通渠道管理实施细则.docx"))
    command = ["import", "--root", str(project), "--into", "sales", "--write", "--lang", "en"]
    assert main([*command, str(project / "销售部沟通渠道管理实施细则.docx")]) == 2
    assert "Nothing says that this Word file is 销售部沟通渠道管理实施细则" in capsys.readouterr().err
    assert Project(project).files() == FILES


def test_a_file_that_takes_most_clauses_away_is_shown_and_not_written(bring, project):
    def change(text: str) -> str:
        return re.sub(r"(<w:body>.*?)<w:sdt>.*</w:sdt>", r"\1", text)

    last = bring(change, "--lang", "zh")[1].out.splitlines()[-1]
    told = re.match(r"照这份 Word 文件，《客户服务部沟通渠道管理实施细则》的 (\d+) 条要删去 \1 条，没有写入。", last)
    assert told
    status, output = bring(change, "--write", "--lang", "zh")
    assert (status, output.out, lines_changed(project)) == (2, "", [])
    assert told[0] in output.err


@pytest.mark.parametrize("marks", ["controls", "both"])
def test_without_marks_order_and_likeness_tell(bring, project, marks):
    """Content controls lost, and bookmarks, too: a changed figure, a clause that moved."""

    def change(text: str) -> str:
        text = text.replace("不超过45秒", "不超过40秒")
        moved = control("hotline-abandoned").search(text)[0]
        text = text.replace(moved, "")
        text = control("hotline-flow").sub(lambda found: found[0] + moved, text)
        text = re.sub(r"<w:sdt>.*?<w:sdtContent>|</w:sdtContent></w:sdt>", "", text, flags=re.DOTALL)
        return re.sub(r'<w:bookmarkStart w:id="\d+" w:name="c_[^>]*/>', "", text) if marks == "both" else text

    bring(change, "--write")
    text = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    ids = re.findall(r"- id: (hotline-\S+)", text)
    assert ids[:5] == ["hotline-answering", "hotline-flow", "hotline-abandoned", "hotline-day", "hotline-off-hours"]
    assert "不超过 40 秒" in text


def test_what_changed_around_the_text_is_told(bring):
    """On the cover it may have been read back; in the tables behind the text never."""
    change = swap(("分发范围：客户服务部、", "分发范围：保卫部、"), ("不超过45秒", "不超过40秒"))
    remarks = {each["remark"]: each["text"] for each in said(bring(change, *JSON))["remarks"]}
    assert "{+保卫+}" in remarks["beside"]
    assert "distribution" in remarks
    assert "40秒" in remarks["generated"]

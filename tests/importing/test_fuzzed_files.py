"""Whatever is done to a Word file, it is refused or imported: no other exception, and what is imported is accounted for."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manners import MANNERS
from packages import docx, p, part, table

from generator.cli import main
from generator.findings import Severity
from generator.importing.assembling import Target, assemble
from generator.importing.package import package
from generator.importing.refusals import Refusal
from generator.importing.wordfile import read_word
from generator.importing.writing import document_text, organization_text, terms_text
from generator.reading import read_policy
from generator.reading.decoding import FORBIDDEN

FILES = {name: make() for name, make in MANNERS.items()}


def tried(data: bytes, *, read: bool = True) -> bool:
    """Whether the file was imported; the reader has to take its YAML, and warns at most of a second number in a title."""
    try:
        word = read_word(package(io.BytesIO(data), "x.docx"))
        made = assemble(word, Target({}, date(2026, 1, 1)))
    except Refusal:
        return False
    assert set(made.ledger.paragraphs) == {each.number for each in word.paragraphs()}
    assert set(made.ledger.rows) == {each.number for each in word.rows()}
    departments = made.departments or {made.draft.department: "归口部门"}
    files = {
        "policy/organization.yaml": organization_text("集团", departments.items()).encode(),
        "policy/x/procedure.yaml": document_text(made.draft, "x.docx", 2, terms=False).encode(),
        "policy/x/terms.yaml": terms_text(made.draft, 2).encode(),
    }
    if read:
        found = [each for each in read_policy(files).findings if each.severity is not Severity.WARNING]
        assert [(each.code, each.message.en, each.place.line) for each in found] == []
    return True


@pytest.mark.parametrize("seed", range(150))
def test_bytes_of_the_archive_changed(seed):
    dice = random.Random(seed)
    data = bytearray(FILES[dice.choice(sorted(FILES))])
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(data))
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at : at + dice.randrange(1, 200)]
            case 2:
                data[at:at] = dice.randbytes(dice.randrange(1, 40))
            case _:
                data[at:at] = data[dice.randrange(len(data)) :][: dice.randrange(1, 400)]
        if not data:
            break
    tried(bytes(data))


TOKENS = (
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:tr/>",
    b"<w:tc/>",
    b'<w:gridSpan w:val="99999999999"/>',
    b'<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr>',
    b'<w:outlineLvl w:val="x"/>',
    b"<w:del>",
    b'<w:fldChar w:fldCharType="begin"/>',
    b'<w:fldChar w:fldCharType="end"/>',
    b"<w:instrText>TOC</w:instrText>",
    b"<mc:AlternateContent/>",
    b'w:val="',
    b'"',
    b"&amp;",
    b"&x;",
    b"<",
    "第〇条".encode(),
    "一、".encode(),
    "不超过0秒".encode(),
    "9999999999999999999年以内".encode(),
    b"{{",
    b"\xe2\x80\xae",
    b"\t",
)


@pytest.mark.parametrize("seed", range(250))
def test_xml_of_the_parts_changed(seed):
    """The archive is whole, its parts are not."""
    dice = random.Random(1000 + seed)
    data = FILES[dice.choice(sorted(FILES))]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")) and dice.random() < 0.5:
                for _ in range(dice.randint(1, 4)):
                    places = [0, *(at for at in range(len(content)) if content[at : at + 1] == b"<")]
                    first, second = sorted((dice.choice(places), dice.choice(places)))
                    match dice.randrange(4):
                        case 0:
                            content = content[:first] + content[second:]
                        case 1:
                            content = content[:first] + dice.choice(TOKENS) + content[first:]
                        case 2:
                            content = content[:second] + content[first:second] + content[second:]
                        case _:
                            content = content.replace(
                                dice.choice((b"w:val", b"w:t", b"Target", b"1", b"0")), dice.choice(TOKENS)
                            )
            if dice.random() < 0.97:
                target.writestr(name, content)
    tried(made.getvalue())


WORDS = (
    "一、",
    "（一）",
    "1.",
    "1、",
    "１．",
    "(1)",
    "①",
    "第一章",
    "第二条",
    "第1条",
    "附录A",
    "附件1",
    "目录",
    "修订记录",
    "4.1.2 ",
    "a) ",
    "应在",
    "不超过",
    "60",
    "秒",
    "秒内",
    "每周",
    "3-5次",
    "必须",
    "不得",
    "可",
    "宜",
    "，",
    "。",
    "：",
    "；",
    "的，",
    "夜间",
    "见第一条",
    "文件编号：",
    "版本：V1.0",
    "2026年1月1日",
    "发布",
    "管理规程",
    "有限公司",
    "百分之五",
    "半年",
    "{{",
    "}}",
    "#",
    ": ",
    "- ",
    "'",
    '"',
    "\\",
    "*",
    "&",
    "!",
    "%",
    "|",
    ">",
    "@",
    "`",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\u3000",
    "\t",
    "\n",
    "yes",
    "null",
    "~",
    "1.0",
    "📄",
)
INLINE = st.sampled_from(WORDS)
LINES = st.lists(st.one_of(INLINE, st.text(max_size=8)), min_size=0, max_size=12).map("".join)


def escaped(text: str) -> str:
    good = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    good = "".join(c for c in good if not "\x7f" <= c < "\xa0")
    return good.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(LINES, st.sampled_from(["", "<w:outlineLvl w:val='0'/>", "<w:outlineLvl w:val='2'/>"])), max_size=14
    )
)
def test_any_text_makes_yaml_that_the_reader_takes(lines):
    body = "".join(
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'
        for text, properties in lines
    )
    tried(docx(body))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_table_makes_yaml_that_the_reader_takes(rows):
    cells = [
        [f'<w:tc><w:p><w:r><w:t xml:space="preserve">{escaped(c)}</w:t></w:r></w:p></w:tc>' for c in row]
        for row in rows
    ]
    table = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells)
    tried(
        docx(
            f"<w:p><w:r><w:t>一、总则</w:t></w:r></w:p><w:p><w:r><w:t>1.见表。</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
        )
    )


@pytest.mark.parametrize("seed", range(120))
def test_a_document_thrown_together_makes_yaml_that_the_reader_takes(seed):
    """Words of covers, numbers and rules, tables and headings, in any order."""
    dice = random.Random(seed)

    def line() -> str:
        text = escaped("".join(dice.choice(WORDS) for _ in range(dice.randrange(10))))
        properties = dice.choice(("", "", "", '<w:outlineLvl w:val="0"/>', '<w:jc w:val="center"/>'))
        look = f"<w:rPr>{dice.choice(('', '<w:b/>'))}</w:rPr>"
        return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'

    def table_of(columns: int) -> str:
        rows = ("".join(f"<w:tc>{line()}</w:tc>" for _ in range(columns)) for _ in range(dice.randint(1, 5)))
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"

    body = (table_of(dice.randint(1, 4)) if dice.random() < 0.2 else line() for _ in range(dice.randint(1, 20)))
    tried(docx("".join(body)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data):
    assert not tried(data)
    assert not tried(b"PK\x03\x04" + data)


NASTY = "\u202e\u200b\u0085{{x}}: # \"'"


def test_characters_that_deceive_reach_neither_yaml_nor_terminal(tmp_path, monkeypatch, capsys):
    """In every place of a file: title, cover, tables, forms, links, comments, headers, names of parts."""
    body = (
        p(f"管理规程{NASTY}", style="Title")
        + p(f"编号：A{NASTY}　密级：密{NASTY}　归口部门：部门{NASTY}　复审周期：12 次　分发范围：甲{NASTY}、乙")
        + table(("编制", f"张{NASTY}"), ("审核", f"李{NASTY}"))
        + table(("版本", "修订内容", f"修订人{NASTY}"), ("1.0", f"新{NASTY}编", f"王{NASTY}"))
        + p(f"一、总则{NASTY}")
        + p(f"1.不得{NASTY}外传{NASTY}，应在3天内{NASTY}归还。")
        + table((f"等级{NASTY}", f"时限{NASTY}"), (f"一{NASTY}", "不超过3天"), (f"二{NASTY}", "不超过5天"))
        + p("二、相关文件")
        + table(("编号", "名称"), (f"B{NASTY}", f"丁{NASTY}"))
        + p(f"附件1 登记表{NASTY}")
        + p(f"表单编号：J{NASTY}　保存期限：3年{NASTY}")
        + table((f"日期{NASTY}", "事由"), ("", ""))
    )
    remark = f'<w:comment w:id="1" w:author="x{NASTY.translate({34: None})}">{p(NASTY)}</w:comment>'
    data = docx(body, parts={"comments": part("comments", remark), "header1": part("hdr", p(f"页眉{NASTY}"))})
    assert tried(data)
    (tmp_path / "x.docx").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert main(["import", "x.docx", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert FORBIDDEN.search(out) is None
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("../\u202e\x1b[31m\n.xml", b"")
    (tmp_path / "y.docx").write_bytes(made.getvalue())
    assert main(["import", "y.docx", "--lang", "zh"]) == 2
    assert FORBIDDEN.search(capsys.readouterr().err) is None

"""Files that are no Word documents, or no honest ones: refused with the reason, or read within bounds; nothing is written."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from packages import docx, p, part, r, relation, table
from test_manners import imported

from generator.cli import main
from generator.importing import markup
from generator.importing import package as packages_module
from generator.importing.package import package
from generator.importing.refusals import OLE, Refusal
from generator.importing.wordfile import read_word

GOOD = docx(p("一、总则") + p("1.来电应在60秒内应答。"))
DOCUMENT = "word/document.xml"


def repacked(change, data: bytes = GOOD) -> bytes:
    """The package with `change(name, bytes)` applied to each entry; None leaves it out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if (content := change(name, source.read(name))) is not None:
                target.writestr(name, content)
    return made.getvalue()


def replaced(old: bytes, new: bytes, name: str = DOCUMENT) -> bytes:
    assert old in zipfile.ZipFile(io.BytesIO(GOOD)).read(name)
    return repacked(lambda each, content: content.replace(old, new) if each == name else content)


def with_entries(*entries: tuple[str, bytes]) -> bytes:
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def compound(*names: str) -> bytes:
    """A file of the older kind with streams of these names in its directory."""
    return OLE + bytes(2000) + b"".join(name.encode("utf-16-le") for name in names) + bytes(3000)


def with_flags(data: bytes, flag: int) -> bytes:
    """Every entry's general purpose flag set in the directory."""
    at, made = 0, bytearray(data)
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        made[at + 8] |= flag
        at += 4
    return bytes(made)


def overlapping() -> bytes:
    """Two entries that share their bytes, as the densest bombs do."""
    made = bytearray(with_entries(("word/a.xml", b"x" * 5000), ("word/b.xml", b"x" * 5000)))
    places = []
    at = 0
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        places.append(at)
        at += 4
    first = struct.unpack_from("<L", made, places[-2] + 42)[0]
    struct.pack_into("<L", made, places[-1] + 42, first + 1)
    return bytes(made)


def entries(number: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place in range(number):
            archive.writestr(f"word/{place}.xml", b"")
    return made.getvalue()


def bomb(size: int) -> bytes:
    return repacked(lambda name, content: b"<w:p/>" * (size // 6) if name == DOCUMENT else content)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

REFUSED = {
    "empty file": (b"", "空文件", "empty file"),
    "not a package": (b"hello", "不是 Word 的 .docx", "no .docx file"),
    "PDF": (b"%PDF-1.7\n...", "PDF", "PDF"),
    "RTF": (b"{\\rtf1\\ansi}", "RTF", "RTF"),
    "web page": (b"<!DOCTYPE html><html/>", "网页", "web page"),
    "flat XML": (b'<?xml version="1.0"?><pkg:package/>', "XML 文件", "an XML file"),
    "old Word": (compound("WordDocument"), ".doc 文件", "a .doc file"),
    "old Excel": (compound("Workbook"), "Excel", "Excel"),
    "encrypted": (compound("EncryptionInfo", "EncryptedPackage"), "密码", "password"),
    "cut off": (GOOD[: len(GOOD) // 2], "不完整", "incomplete"),
    "head only": (b"PK\x03\x04" + bytes(100), "不完整", "incomplete"),
    "no parts": (entries(0), "压缩包", "an archive"),
    "plain archive": (entries(3), "压缩包", "an archive"),
    "LibreOffice": (
        repacked(lambda name, content: None, with_entries(("mimetype", b"application/vnd.oasis.opendocument.text"))),
        "压缩包",
        "an archive",
    ),
    "workbook": (
        replaced(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main", "[Content_Types].xml"),
        "Excel",
        "Excel",
    ),
    "macros by type": (
        replaced(b"wordprocessingml.document.main", b"document.macroEnabled.main", "[Content_Types].xml"),
        "宏",
        "macros",
    ),
    "macros by part": (with_entries(("word/vbaProject.bin", b"\xcc\x61")), "宏", "macros"),
    "leads out": (with_entries(("../../etc/cron.d/x", b"x")), "指向外面", "leads out"),
    "from the root": (with_entries(("/etc/passwd", b"x")), "指向外面", "leads out"),
    "from a drive": (with_entries(("C:/x", b"x")), "指向外面", "leads out"),
    "backwards": (with_entries(("word\\..\\..\\x", b"x")), "指向外面", "leads out"),
    "twice, other case": (with_entries(("WORD/Document.xml", b"x")), "出现了两次", "twice"),
    "too many entries": (entries(3000), "太多", "too many"),
    "overlapping": (overlapping(), "重叠", "overlap"),
    "password": (with_flags(GOOD, 1), "密码", "password"),
    "bomb by size": (bomb(200 << 20), "太大", "too large"),
    "bomb by ratio": (bomb(8 << 20), "压缩炸弹", "zip bomb"),
    "entities": (replaced(DECLARATION, ENTITY), "DOCTYPE", "DOCTYPE"),
    "outside entity": (replaced(DECLARATION, OUTSIDE), "DOCTYPE", "DOCTYPE"),
    "DOCTYPE in a relationship": (
        replaced(b'<?xml version="1.0" encoding="UTF-8"?>', OUTSIDE, "_rels/.rels"),
        "DOCTYPE",
        "DOCTYPE",
    ),
    "DOCTYPE in UTF-16": (
        repacked(
            lambda name, content: (
                ("<!DOCTYPE a []>" + content.decode()).encode("utf-16") if name == DOCUMENT else content
            )
        ),
        "DOCTYPE",
        "DOCTYPE",
    ),
    "other encoding": (replaced(b'encoding="UTF-8"', b'encoding="UTF-7"'), "UTF-8", "UTF-8"),
    "NUL": (replaced("一、".encode(), b"\0"), "UTF-8", "UTF-8"),
    "no XML": (replaced(b"</w:body>", b""), "XML", "XML"),
    "deep XML": (replaced(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 400), "XML", "XML"),
    "a million paragraphs": (docx("".join(p(f"第{n}段") for n in range(60)) * 17_000), "太大", "too large"),
    "many paragraphs": (docx(p("甲") * 5_100), "段落", "paragraphs"),
    "no text": (docx(p() + p()), "没有文字", "no text"),
    "scanned": (
        docx(
            '<w:p><w:r><w:drawing><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></w:drawing></w:r></w:p>",
            relationships=relation("rIdP", "image", "media/scan.png"),
        ),
        "扫描",
        "scanned",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason_and_nothing_is_written(name, tmp_path, monkeypatch, capsys):
    data, zh, en = REFUSED[name]
    path = tmp_path / "旧规程.docx"
    path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    for language, says in (("zh", zh), ("en", en)):
        assert main(["import", path.name, "--lang", language]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("policy: 旧规程.docx ")
        assert says in err
        assert err.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["旧规程.docx"]


def test_a_wps_file_is_called_one(tmp_path, monkeypatch, capsys):
    (tmp_path / "旧规程.wps").write_bytes(compound("WordDocument"))
    monkeypatch.chdir(tmp_path)
    assert main(["import", "旧规程.wps", "--lang", "zh"]) == 2
    assert ".wps 文件" in capsys.readouterr().err


def test_twice_the_same_name_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = with_entries((DOCUMENT, b"x"))
    with pytest.raises(Refusal, match="twice"):
        package(io.BytesIO(data), "x.docx")


def test_nested_archives_stay_closed_and_are_named():
    inner = bomb(8 << 20)
    word = read_word(package(io.BytesIO(with_entries(("word/embeddings/inner.docx", inner))), "x.docx"))
    assert word.unread == ("embedded file: word/embeddings/inner.docx",)


def test_addresses_outside_are_named_and_never_followed(monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", None)
    data = docx(
        p("一、总则"),
        relationships=relation("r1", "image", "http://192.0.2.1/x.png", external=True)
        + relation("r2", "attachedTemplate", "\\\\192.0.2.1\\share\\evil.dotm", external=True)
        + relation("r3", "oleObject", "file:///etc/passwd", external=True),
    )
    word = read_word(package(io.BytesIO(data), "x.docx"))
    assert [kind for kind, _ in word.outside] == ["image", "attachedTemplate", "oleObject"]


def test_a_picture_that_leads_out_of_the_package_is_not_read():
    body = (
        p("一、总则")
        + p("1.见图。")
        + (
            '<w:p><w:r><w:drawing><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></w:drawing></w:r></w:p>"
        )
    )
    word = read_word(
        package(io.BytesIO(docx(body, relationships=relation("rIdP", "image", "../../../../etc/passwd"))), "x.docx")
    )
    (picture,) = [picture for each in word.paragraphs() for picture in each.pictures]
    assert not word.package.has(picture.part)


def test_twenty_levels_of_everything_are_read():
    """Nested tables, content controls and list levels that no format has room for."""
    inner = p("底层")
    for _ in range(20):
        inner = table((inner + p(),))
    controls = "<w:sdt><w:sdtContent>" * 20 + p("控件里") + "</w:sdtContent></w:sdt>" * 20
    word = read_word(package(io.BytesIO(docx(p("一、总则") + inner + controls)), "x.docx"))
    assert {"一、总则", "底层", "控件里"} <= {each.text for each in word.paragraphs()}


LIMITED = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20))
from generator.cli import main
status = main(["import", sys.argv[1], "--out", sys.argv[2]])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(status, int(peak[1]) // 1024, file=sys.stderr)
"""


def runs(seed: int) -> str:
    """Sixty runs whose text does not repeat, so that it does not pack as a bomb does."""
    return "".join(f"<w:r><w:t>{sha256(f'{seed}.{n}'.encode()).hexdigest()[:6]}</w:t></w:r>" for n in range(60))


def chained(count: int) -> str:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(count)
    )
    return part("styles", "".join(styles))


def remark(kind: str, text: str) -> str:
    return part(kind, f'<w:{kind[:-1]} w:id="1" w:author="甲">{p(text)}</w:{kind[:-1]}>')


LARGE = {
    "bomb by size": REFUSED["bomb by size"][0],
    "a million paragraphs": REFUSED["a million paragraphs"][0],
    "too many entries": entries(3000),
    "entities": REFUSED["entities"][0],
    "as many tags as go": docx(p("一、甲") + "".join(f"<w:p>{runs(n)}</w:p>" for n in range(markup.MAX_TAGS // 244))),
    "as many paragraphs as go": docx("".join(p(f"{n}. 第{n}项应在{n % 90 + 1}天内完成。") for n in range(1, 4_900))),
    "attributes": docx(("<w:p " + " ".join(f'w:a{n}=""' for n in range(200)) + "/>") * 1_900 + p("一、甲")),
    "one long paragraph": docx(
        p("一、总则") + p("。".join(sha256(f"{n}".encode()).hexdigest() for n in range(13_000)))
    ),
    "a wide table": docx(p("一、总则") + table(*[tuple("甲乙丙丁" * 15) for _ in range(80)])),
    "a chain of styles": docx(p("一、甲") + p("1.乙", style="S0") * 4_000, parts={"styles": chained(9_000)}),
    "one comment at every paragraph": docx(
        p("一、甲") + f'<w:p><w:commentRangeStart w:id="1"/>{r("1.乙")}</w:p>' * 2_000,
        parts={"comments": remark("comments", "意见" * 20_000)},
    ),
    "open brackets": docx(p("替代文件：" + "《" * 50_000) + p("一、甲")),
    "boxes in one drawing": docx(
        p("一、甲")
        + "<w:p><w:r><w:pict>"
        + "".join(f"<v:textbox><w:txbxContent>{p(f'框{n}')}</w:txbxContent></v:textbox>" for n in range(4_500))
        + "</w:pict></w:r></w:p>"
    ),
    "one digit after the other": docx(p("一、甲") + p("1.应在3天内。" + "9" * 200_000)),
    "figures without end": docx(p("一、甲") + "".join(p(f"{n}." + f"应在{n}天内，" * 200) for n in range(1, 60))),
    "chapters without end": docx("".join(p(f"第{n}章 甲{n}") + p("第1条 乙。") for n in range(1, 1_200))),
}
"""What is large, and what a careless program would read ten times and more."""


@pytest.mark.parametrize("name", LARGE)
def test_it_stays_within_200_megabytes_and_ends(name, tmp_path):
    """The system ends it after ten seconds of work; how long it takes is measured by benchmarks/importing.py."""
    path = tmp_path / "large.docx"
    path.write_bytes(LARGE[name])
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(packages_module.__file__).parents[2])},
    )
    status, peak = ran.stderr.splitlines()[-1].split()
    assert status in ("0", "2"), ran.stderr
    assert int(peak) <= 200
    assert "Traceback" not in ran.stderr


def test_a_comment_is_told_once():
    made = docx(
        p("一、甲") + f'<w:p><w:commentRangeStart w:id="1"/>{r("1.乙")}</w:p>' * 20,
        parts={"comments": remark("comments", "丙")},
    )
    entries = [each for each in imported(made).ledger.entries if each.reason == "comment"]
    assert [(each.place, each.text) for each in entries] == [(2, "甲: 丙")]


def test_what_a_file_points_at_is_named_and_left_alone():
    made = docx(
        p("一、甲") + p("1.乙"),
        relationships=relation("a", "aFChunk", "chunk.html")
        + relation("s", "subDocument", "file:///etc/passwd", external=True),
        parts={"settings": part("settings", "<w:attachedTemplate/>")},
        files={
            "word/chunk.html": b"<script>",
            "word/glossary/document.xml": b"<x/>",
            "word/embeddings/oleObject1.bin": b"MZ",
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + relation("t", "attachedTemplate", "http://127.0.0.1:1/x.dotm", external=True)
                + "</Relationships>"
            ).encode(),
        },
    )
    told = {each.text for each in imported(made).ledger.entries}
    assert told >= {
        "attachedTemplate: http://127.0.0.1:1/x.dotm",
        "subDocument: file:///etc/passwd",
        "inserted file: word/chunk.html",
        "embedded file: word/embeddings/oleObject1.bin",
    }


def test_strict_open_xml_is_read_like_the_usual():
    text = part("document", f"<w:body>{p('一、总则')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    word = read_word(package(io.BytesIO(docx("", document=text)), "x.docx"))
    assert [each.text for each in word.paragraphs()] == ["一、总则"]

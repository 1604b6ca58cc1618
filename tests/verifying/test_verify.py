"""`policy verify`: the released file, copies saved again or edited, drafts, strangers, and files that mean harm."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from generator.cli import main
from generator.project import Project
from generator.publishing.companion_files import companion_files
from generator.publishing.page_numbers import SWITCH, page_counter, page_program
from generator.publishing.word_files import word_bytes, word_files

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT / "policy/communication-channels/releases"
RELEASED = RELEASES / "customer-service/1.1.docx"


def rewritten(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """A Word file with its XML parts changed: `change` gets a part's name and text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(name, part.decode()).encode() if name.endswith((".xml", ".rels")) else part)
    return made.getvalue()


def body(change: Callable[[str], str]) -> Callable[[str, str], str]:
    """A change of the document's part, which has to make a difference."""

    def apply(name: str, text: str) -> str:
        if name != "word/document.xml":
            return text
        changed = change(text)
        assert changed != text
        return changed

    return apply


@pytest.fixture
def verify(tmp_path, capsys):
    """What the command says of a file, as JSON, with its exit status."""

    def run(data: bytes) -> tuple[dict, int]:
        path = tmp_path / "received.docx"
        path.write_bytes(data)
        status = main(["verify", "--root", str(ROOT), "--format", "json", str(path)])
        (said,) = json.loads(capsys.readouterr().out)["files"]
        return said, status

    return run


def shown(said: dict) -> list[str]:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return [
        (each["clause"] or {"text": "new"}.get(each["part"], each["part"]))
        + f" {each['kind']}"
        + (f" behind {each['behind']}" if each["behind"] and each["clause"] != "mine" else "")
        + (": " if each["lines"] else "")
        + "／".join("".join(signs[p["kind"]].format(p["text"]) for p in line) for line in each["lines"])
        for each in said["differences"]
    ]


def test_the_very_file_is_released(verify):
    said, status = verify(RELEASED.read_bytes())
    assert (
        said["verdict"],
        status,
        said["document"],
        said["version"],
    ) == ("released", 0, "communication-channels/customer-service", "1.1")


def test_packed_again_with_the_same_text_it_is_told_apart(verify):
    said, status = verify(rewritten(RELEASED.read_bytes(), lambda name, text: text))
    assert (said["verdict"], status, said["differences"]) == ("resaved", 0, [])


MINE = (
    '<w:sdt><w:sdtPr><w:tag w:val="mine"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>另加一条。</w:t></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)
CLAUSE = '<w:pPr><w:pStyle w:val="Clause1"/></w:pPr><w:r><w:t>'
BY = 'w:id="900" w:author="某人" w:date="2026-11-20T00:00:00Z"'


def after(id: str, more: str) -> Callable[[str], str]:
    """Puts something behind a clause."""
    return lambda text: control(id).sub(lambda found: found[0] + more, text)


def moved(id: str, behind: str) -> Callable[[str], str]:
    """Puts a clause behind another."""

    def change(text: str) -> str:
        clause = control(id).search(text)
        assert clause
        return after(behind, clause[0])(text.replace(clause[0], ""))

    return change


def within(id: str, old: str, new: str) -> Callable[[str], str]:
    """Puts other words into a clause; tables that quote it stay as they are."""
    return lambda text: control(id).sub(lambda found: found[0].replace(old, new), text)


def control(id: str) -> re.Pattern[str]:
    return re.compile(rf'<w:sdt><w:sdtPr><w:alias w:val="[^"]*"/><w:tag w:val="{id}"/>.*?</w:sdt>')


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            within("hotline-day", "不超过45秒", "不超过90秒"),
            ["hotline-day changed: 工作时间响应　工作时间内，来电的人工响应时间应不超过[-45秒-][+90秒+]。"],
        ),
        (
            lambda text: control("hotline-identity").sub("", text),
            [
                "hotline-identity removed: [-核对身份　接起来电后，坐席先核对来电人身份。"
                "身份未能核实的，只答复公开信息。坐席不得询问客户的登录口令和支付口令。-]"
            ],
        ),
        # A paragraph that someone wrote between two clauses goes with the one that it follows.
        (after("hotline-day", "<w:p><w:r><w:t>夜间不答。</w:t></w:r></w:p>"), ["hotline-day changed: [+夜间不答。+]"]),
        # A clause with a control of its own is a clause.
        (after("hotline-day", MINE), ["mine added: [+另加一条。+]"]),
        # In a table, on the cover, in a heading.
        (
            within("complaint-levels", "不超过30分钟", "不超过60分钟"),
            [
                "complaint-levels changed: 一级投诉｜不超过[-30分钟-][+60分钟+]｜不超过2个工作日｜客户服务部负责人与沟通管理部"
            ],
        ),
        (
            lambda text: text.replace("发布日期：2026年10月20日", "发布日期：2026年10月21日"),
            ["front changed: 发布日期：2026年10月[-20日-][+21日+]"],
        ),
        (
            lambda text: re.sub(r"(c_complaints\"/>.{0,160}>)投诉办理<", r"\1投诉处理<", text),
            ["complaints changed: 投诉[-办-][+处+]理"],
        ),
        # A heading of which no word is left is still that heading.
        (
            lambda text: re.sub(r"(c_complaints\"/>.{0,160}>)投诉办理<", r"\1受理渠道<", text),
            ["complaints changed: [-投诉办理-][+受理渠道+]"],
        ),
        # All words are there, and yet it is another text.
        (moved("hotline-identity", "final-effect"), ["hotline-identity moved behind final-effect"]),
        (
            lambda text: moved("hotline-identity", "final-effect")(
                within("hotline-identity", "接起来电后，", "")(text)
            ),
            [
                "hotline-identity changed: 核对身份　[-接起来电后，-]坐席先核对来电人身份。"
                "身份未能核实的，只答复公开信息。坐席不得询问客户的登录口令和支付口令。",
                "hotline-identity moved behind final-effect",
            ],
        ),
        # With a number of its own, what someone wrote is a clause, whether typed, copied or broken off another.
        (
            after("hotline-day", f"<w:p>{CLAUSE}夜间不答。</w:t></w:r></w:p>"),
            ["new added behind hotline-day: [+夜间不答。+]"],
        ),
        (
            within("hotline-day", "</w:p>", f"</w:p><w:p>{CLAUSE}夜间不答。</w:t></w:r></w:p>"),
            ["new added behind hotline-day: [+夜间不答。+]"],
        ),
    ],
)
def test_an_edit_is_told_by_its_clause(change, expected, verify):
    said, status = verify(rewritten(RELEASED.read_bytes(), body(change)))
    assert (said["verdict"], status) == ("edited", 1)
    assert expected == shown(said)


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        # In the header of one section out of three.
        (
            "word/header.xml",
            "V1.1",
            "V1.2",
            "margins changed: 客户服务部沟通渠道管理实施细则　CY-GC-001-KF · V[-1.1-][+1.2+]；第  页　共  页",
        ),
        # A stamp, or whatever else is drawn there.
        (
            "word/header.xml",
            "</w:p></w:hdr>",
            '<w:r><w:pict><v:rect style="width:300pt;height:150pt"/></w:pict></w:r></w:p></w:hdr>',
            "margins changed: 客户服务部沟通渠道管理实施细则　CY-GC-001-KF · V1.1[+〔图形〕+]；第  页　共  页",
        ),
        # The same words under other numbers: what refers to a clause leads elsewhere.
        (
            "word/numbering.xml",
            '<w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading1"/>',
            '<w:start w:val="3"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading1"/>',
            "general renumbered: [-一-][+三+]、",
        ),
    ],
)
def test_an_edit_outside_the_text_is_told_too(part, old, new, expected, verify):
    def change(name: str, text: str) -> str:
        assert name != part or old in text
        return text.replace(old, new) if name == part else text

    said, status = verify(rewritten(RELEASED.read_bytes(), change))
    assert (said["verdict"], status) == ("edited", 1)
    assert shown(said)[0] == expected


DAY, FIGURE = "工作时间响应　工作时间内，来电的人工响应时间应", "不超过45秒"


def looking(properties: str) -> Callable[[str], str]:
    """Gives the figure of a clause a look of its own."""
    run = f'<w:r><w:rPr>{properties}</w:rPr><w:t>{FIGURE}</w:t></w:r><w:r><w:t xml:space="preserve">'
    return within("hotline-day", FIGURE, f"</w:t></w:r>{run}")


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("properties", "sign"),
    [
        ("<w:strike/>", "划去"),
        ("<w:dstrike/>", "划去"),
        ('<w:rStyle w:val="GoneWords"/>', "划去"),
        (WHITE, "与底色相近"),
        ('<w:color w:val="F2F2F2"/>', "与底色相近"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "与底色相近"),
        ('<w:color w:val="000000" w:themeColor="background1" w:themeShade="F2"/>', "与底色相近"),
        (f'<w:color w:val="1F3864"/>{DARK}', "与底色相近"),
        ('<w:shd w:val="solid" w:color="000000" w:fill="auto"/><w:color w:val="000000"/>', "与底色相近"),
        ('<w:color w:val="FF0000"/><w:highlight w:val="red"/>', "与底色相近"),
        ('<w:highlight w:val="black"/>', "与底色相近"),
        (f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "与底色相近"),
        ('<w:sz w:val="2"/>', "字过小"),
        ('<w:position w:val="400"/>', "移出行外"),
        ('<w:w w:val="1"/>', "字挤成一团"),
        ('<w:spacing w:val="-240"/>', "字挤成一团"),
        ("<w:webHidden/>", "网页视图隐去"),
    ],
)
def test_text_that_is_struck_out_or_cannot_be_read_is_a_difference(properties, sign, verify):
    said, status = verify(rewritten(RELEASED.read_bytes(), body(looking(properties))))
    assert (said["verdict"], status, said["remarks"]) == ("edited", 1, ["marred"])
    assert shown(said) == [f"hotline-day changed: {DAY}[+〔{sign}：+]{FIGURE}[+〕+]。"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:strike w:val="0"/>',
        '<w:color w:val="C00000"/>',
        '<w:color w:val="auto"/>',
        '<w:highlight w:val="yellow"/>',
        f"{WHITE}{DARK}",
        DARK,  # letters without a colour are light on it
        '<w:sz w:val="18"/><w:position w:val="-4"/><w:w w:val="80"/><w:spacing w:val="-10"/>',
    ],
)
def test_another_look_that_can_be_read_is_none(properties, verify):
    said, status = verify(rewritten(RELEASED.read_bytes(), body(looking(properties))))
    assert (said["verdict"], status, said["differences"]) == ("resaved", 0, [])


def test_a_number_that_is_taken_away_is_missed(verify):
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    style = '<w:pStyle w:val="Clause1"/>'
    said, _ = verify(rewritten(RELEASED.read_bytes(), body(within("hotline-day", style, style + none))))
    assert shown(said)[:2] == ["hotline-day renumbered: [-2.-]", "hotline-off-hours renumbered: [-3-][+2+]."]


def test_hidden_text_is_not_there(verify):
    said, _ = verify(rewritten(RELEASED.read_bytes(), body(looking("<w:vanish/>"))))
    assert shown(said) == [f"hotline-day changed: {DAY}[-{FIGURE}-]。"]


STRIKE = "<w:rPr><w:strike/></w:rPr>"
FLAT, FLAT_ROW = '<w:spacing w:line="20" w:lineRule="exact"/>', '<w:trHeight w:val="20" w:hRule="exact"/>'
LEVELS, HEADER = "complaint-levels changed: ", "margins changed: 客户服务部沟通渠道管理实施细则　"


@pytest.mark.parametrize(
    ("part", "behind", "more", "expected"),
    [
        # In a style of paragraphs, of letters, of tables, and where no style says anything.
        ("styles", '(styleId="Clause1">.*?<w:rPr>)', "<w:strike/>", "hotline-day changed: [+〔划去：+]工作时间响应"),
        ("styles", '(styleId="ClauseTitle">.*?<w:rPr>)', "<w:vanish/>", "hotline-day changed: [-工作时间响应　-]工作"),
        ("styles", '(styleId="PolicyTable">.*?)(?=<w:tblPr>)', STRIKE, f"{LEVELS}[+〔划去：+]投诉等级"),
        ("styles", '(type="firstRow">)', STRIKE, f"{LEVELS}[+〔划去：+]投诉等级"),
        ("styles", "(<w:docDefaults><w:rPrDefault><w:rPr>)", "<w:dstrike/>", "hotline-day changed: [+〔划去：+]工作"),
        # Its lines, its row.
        ("document", "(<w:trPr>)(?=.{,250}>一级投诉<)", FLAT_ROW, f"{LEVELS}[+〔字过小：+]一级投诉"),
        (
            "document",
            '(<w:pStyle w:val="TableText"/>)(?=.{,80}>一级投诉<)',
            FLAT,
            f"{LEVELS}[+〔字过小：+]一级投诉",
        ),
        # Numbers, and headers.
        ("numbering", "(?=</w:lvl>)", f"<w:rPr>{WHITE}</w:rPr>", "general renumbered: [+〔与底色相近：+]一、[+〕+]"),
        ("numbering", "(?=</w:lvl>)", "<w:rPr><w:vanish/></w:rPr>", "general renumbered: [-一、-]"),
        ("header", "(<w:r>)(?=<w:t [^>]*>CY-GC)", STRIKE, f"{HEADER}[+〔划去：+]CY-GC-001-KF · V1.1[+〕+]；"),
        (
            "header",
            "(<w:r>)(?=<w:t [^>]*>CY-GC)",
            "<w:rPr><w:vanish/></w:rPr>",
            f"{HEADER[:-1]}[-　CY-GC-001-KF · V1.1-]；",
        ),
    ],
)
def test_wherever_it_is_said_how_text_looks(part, behind, more, expected, verify):
    def change(name: str, text: str) -> str:
        if name != f"word/{part}.xml":
            return text
        changed = re.sub(behind, lambda found: found[0] + more, text, flags=re.DOTALL)
        assert changed != text
        return changed

    said, status = verify(rewritten(RELEASED.read_bytes(), change))
    assert (said["verdict"], status) == ("edited", 1)
    assert [each for each in shown(said) if each.startswith(expected)] != [], shown(said)


@pytest.mark.parametrize(("color", "verdict"), [("FFFFFF", "resaved"), ("auto", "resaved"), ("1F3864", "edited")])
def test_what_stands_in_a_dark_cell_is_read_on_that(color, verdict, verify):
    """All first columns: their text on the ground of their cells, not on white."""

    def change(text: str) -> str:
        cell = r"(<w:tr>(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>)?<w:tc><w:tcPr>)((?:(?!</w:tc>).)*?<w:r>)(<w:t [^>]*>一级投诉)"
        return re.sub(cell, rf'\1{DARK}\2<w:rPr><w:color w:val="{color}"/></w:rPr>\3', text)

    said, _ = verify(rewritten(RELEASED.read_bytes(), body(change)))
    assert said["verdict"] == verdict


def test_a_section_more_with_the_same_header_says_nothing_new(verify):
    def change(text: str) -> str:
        main = re.findall(r"<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr>", text)[1]
        return after("final-effect", f"<w:p><w:pPr>{main}</w:pPr></w:p>")(text)

    said, _ = verify(rewritten(RELEASED.read_bytes(), body(change)))
    assert (said["verdict"], said["differences"]) == ("resaved", [])


def test_edits_that_wait_to_be_accepted_count_and_are_named(verify):
    put_in = f"<w:p><w:ins {BY}><w:r><w:t>可以例外。</w:t></w:r></w:ins></w:p>"
    said, status = verify(rewritten(RELEASED.read_bytes(), body(after("final-effect", put_in))))
    assert (said["verdict"], status, said["remarks"]) == ("edited", 1, ["tracked"])
    assert shown(said) == ["final-effect changed: [+可以例外。+]"]


def test_python_docx_saves_the_same_text(tmp_path, verify):
    document = docx.Document(str(RELEASED))
    document.save(str(tmp_path / "saved.docx"))
    said, _ = verify((tmp_path / "saved.docx").read_bytes())
    assert said["verdict"] == "resaved"


def test_without_its_properties_a_file_is_known_by_the_number_that_it_prints(verify):
    def change(name: str, text: str) -> str:
        return re.sub(r"<property.*</property>", "", text, flags=re.DOTALL) if name == "docProps/custom.xml" else text

    said, status = verify(rewritten(RELEASED.read_bytes(), change))
    assert (said["verdict"], said["document"], status) == ("resaved", "communication-channels/customer-service", 0)


def test_without_controls_and_bookmarks_an_edit_is_still_told_by_its_clause(verify):
    def bare(text: str) -> str:
        text = within("hotline-day", "不超过45秒", "不超过90秒")(text)
        text = re.sub(r"<w:sdt>|</w:sdt>|<w:sdtContent>|</w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>", "", text)
        return re.sub(r"<w:bookmark(Start|End) [^>]*>", "", text)

    said, _ = verify(rewritten(RELEASED.read_bytes(), body(bare)))
    assert [each["clause"] for each in said["differences"]] == ["hotline-day"]


def test_a_version_that_does_not_exist_is_unreleased(verify):
    def change(name: str, text: str) -> str:
        return text.replace(">1.1<", ">7.0<") if name == "docProps/custom.xml" else text

    said, status = verify(rewritten(RELEASED.read_bytes(), change))
    assert (said["verdict"], said["version"], status) == ("unreleased", "7.0", 1)


def test_a_stranger_is_unknown(tmp_path, verify):
    document = docx.Document()
    document.add_paragraph("与本项目无关的文件。")
    document.save(str(tmp_path / "stranger.docx"))
    said, status = verify((tmp_path / "stranger.docx").read_bytes())
    assert (said["verdict"], said["document"], status) == ("unknown", None, 1)


def with_a_draft(folder: Path) -> tuple[Path, Path]:
    """A copy of the policy in which the sales department has a draft: its root, and the draft's source."""
    root = folder / "project"
    shutil.copytree(ROOT / "policy", root / "policy")
    source = root / "policy/communication-channels/departments/sales.yaml"
    source.write_text(
        re.sub(r'version: "[\d.]+"', 'version: "9.0"', source.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    return root, source


def test_a_draft_is_a_draft_and_one_of_another_day_says_where_it_differs(tmp_path, capsys):
    root, source = with_a_draft(tmp_path)
    project = Project.at(root)
    policy = project.load().policy
    (procedure,) = policy.procedures
    edition = next(each for each in procedure.working if each.document.id == "sales")
    (root / "draft.docx").write_bytes(word_bytes(edition, procedure, policy, project))
    assert main(["verify", "--root", str(root), "--lang", "zh", str(root / "draft.docx")]) == 1
    assert "是《销售部沟通渠道管理实施细则》V9.0的当前草案，尚未发布。" in capsys.readouterr().out
    source.write_text(source.read_text(encoding="utf-8").replace("title: 总则", "title: 通则", 1), encoding="utf-8")
    assert main(["verify", "--root", str(root), "--lang", "en", str(root / "draft.docx")]) == 1
    said = capsys.readouterr().out
    assert "is a draft of 销售部沟通渠道管理实施细则 V9.0, which is not released; it differs" in said
    assert "changed  一 通则\n        [-通-]{+总+}则" in said


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: b"",
        lambda data: b"%PDF-1.7",
        lambda data: data[: len(data) // 2],
        lambda data: rewritten(data, body(lambda text: '<!DOCTYPE x [<!ENTITY a "b">]>' + text)),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_others_are_told_all_the_same(harm, tmp_path, capsys):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(harm(RELEASED.read_bytes()))
    assert main(["verify", "--root", str(ROOT), "--lang", "zh", str(bad), str(RELEASED)]) == 2
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{bad} ")
    assert "是已发布的原件" in second


def test_what_cannot_be_opened_is_told_why(tmp_path, capsys):
    missing = tmp_path / "gone.docx"
    assert (
        main(["verify", "--root", str(ROOT), "--lang", "zh", str(missing), str(tmp_path), str(tmp_path / ("长" * 99))])
        == 2
    )
    gone, folder, long = capsys.readouterr().out.splitlines()
    assert gone == f"{missing} 打不开：没有这个文件或文件夹。"
    assert folder == f"{tmp_path} 打不开：是文件夹，不是文件。"
    assert long.endswith("打不开：名称太长。")


def test_what_is_no_word_file_is_named_once_and_nobody_is_told_to_import_it(tmp_path, capsys):
    path = tmp_path / "organization.yaml"
    path.write_text("organization: 示例集团\n", encoding="utf-8")
    assert main(["verify", "--root", str(ROOT), "--lang", "zh", str(path)]) == 2
    said = capsys.readouterr().out
    assert said.startswith(f"{path} 不是 Word 的 .docx 文件")
    assert (said.count("organization.yaml"), "导入" in said) == (1, False)


@pytest.mark.parametrize(("count", "told"), [(1, "in 1 place.\n"), (2, "in 2 places.\n")])
def test_places_are_counted_in_english_too(count, told, tmp_path, capsys):
    change = within("hotline-day", "不超过45秒", "不超过90秒")
    more = within("hotline-identity", "坐席", "班长") if count == 2 else lambda text: text
    path = tmp_path / "received.docx"
    path.write_bytes(rewritten(RELEASED.read_bytes(), body(lambda text: more(change(text)))))
    assert main(["verify", "--root", str(ROOT), "--lang", "en", str(path)]) == 1
    assert told in capsys.readouterr().out


def test_a_reader_is_told_what_came_where_and_what_went(tmp_path, capsys):
    path = tmp_path / "received.docx"
    data = rewritten(RELEASED.read_bytes(), body(moved("hotline-identity", "final-effect")))
    data = rewritten(data, body(after("hotline-day", f"<w:p>{CLAUSE}夜间不答。</w:t></w:r></w:p>")))
    path.write_bytes(rewritten(data, body(lambda text: control("hotline-abandoned").sub("", text))))
    assert main(["verify", "--root", str(ROOT), "--lang", "zh", str(path)]) == 1
    assert [line.strip() for line in capsys.readouterr().out.splitlines()[1:]] == [
        "新增  在 三（一）2 工作时间响应 之后",
        "{+夜间不答。+}",
        "删除  三（一）6 来电放弃率",
        "[-来电放弃率　来电放弃率应不超过5%。连续两周超过的，由运营组调整班次。-]",
        "移动  三（一）7 核对身份  移到 七1 施行 之后",
    ]


def test_what_is_made_from_documents_is_none_itself(tmp_path, capsys):
    project = Project.at(ROOT)
    made = list(
        companion_files(
            project.load().policy, project, date(2026, 11, 24), "communication-channels/communication-channels"
        )
    )
    assert [each.kind for each in made] == ["comparison", "checklist", "combined"]
    for each, named in zip(made, ("修订对比文件", "检查表", "合订本"), strict=True):
        (tmp_path / "received.docx").write_bytes(each.data)
        assert main(["verify", "--root", str(ROOT), "--lang", "zh", str(tmp_path / "received.docx")]) == 1
        assert f"的{named}，不是受控的文件；它的文字没有核对。" in capsys.readouterr().out


@pytest.mark.office
def test_a_draft_with_page_numbers_is_the_current_draft(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(SWITCH)
    root, _ = with_a_draft(tmp_path)
    project = Project.at(root)
    with page_counter(page_program(), project) as counter:
        files = list(word_files(project.load().policy, project, "communication-channels/sales", counter))
    built = files[-1].data
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        assert "PAGEREF" in package.read("word/document.xml").decode()
    (root / "draft.docx").write_bytes(built)
    assert main(["verify", "--root", str(root), "--lang", "zh", str(root / "draft.docx")]) == 1
    assert "是《销售部沟通渠道管理实施细则》V9.0的当前草案，尚未发布。" in capsys.readouterr().out
    (root / "draft.docx").write_bytes(
        rewritten(built, body(lambda text: text.replace("总则</w:t></w:r></w:p>", "通则</w:t></w:r></w:p>")))
    )
    assert main(["verify", "--root", str(root), "--lang", "zh", str(root / "draft.docx")]) == 1
    assert "修改  一 总则\n        [-总-]{+通+}则\n" in capsys.readouterr().out


@pytest.mark.office
def test_saved_again_by_libreoffice_the_text_is_the_same(tmp_path, verify):
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run(
        [*office, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(RELEASED)],
        capture_output=True,
        check=True,
        timeout=180,
    )
    saved = (tmp_path / RELEASED.name).read_bytes()
    assert (verify(saved)[0]["verdict"], verify(saved)[0]["differences"]) == ("resaved", [])
    edited = rewritten(saved, body(lambda text: text.replace("值班坐席受理", "值班人员受理")))
    assert [each.split(":")[0] for each in shown(verify(edited)[0])] == ["hotline-off-hours changed", "behind changed"]


EDITS = {
    "figure": (body(within("hotline-day", "不超过45秒", "不超过90秒")), ["hotline-day changed"]),
    "gone": (body(lambda text: control("hotline-identity").sub("", text)), ["hotline-identity removed"]),
    "moved": (body(moved("hotline-identity", "final-effect")), ["hotline-identity moved behind final-effect"]),
    "new": (
        body(after("hotline-day", f"<w:p>{CLAUSE}夜间不答。</w:t></w:r></w:p>")),
        ["new added behind hotline-day"],
    ),
    "cell": (body(within("complaint-levels", "不超过30分钟", "不超过60分钟")), ["complaint-levels changed"]),
    "struck": (body(looking("<w:strike/>")), ["hotline-day changed"]),
    "cover": (body(lambda text: text.replace("2026年10月20日", "2026年10月21日", 1)), ["front changed"]),
    "header": (
        lambda name, text: text.replace("V1.1", "V1.2") if name == "word/header.xml" else text,
        ["margins changed"],
    ),
}


@pytest.mark.office
def test_an_edit_that_libreoffice_saved_is_told_by_its_clause(tmp_path, verify):
    for name, (change, _) in EDITS.items():
        (tmp_path / f"{name}.docx").write_bytes(rewritten(RELEASED.read_bytes(), change))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    files = [str(tmp_path / f"{name}.docx") for name in EDITS]
    subprocess.run(
        [*office, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), *files],
        capture_output=True,
        check=True,
        timeout=180,
    )
    told = {name: shown(verify((tmp_path / f"saved/{name}.docx").read_bytes())[0]) for name in EDITS}
    assert {name: [each.split(":")[0] for each in said] for name, said in told.items()} == {
        name: expected for name, (_, expected) in EDITS.items()
    }

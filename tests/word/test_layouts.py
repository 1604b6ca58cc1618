"""Layouts of a company's own: what layout.yaml may say, how they build on others, and what a fault in one reads like."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from specimen import manuscript

from generator.project import Project, ProjectError
from generator.word import render

ROOT = Path(__file__).resolve().parents[2]
LOGO = (ROOT / "policy/communication-channels/figures/hotline-flow.png").read_bytes()
SECTIONS = "- { id: rules, title: 受理, clauses: [{ id: a, text: 来电应登记。 }] }\n"


@pytest.fixture(scope="module")
def made():
    return manuscript(SECTIONS, head="classification: 内部公开\n")


def own(root: Path, settings: str, files: dict[str, str | bytes] | None = None, name: str = "ours") -> Project:
    """A project with a layout of its own."""
    folder = root / "templates/word" / name
    for file, content in {"layout.yaml": settings, **(files or {})}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Project(root)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_what_a_layout_does_not_set_is_as_in_the_one_that_it_builds_on(tmp_path, made):
    project = own(
        tmp_path,
        "based_on: corporate\nfonts: { body: { east_asia: 楷体 } }\nwords: { classification: 涉密等级 }\npage: { top: 40 }\n",
    )
    data = render(made, project.layout("ours"))
    styles, document = part(data, "word/styles.xml"), part(data, "word/document.xml")
    assert 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="楷体"' in styles
    assert "宋体" not in styles
    assert "涉密等级：内部公开" in document
    assert "文件编号：T-1" in document
    assert 'w:top="2268" w:right="1797"' in document


def test_layouts_build_on_layouts_that_build_on_others(tmp_path, made):
    own(tmp_path, "based_on: gbt9704\nwords: { watermark: 征求意见稿 }\n", name="group")
    project = own(tmp_path, "based_on: group\nwords: { contents: 目 次 }\n", name="subsidiary")
    data = render(made, project.layout("subsidiary"))
    assert 'string="征求意见稿"' in part(data, "word/header_even.xml")
    assert "目 次" in part(data, "word/document.xml")


def test_a_project_may_change_a_layout_of_the_program_under_its_own_name(tmp_path, made):
    project = own(tmp_path, "words: { contents: 目次 }\n", name="corporate")
    assert "目次" in part(render(made, project.layout("corporate")), "word/document.xml")


def test_a_template_of_ones_own_stands_in_for_that_of_the_same_name(tmp_path, made):
    cover = '{{ p("Title", "《" ~ m.title ~ "》", end=section("header_cover")) }}\n'
    project = own(tmp_path, "based_on: corporate\n", {"cover.xml": cover})
    document = part(render(made, project.layout("ours")), "word/document.xml")
    assert "《热线管理规程》" in document
    assert "受控状态" not in document


def test_a_logo_stands_on_the_cover_as_high_as_it_should(tmp_path, made):
    logo = "logo: { file: logo.png, height: 12, align: center, alt: 集团标志 }\n"
    project = own(tmp_path, f"based_on: corporate\n{logo}", {"logo.png": LOGO})
    data = render(made, project.layout("ours"))
    document = part(data, "word/document.xml")
    assert document.index('descr="集团标志"') < document.index("密　　级")
    assert 'cy="432000"' in document
    assert '<w:pStyle w:val="CoverLogo"/>' in document
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/media/image1.png") == LOGO


def test_a_layout_is_read_again_when_a_file_of_it_has_changed(tmp_path, made):
    project = own(tmp_path, "based_on: corporate\nwords: { contents: 目次 }\n")
    assert "目次" in part(render(made, project.layout("ours")), "word/document.xml")
    own(tmp_path, "based_on: corporate\nwords: { contents: 提要 }\n")
    assert "提要" in part(render(made, project.layout("ours")), "word/document.xml")


BASED = "based_on: corporate\n"


@pytest.mark.parametrize(
    ("settings", "files", "says"),
    [
        (BASED + "font: {}\n", {}, r"layout.yaml:2:1 a layout has no key 'font'. .*fonts"),
        (BASED + "sizes: { boddy: 12 }\n", {}, r"layout.yaml:2:10 .*no key 'boddy'. .*body"),
        (BASED + "sizes: { body: 小四 }\n", {}, r"layout.yaml:2:16 Expected a number from 1 to 200, found '小四'"),
        (BASED + "sizes: { body: nan }\n", {}, r"layout.yaml:2:16 Expected a number"),
        (BASED + "form_rows: 2.5\n", {}, r"layout.yaml:2:12 Expected a whole number from 1 to 60, found '2.5'"),
        (BASED + "page: [1]\n", {}, r"layout.yaml:2:7 Expected 'key: value' lines, found a list"),
        (BASED + "colors: { rule: red }\n", {}, r"layout.yaml:2:17 'red' is not a colour such as 1F3864"),
        (BASED + "line: { multiple: 1, points: 28 }\n", {}, r"layout.yaml:2:7 Write multiple or points, one of them"),
        (BASED + "words: { sign_off_columns: [甲] }\n", {}, r"layout.yaml:2:28 This table has 5 columns; 1 titles"),
        (BASED + "words: {watermark:稿}\n", {}, r"layout.yaml:2:18 A space is missing after the colon"),
        (BASED + "page: { left: 120, right: 120 }\n", {}, r"layout.yaml: the margins in page leave no room for text"),
        ("based_on: corprate\n", {}, r"layout.yaml: based_on names 'corprate', which is no layout. .*corporate"),
        ("based_on: ours\n", {}, r"layout.yaml: based_on names 'ours', which builds on it in turn"),
        ("fonts: {}\n", {}, r"layout.yaml:1:1 The layout does not set 'fonts.body' .*based_on: corporate"),
        ("", {}, r"layout.yaml:1:1 The file is empty"),
        (b"\xff", {}, r"layout.yaml:1:1 The file is not UTF-8"),
        (
            BASED + "logo: { file: logo.png, height: 9, align: left, alt: 标志 }\n",
            {},
            r"layout.yaml: the picture logo.png that logo names is not in",
        ),
        (
            BASED + "logo: { file: logo.png, height: 9, align: left, alt: 标志 }\n",
            {"logo.png": b"GIF89a"},
            r"layout.yaml: logo.png is no PNG",
        ),
        (BASED + "logo: { file: ../x.png, height: 9, align: left, alt: 标志 }\n", {}, r"layout.yaml:2:15 '../x.png'"),
        (BASED, {"cover.xml": "{# one #}\n{% if m.draft %}\n"}, r"ours/cover.xml:\d fault in the template: .*end"),
        (BASED, {"cover.xml": "{# one #}\n{{ m.titel }}\n"}, r"ours/cover.xml:2 fault in the template: .*titel"),
        (BASED, {"cover.xml": '\n\n{{ p("Note") }}\n'}, r"ours/cover.xml:3 fault in the template: .*text"),
        (BASED, {"cover.xml": '\n{{ table("A", 1, 2) }}\n'}, r"ours/cover.xml:2 fault in the template: "),
        (BASED, {"cover.xml": "{% for n in range(10**9) %}{% endfor %}"}, r"ours/cover.xml:1 fault in the template"),
        (BASED, {"cover.xml": "{{ m.__class__.__mro__ }}"}, r"ours/cover.xml:1 fault in the template: .*unsafe"),
        (BASED, {"cover.xml": '{% include "covr.xml" %}'}, r"The layout has no covr.xml"),
        (
            BASED,
            {"cover.xml": "<w:p>\n  <w:r>\n    <w:b/>\n  </w:p>\n</w:r>\n"},
            r"ours/cover.xml:4 or near it is not well-formed XML \(mismatched tag\)",
        ),
        (
            BASED,
            {"looks.xml": '<w:style\n  w:type="paragraph"\n  w:styleId="A">\n  <w:name w:val=A/>\n</w:style>\n'},
            r"ours/looks.xml:4 or near it is not well-formed XML",
        ),
        (BASED, {"cover.xml": "<x:p/>"}, r"document.xml:\d+ or near it is not well-formed XML \(unbound prefix\)"),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_nearest_name(settings, files, says, tmp_path):
    project = own(tmp_path, settings, files)
    with pytest.raises(ProjectError, match=says) as raised:
        project.layout("ours")
    assert raised.value.words.zh


def test_all_faults_of_the_settings_are_told_at_once(tmp_path):
    project = own(tmp_path, "based_on: corporate\nsizes: { body: x }\ncolours: {}\n")
    with pytest.raises(ProjectError) as raised:
        project.layout("ours")
    assert len(raised.value.words.en.splitlines()) == 3


def test_a_template_may_not_be_a_link_to_another_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    project = own(tmp_path, BASED)
    (tmp_path / "templates/word/ours/cover.xml").symlink_to(secret)
    with pytest.raises(ProjectError, match="link that leads out"):
        project.layout("ours")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("corporat", "没有“corporat”这个版式。是否想写“corporate”？"),
        ("zz", "没有“zz”这个版式。可用的有：corporate、gbt9704。"),
    ],
)
def test_a_layout_that_does_not_exist_says_which_do(tmp_path, name, said):
    with pytest.raises(ProjectError) as raised:
        Project(tmp_path).layout(name)
    assert raised.value.words.zh == said


def test_what_editors_leave_lying_about_is_no_part(tmp_path, made):
    project = own(tmp_path, BASED, {"word/.cover.xml.swp": b"\xff", "word/header.xml~": "", ".DS_Store": b"\0"})
    with zipfile.ZipFile(io.BytesIO(render(made, project.layout("ours")))) as package:
        assert not [name for name in package.namelist() if "swp" in name or "~" in name]

"""layout.yaml: what a company may set of a Word layout, and what is wrong with what it set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.findings import Finding, finding
from generator.model import Place
from generator.reading.context import Context
from generator.reading.kinds import ID, JSON, Kind, Line, MapOf, OneOf, not_a_mapping
from generator.reading.layout_kinds import Number, Titles
from generator.reading.nodes import Mapping as MappingNode
from generator.reading.nodes import Node
from generator.reading.shapes import Key, Shape
from generator.reading.sources import Sources

Values = Mapping[str, Any]


@dataclass(frozen=True)
class LineSpacing:
    """`{ multiple: 1.5 }` or `{ points: 28 }`."""

    def read(self, node: Node, context: Context) -> dict[str, float] | None:
        if not isinstance(node, MappingNode):
            not_a_mapping(node, context)
            return None
        values = _LINE.read(node, context)
        assert isinstance(values, dict)
        if len(node.entries) != 1:
            context.report(
                "invalid-document",
                node,
                zh="行距写 multiple（倍数）或 points（固定磅数），二者只写一个。",
                en="Write multiple or points, one of them.",
            )
            return None
        return values or None

    def schema(self) -> JSON:
        return _LINE.schema() | {"minProperties": 1, "maxProperties": 1}


_POINTS = Number(1, 200)
_MILLIMETRES = Number(0, 2000)
_COLOR = Line("颜色，如 1F3864", "a colour such as 1F3864", "[0-9A-Fa-f]{6}")
_WORD = Line(limit=200)


def _shape(name: str, zh: str, en: str, *keys: Key) -> Shape:
    return Shape(name, zh, en).define(keys, lambda values, node, context: values)


def _keys(kind: Kind, **told: tuple[str, str, str]) -> tuple[Key, ...]:
    """Keys of one kind: name -> Chinese, English, example."""
    return tuple(Key(name, kind, zh, en, f"{name}: {example}") for name, (zh, en, example) in told.items())


_LINE = _shape(
    "line",
    "行距",
    "space between lines",
    Key("multiple", Number(0.5, 5), "倍数", "as a multiple", "multiple: 1.5"),
    Key("points", _POINTS, "固定值，磅", "exactly, in points", "points: 28.95"),
)
FONT = _shape(
    "font",
    "字体",
    "a font",
    *_keys(
        Line("字体名称", "the name of a font", r"[^;\"'<>&]{1,60}"),
        east_asia=("中文字体", "for Chinese", "宋体"),
        latin=("西文字体", "for Latin letters", "Times New Roman"),
    ),
)
FONTS = _shape(
    "fonts",
    "字体表",
    "the fonts",
    *_keys(
        FONT,
        body=("正文", "of the body", "{ east_asia: 宋体, latin: Times New Roman }"),
        heading=("标题", "of headings", "{ east_asia: 黑体, latin: Arial }"),
        subheading=("二级标题", "of headings of level 2", "{ east_asia: 楷体, latin: Times New Roman }"),
        title=("文件名称", "of the title", "{ east_asia: 黑体, latin: Arial }"),
    ),
)
SIZES = _shape(
    "sizes",
    "字号表（磅）",
    "sizes of letters in points",
    *_keys(
        _POINTS,
        body=("正文", "of the body", "12"),
        title=("文件名称", "of the title", "26"),
        organization=("封面上的单位名称", "of the organisation on the cover", "16"),
        subtitle=("封面的其他文字、正文前的标题", "of the cover's other lines", "16"),
        heading1=("一级标题", "of headings of level 1", "15"),
        heading2=("二级标题", "of headings of level 2", "13"),
        table=("表格", "of tables", "10.5"),
        header=("页眉", "of the header", "9"),
        footer=("页脚", "of the footer", "9"),
        note=("说明与图题", "of notes and captions", "10.5"),
    ),
)
INDENT = _shape(
    "indent",
    "缩进（字数）",
    "indents in characters",
    *_keys(
        Number(0, 10),
        first=("首行", "of a first line", "2"),
        deeper=("每深一层再缩进", "more for each deeper level", "1"),
    ),
)
PAGE = _shape(
    "page",
    "纸张与页边距（毫米）",
    "paper and margins in millimetres",
    *_keys(
        _MILLIMETRES,
        width=("纸宽", "width of the paper", "210"),
        height=("纸高", "its height", "297"),
        top=("上边距", "top margin", "25.4"),
        bottom=("下边距", "bottom margin", "25.4"),
        left=("左边距", "left margin", "31.7"),
        right=("右边距", "right margin", "31.7"),
        header=("页眉到纸边", "from the header to the edge", "15"),
        footer=("页脚到纸边", "from the footer to the edge", "17.5"),
    ),
)
COLORS = _shape(
    "colors",
    "颜色",
    "colours",
    *_keys(
        _COLOR,
        rule=("细线", "of thin rules", '"7F7F7F"'),
        frame=("表格上下边框", "of a table's top and bottom", '"000000"'),
        head=("表头底色", "behind a table's head", '"E7ECF3"'),
        link=("链接", "of links", '"1F3864"'),
        organization=("封面上的单位名称", "of the organisation on the cover", '"000000"'),
        gone=("修订对照表中删去的字", "of words that are gone, where versions are compared", '"9C1C1C"'),
        new=("修订对照表中新增的字", "of words that are new, where versions are compared", '"1F3864"'),
    ),
)
LOGO = _shape(
    "logo",
    "封面上的标志",
    "the picture on the cover",
    Key(
        "file",
        Line("PNG 文件名，如 logo.png", "the name of a PNG file, such as logo.png", r"\w[\w.\- ]*\.png"),
        "放在本版式文件夹里的 PNG 文件",
        "a PNG file in the layout's folder",
        "file: logo.png",
        required=True,
    ),
    Key("height", Number(1, 200), "高度，毫米", "its height in millimetres", "height: 15", required=True),
    Key("align", OneOf(("left", "center", "right")), "位置", "where it stands", "align: left", required=True),
    Key("alt", Line(), "给看不到图的人的文字", "the text for those who do not see it", "alt: 公司标志", required=True),
)
WORDS = _shape(
    "words",
    "印在文件里的用语",
    "the words that are printed",
    *_keys(
        _WORD,
        classification=("密级", "classification", "密　　级"),
        number=("文件编号", "document number", "文件编号"),
        version=("版本", "version", "版　　本"),
        status=("受控状态", "whether it is controlled", "受控状态"),
        controlled=("已发布的文件", "of a released file", "受控"),
        uncontrolled=("草稿", "of a draft", "草稿，未受控"),
        reference=("合订本", "of a combined edition", "供查阅，不受控"),
        issued=("发布日期", "day of issue", "发布日期"),
        not_issued=("还没有发布日期", "no day of issue yet", "（待发布）"),
        effective=("实施日期", "day of coming into force", "实施日期"),
        issues=("封面上部门名称之后", "after the department on the cover", "发布"),
        sign_off=("签署表", "the table to sign", "签署表"),
        revisions=("修订记录", "the revision record", "修订记录"),
        changes=("修订对照表", "the table of what changed", "修订对照表"),
        parents=("与上位规程对照表", "the table beside the documents above", "附表　与上位规程对照表"),
        supplements=("上位文件未规定的条款", "what no document above speaks of", "由本文件补充的条款"),
        parent=("上位文件", "the document above", "上位文件"),
        repeals=("替代文件", "what it replaces", "替代文件"),
        distribution=("分发范围", "who gets it", "分发范围"),
        contents=("目录", "the contents", "目　录"),
        watermark=("草稿水印", "the watermark of drafts", "草稿"),
    ),
    Key("sign_off_columns", Titles(5), "签署表的列名", "columns of the table to sign", "sign_off_columns: [环节, …]"),
    Key("revision_columns", Titles(6), "修订记录的列名", "columns of the record", "revision_columns: [版本, …]"),
    Key("changes_columns", Titles(4), "修订对照表的列名", "columns of what changed", "changes_columns: [条款, …]"),
    Key(
        "parents_columns",
        Titles(6),
        "对照表的列名",
        "columns beside the documents above",
        "parents_columns: [上位条款, …]",
    ),
    Key(
        "supplements_columns",
        Titles(2),
        "补充条款表的列名",
        "columns of what is added",
        "supplements_columns: [条款, …]",
    ),
)
LAYOUT = _shape(
    "layout",
    "版式",
    "a layout",
    Key("based_on", ID, "以哪个版式为底本", "the layout that it builds on", "based_on: corporate"),
    Key("fonts", FONTS, "字体", "fonts", "fonts: { body: { east_asia: 宋体 } }"),
    Key(
        "alternatives",
        MapOf(Line()),
        "没有某字体时改用哪种",
        "what to use where a font is missing",
        "alternatives: { 宋体: SimSun }",
    ),
    Key("sizes", SIZES, "字号，磅", "sizes in points", "sizes: { body: 12 }"),
    Key("line", LineSpacing(), "行距", "space between lines", "line: { multiple: 1.5 }"),
    Key("character_spacing", Number(-10, 50), "字距，磅", "between characters, in points", "character_spacing: 0"),
    Key("indent", INDENT, "缩进，字数", "indents in characters", "indent: { first: 2 }"),
    Key("page", PAGE, "纸张与页边距，毫米", "paper and margins in millimetres", "page: { top: 25.4 }"),
    Key("colors", COLORS, "颜色", "colours", 'colors: { link: "1F3864" }'),
    Key("form_rows", Number(1, 60, whole=True), "空白表单的行数", "rows of a blank form", "form_rows: 16"),
    Key("logo", LOGO, "封面上的标志", "the picture on the cover", "logo: { file: logo.png, height: 15, … }"),
    Key("words", WORDS, "印在文件里的用语", "the words that are printed", "words: { controlled: 受控 }"),
)
LAYOUT_PARTS = (FONTS, FONT, SIZES, _LINE, INDENT, PAGE, COLORS, LOGO, WORDS)
_OPTIONAL = (LAYOUT.keys["based_on"], LAYOUT.keys["logo"])


def read_layout_values(file: str, data: bytes) -> tuple[Values, tuple[Finding, ...]]:
    """What a layout.yaml sets, and everything that is wrong in it; `file` is how findings name it."""
    sources = Sources({file: data})
    root, context = sources.tree(file), Context(file)
    values = LAYOUT.read(root, context) if root is not None else None
    return values if isinstance(values, dict) else {}, (*sources.findings, *context.findings)


def overlaid(own: Values, base: Values, shape: Shape = LAYOUT) -> Values:
    """What a layout sets over what it builds on."""
    inner = {name: key.kind for name, key in shape.keys.items() if isinstance(key.kind, Shape)}
    both = {name: overlaid(own[name], base[name], kind) for name, kind in inner.items() if name in own and name in base}
    return {**base, **own, **both}


def left_unset(file: str, values: Values) -> tuple[Finding, ...]:
    """A finding for each key that a layout has to have and that neither it nor what it builds on sets."""
    return tuple(
        finding(
            "invalid-document",
            Place(file, 1, 1),
            zh=f"版式没有写“{path}”（{key.zh}）。例如：{key.example}。只想改几处时，写 based_on: corporate 即可。",
            en=f"The layout does not set '{path}' ({key.en}). For example: {key.example}. To change a few things only, "
            "write based_on: corporate.",
        )
        for path, key in _unset(LAYOUT, values, "")
    )


def _unset(shape: Shape, values: Values, above: str) -> Iterator[tuple[str, Key]]:
    for name, key in shape.keys.items():
        if key in _OPTIONAL:
            continue
        if name not in values:
            yield above + name, key
        elif isinstance(key.kind, Shape):
            yield from _unset(key.kind, values[name], f"{above}{name}.")

"""YAML 格式: every key of every file with its example, from the tables that the reader itself uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.reading.clauses import ClauseKind, TargetKind
from generator.reading.conditions import ConditionKind
from generator.reading.dates import Date, VersionNumber
from generator.reading.kinds import Either, Flag, Kind, Line, ListOf, MapOf, Named, OneOf
from generator.reading.latitudes import RangesKind
from generator.reading.layout_kinds import Number, Titles
from generator.reading.layouts import LineSpacing
from generator.reading.organization import DepartmentsKind, PathKind
from generator.reading.particulars import ImplementsKind, PeriodKind
from generator.reading.schema import SHAPES
from generator.reading.shapes import Key, Shape
from generator.reading.tables import RowKind
from generator.reading.terms import ChoiceKind, RangeKind, TermsKind, UnitKind
from generator.reading.text import TextKind
from generator.website.kinds.explanations import GROUP
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry

FILES: Mapping[str, str] = {
    "organization": "policy/organization.yaml",
    "procedure": "policy/规程/procedure.yaml",
    "department": "policy/规程/departments/ 下的各个 .yaml",
    "terms": "policy/规程/terms.yaml",
    "waivers": "policy/规程/waivers.yaml",
    "layout": "templates/word/版式/layout.yaml",
}
_WRITTEN: Mapping[type, str] = {
    ChoiceKind: "取值",
    ClauseKind: "条款",
    ConditionKind: "条件",
    Date: "日期",
    DepartmentsKind: "编号: 部门",
    Flag: "true 或 false",
    ImplementsKind: "文件@版本",
    LineSpacing: "倍数或磅数",
    Number: "数",
    PathKind: "文件/条款",
    PeriodKind: "时长",
    RangeKind: "范围",
    RangesKind: "术语: 范围",
    RowKind: "单元格的列表，或行",
    TargetKind: "条款编号",
    TermsKind: "名称: 术语",
    TextKind: "文字",
    Titles: "列名的列表",
    UnitKind: "单位",
    VersionNumber: "版本号",
}
"""What is written, for kinds that do not say it themselves."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as the reference lists it. `part` is the shape that describes what its value is made of."""

    key: Key
    written: str
    part: str | None


@dataclass(frozen=True, slots=True)
class ShapePart:
    """A shape with its keys, the required ones first. `file` is where it stands at the top."""

    shape: Shape
    file: str | None
    lines: Sequence[KeyLine]


def pages(press: Press) -> Iterator[SitePage]:
    shapes = list(_shapes())
    html = press.render("yaml.html", "yaml.md", shapes=shapes)
    url = press.addresses.url("yaml.md")
    toc = [TocEntry("files", "各个文件", 1)]
    toc += [TocEntry(each.shape.name, each.shape.zh, 2) for each in shapes if each.file]
    toc += [TocEntry("parts", "组成部分", 1)]
    toc += [TocEntry(each.shape.name, each.shape.zh, 2) for each in shapes if not each.file]
    toc += [TocEntry("values", "条件的写法", 1), TocEntry("text", "正文的写法", 1)]
    found = [SearchEntry(url, "YAML 格式", "")]
    found += [
        SearchEntry(f"{url}#{each.shape.name}.{line.key.name}", f"{line.key.name}（{each.shape.zh}）", line.key.zh)
        for each in shapes
        for line in each.lines
    ]
    yield SitePage("yaml.md", "YAML 格式", html, tuple(toc), tuple(found), group=GROUP)


def _shapes() -> Iterator[ShapePart]:
    """The shapes of whole files, then those of their parts."""
    for file, (top, *_) in SHAPES.items():
        yield ShapePart(top, FILES[file], _lines(top))
    parts = {part.name: part for _, *found in SHAPES.values() for part in found}
    for part in parts.values():
        yield ShapePart(part, None, _lines(part))


def _lines(shape: Shape) -> Sequence[KeyLine]:
    lines = [KeyLine(key, written(key.kind), _part(key.kind.schema())) for key in shape.keys.values()]
    return sorted(lines, key=lambda line: not line.key.required)


def written(kind: Kind) -> str:
    """What is written for a kind of value, in words."""
    match kind:
        case Line():
            return kind.zh.partition("：")[0]
        case Shape():
            return kind.zh
        case OneOf():
            return " | ".join(kind.words)
        case Named():
            return written(kind.kind)
        case Either():
            return f"{kind.word}，或{written(kind.other)}"
        case ListOf():
            return f"{written(kind.item)}，或其列表" if kind.single else f"列表：{written(kind.item)}"
        case MapOf():
            return f"{written(kind.key)}: {written(kind.value)}"
        case _:
            return _WRITTEN[type(kind)]


def _part(schema: object) -> str | None:
    """The shape that a schema refers to."""
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            name = reference.rpartition("/")[2]
            return name if any(name == part.name for _, *parts in SHAPES.values() for part in parts) else None
        schema = list(schema.values())
    if isinstance(schema, list):
        return next((found for part in schema if (found := _part(part)) is not None), None)
    return None

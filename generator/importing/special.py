"""Chapters that the format prints by itself: terms, related documents, record forms; read back from how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importing.content import Paragraph, Table
from generator.importing.draft import ChoiceProposal, TermProposal
from generator.importing.fields import squeezed
from generator.importing.lines import clean
from generator.importing.outline import Node

_DEFINED = re.compile(r"([\w.]{1,60})：(.+?)(?:（又称([^（）]+)）)?。")
_HEADED = re.compile(r"([\w.]{1,60})()(?:（又称([^（）]+)）)?：")
_CHOICE = re.compile(r"——([^：]+)：(.+?)(?:（又称([^（）]+)）)?[；。]")
_KEEP = re.compile(r"(?:保存|保管)(?:期限|期|时间|年限)[：:][\s　]*(\S.*?)[\s　]*$")
_FORM_NUMBER = re.compile(r"(?:表单|表格|记录|文件)?编号[：:][\s　]*([^\s　]+)")


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form as its page shows it."""

    number: str
    columns: list[str]
    keep: str


def is_definitions(node: Node) -> bool:
    """Whether a chapter is called one of definitions."""
    return re.search(r"术语|定义|名词解释", node.text) is not None and bool(node.body)


def is_related(node: Node) -> bool:
    """Whether a chapter is called one of related documents."""
    return re.search(r"相关文件|引用文件|相关制度|参考文件|支持性文件", node.text) is not None


def is_forms(node: Node) -> bool:
    """Whether a chapter is called one of records or forms."""
    return re.search(r"记录|表单|表格", node.text) is not None


def definitions(node: Node, ours: bool) -> dict[str, TermProposal]:
    """Terms by name, where every line is `名称：释义。`, or below it `——取值：释义；`, as this project prints them; nothing where
    one is not.
    """
    made: dict[str, TermProposal] = {}
    for block in node.body:
        if not isinstance(block, Paragraph) or not ours:
            return {}
        text = clean(block.text).strip()
        if block.style == "Definition Choice" and made and (match := _CHOICE.fullmatch(text)):
            term = made[next(reversed(made))]
            if match[1] in (choice.name for choice in term.choices):
                return {}
            term.choices += (ChoiceProposal(match[1], match[2], _listed(match[3])),)
            continue
        match = _DEFINED.fullmatch(text) or _HEADED.fullmatch(text)
        if block.style != "Definition" or match is None or match[1] in made or match[1] in ("any", "all", "not"):
            return {}
        made[match[1]] = TermProposal(match[1], about=match[2], aliases=_listed(match[3]), why="defined")
    return made


def _listed(names: str | None) -> tuple[str, ...]:
    return tuple(part for part in (names or "").split("、") if part)


def _table_of(node: Node) -> Table | None:
    tables = [block for block in node.body if isinstance(block, Table)]
    others = [block for block in node.body if isinstance(block, Paragraph) and block.text.strip()]
    return tables[0] if len(tables) == 1 and not others else None


def _columns(table: Table, *wanted: str) -> list[list[str]] | None:
    """The columns whose titles match, row by row without the first; None where one is missing or rows are ragged."""
    heads = [squeezed(cell.text) for cell in table.rows[0].cells] if table.rows else []
    places = [next((n for n, head in enumerate(heads) if re.search(pattern, head)), None) for pattern in wanted]
    known = [place for place in places if place is not None]
    if len(known) < len(wanted) or any(len(row.cells) != len(heads) for row in table.rows):
        return None
    extra = [n for n in range(len(heads)) if n not in known and not re.search("序号|保存|保管", heads[n])]
    if extra:
        return None
    return [[clean(row.cells[place].text.replace("\n", "")) for place in known] for row in table.rows[1:]]


def related_list(node: Node) -> list[tuple[str, str]] | None:
    """(number, title) of each related document, where they stand in a table of just that."""
    table = _table_of(node)
    found = _columns(table, "编号|文号|代号", "名称|标题") if table and not node.children else None
    if not found or not all(number and title for number, title in found):
        return None
    return [(number, title) for number, title in found]


_CODE = r"[A-Za-z0-9][\w/.\-—〔〕]*"
_RELATED = re.compile(rf"(?:({_CODE})[\s　]*)?《([^《》]+)》[\s　]*(?:[（(]?({_CODE})[）)]?)?[。；;]?")


def related_lines(node: Node) -> list[tuple[str, str]]:
    """(number, title) of each related document, where each stands on a line of its own, `《标题》 编号`; else nothing."""
    if any(child.children or child.body for child in node.children) or any(
        isinstance(each, Table) for each in node.body
    ):
        return []
    lines = [clean(each.text).strip() for each in node.body if isinstance(each, Paragraph)]
    found = [
        _RELATED.fullmatch(line) for line in (*filter(None, lines), *(clean(child.text) for child in node.children))
    ]
    listed = [(match[3] or match[1] or "", match[2]) for match in found if match]
    return listed if len(listed) == len(found) and all(number for number, _ in listed) else []


def form_list(node: Node) -> list[tuple[str, str]] | None:
    """(number, title) of each form that a chapter lists."""
    table = _table_of(node)
    found = _columns(table, "编号|代号", "名称|标题") if table else None
    return [(number, title) for number, title in found] if found else None


def blank_form(node: Node) -> BlankForm | None:
    """The form on a page 附件N: one table with a head and empty rows, its number and how long it is kept above it."""
    if node.children or not node.text:
        return None
    tables = [block for block in node.body if isinstance(block, Table)]
    if len(tables) != 1 or len(tables[0].rows) < 2:
        return None
    head, *rows = tables[0].rows
    columns = [clean(cell.text.replace("\n", "")) for cell in head.cells]
    if not all(columns) or any(cell.text.strip() for row in rows for cell in row.cells):
        return None
    number, keep = "", ""
    for block in node.body:
        if isinstance(block, Paragraph) and (text := clean(block.text).strip()):
            found, kept = _FORM_NUMBER.search(text), _KEEP.search(text)
            if not found and not kept:
                return None
            number, keep = found[1] if found else number, kept[1] if kept else keep
    return BlankForm(number, columns, keep)

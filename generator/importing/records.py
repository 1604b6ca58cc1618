"""Tables that are no text: who signs (签署表), what changed (修订记录), and comparisons that the generator makes by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing.content import Table, TableRow
from generator.importing.fields import ROLES, day, key_of, squeezed, version

_VERSION = re.compile(r"版本|版次|版号|修订号|修改码|修订状态|^次数$")
_WHAT = re.compile(r"(?:修订|修改|变更|更改|更新)?(?:内容|摘要|说明|事项|原因|概要|描述|记录)")
_WHEN = re.compile(r"日期|时间")
_WHO = re.compile(r"修订人|修改人|变更人|更改人|编制|拟制|修订者|作者|起草")
_APPROVED = re.compile(r"批准|审批|审核|核准")
_WHERE = re.compile(r"条款|章节|位置|页码|修改处|条文")


@dataclass(frozen=True, slots=True)
class Approval:
    """A line of a sign-off table, as it is written; `department` and `person` may be empty."""

    role: str
    department: str
    person: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A line of a revision record, as it is written."""

    version: str
    date: str
    clauses: str
    summary: str
    by: str
    approved: str
    row: int

    def __str__(self) -> str:
        return " | ".join(
            part for part in (self.version, self.date, self.clauses, self.summary, self.by, self.approved) if part
        )


def _heads(row: TableRow) -> list[str]:
    return [squeezed(cell.text) for cell in row.cells]


def _is_role(text: str) -> bool:
    return text.removesuffix("人").removesuffix("者").rstrip("：:") in ROLES


def table_kind(table: Table) -> str:
    """`revision`, `sign-off`, `comparison`, `fields` (of a cover), or empty for a table of the text."""
    if not table.rows:
        return ""
    heads = _heads(table.rows[0])
    text = "".join(heads)
    if ("修订前" in text and "修订后" in text) or ("修改前" in text and "修改后" in text):
        return "comparison"
    if len(heads) >= 3 and any(map(_VERSION.search, heads)) and any(map(_WHAT.search, heads)):
        return "revision"
    cells = [text for row in table.rows for text in _heads(row)]
    roles = [text for text in cells if _is_role(text)]
    first = [text for row in table.rows if (text := next(iter(_heads(row)), "")) and _is_role(text)]
    fields = sum(1 for text in cells if (key := key_of(text)) is not None and key != "sign")
    if len(set(roles)) >= 2 and len(cells) <= 80 and fields < 2 and (len(first) >= 2 or len(heads) <= 8):
        return "sign-off" if len(roles) * 6 >= sum(1 for text in cells if text) else ""
    return "fields" if fields >= 2 else ""


def revisions(table: Table) -> list[Revised]:
    """The lines of a revision record, without empty ones."""
    heads = _heads(table.rows[0])
    taken: set[int] = set()

    def column(pattern: re.Pattern[str]) -> int | None:
        place = next((n for n, text in enumerate(heads) if n not in taken and pattern.search(text)), None)
        if place is not None:
            taken.add(place)
        return place

    places = [column(pattern) for pattern in (_VERSION, _WHEN, _WHO, _APPROVED, _WHERE, _WHAT)]

    def cell(row: TableRow, place: int | None) -> str:
        return row.cells[place].text.replace("\n", "") if place is not None and place < len(row.cells) else ""

    made = []
    for row in table.rows[1:]:
        what = [cell(row, place) for place in places]
        if any(what):
            made.append(Revised(what[0], what[1], what[4], what[5], what[2], what[3], row.number))
    return made


def approvals(table: Table) -> list[Approval]:
    """Who signs, in whatever way the table says it: by rows, by columns, or pair by pair."""
    heads = _heads(table.rows[0])
    department = next((n for n, text in enumerate(heads) if "部门" in text or "单位" in text), None)
    person = next((n for n, text in enumerate(heads) if re.search("岗位|人员|姓名|职务|签署人", text)), None)
    if department is not None or (person is not None and not _is_role(heads[person])):
        return [_listed(row, department, person) for row in table.rows[1:] if row.cells and row.cells[0].text.strip()]
    made: list[Approval] = []
    for place, row in enumerate(table.rows):
        cells = _heads(row)
        below = _heads(table.rows[place + 1]) if place + 1 < len(table.rows) else []
        for column, text in enumerate(cells):
            if not _is_role(text):
                continue
            beside = cells[column + 1] if column + 1 < len(cells) else ""
            if _is_role(beside) or (column and _is_role(cells[column - 1]) and not beside):
                beside = below[column] if column < len(below) and not _is_role(below[column]) else ""
            if day(beside) is not None or "日期" in beside or "签" in beside:
                beside = ""
            made.append(Approval(text.rstrip("：:").removesuffix("人").removesuffix("者"), "", beside))
    return made


def _listed(row: TableRow, department: int | None, person: int | None) -> Approval:
    def cell(place: int | None) -> str:
        return row.cells[place].text.replace("\n", "") if place is not None and place < len(row.cells) else ""

    return Approval(squeezed(row.cells[0].text), cell(department).strip(), cell(person).strip())


def current(found: Sequence[Revised], said: str | None) -> Revised | None:
    """The line that tells of this version: the one that names it, else the last."""
    if not found:
        return None
    wanted = version(said) if said else None
    same = [each for each in found if wanted and (own := version(each.version)) and own[0] == wanted[0]]
    return same[-1] if same else (found[-1] if wanted is None else None)

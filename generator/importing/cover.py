"""What a cover says, line by line and cell by cell, and the tables that tell of the document: who signs, what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.importing.content import Cell, Paragraph, Table, paragraphs
from generator.importing.fields import day, key_of, pairs, squeezed, unexplained
from generator.importing.ledger import Ledger
from generator.importing.records import Approval, Revised, approvals, revisions, table_kind

FRONT_HEADINGS = re.compile(
    r"(?:文件)?(?:签署表|签署页|会签表|审批表|审批页|审批记录|(?:修订|修改|变更|版本|更改)(?:记录|历史|履历|履历表|记录表|一览表|页)|"
    r"修订对照表|修改对照表|分发范围|发放范围|文件控制|文件信息|封面|与上位规程对照表|变更说明)"
)
KINDS = "规程|办法|制度|规定|细则|规范|程序|标准|准则|指引|指南|手册|规则|流程|守则|条例|方案|须知|公约|章程|体系|说明|预案|要求"
TITLE = re.compile(rf"(?:{KINDS})(?:（[^（）]*）|\([^()]*\))?$")
ORGANIZATION = re.compile(
    r"(?:集团|公司|企业|中心|银行|医院|大学|学院|研究院|委员会|局|厂|所|社|协会)(?:（[^（）]*）)?$"
)
DEPARTMENT = re.compile(r"[\u3400-\u9fff]{2,18}(?:部|部门|办公室|中心|处|科|室|委员会)")
_NUMBERED = re.compile(
    r"[A-Za-z]{1,6}[/ ]?[A-Za-z0-9/.\-—]*\d[A-Za-z0-9/.\-—]*|\S{1,12}[〔\[（(]\d{4}[〕\]）)]第?\d{1,5}号"
)
"""A document's number by itself: CY-GC-001, 信息〔2020〕12号."""
_DATED = re.compile(r"(发\s*布|颁\s*布|印\s*发|实\s*施|施\s*行|生\s*效|执\s*行)")
ISSUED_BY = re.compile(r"^(\S.{1,38}?)[\s　]*(?:发\s*布|颁\s*布|编\s*制|印\s*发)$")
MAX_PREAMBLE = 12


@dataclass(slots=True)
class Front:
    """What a cover and the tables around a document say, in its own words. `said` keeps the first value of each key."""

    title: str = ""
    organization: str = ""
    said: dict[str, str] = field(default_factory=dict)
    approvals: list[Approval] = field(default_factory=list)
    revisions: list[Revised] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)


def read_table(table: Table, front: Front, ledger: Ledger) -> None:
    """A table before the text, or one that tells of the document."""
    kind = table_kind(table)
    fate = {"sign-off": "sign-off", "revision": "revision", "comparison": "generated"}.get(kind, "cover")
    if kind == "sign-off":
        front.approvals += approvals(table)
    elif kind == "revision":
        front.revisions += revisions(table)
    for row in table.rows:
        text = " | ".join(cell.text.replace("\n", " ") for cell in row.cells)
        known = kind in ("sign-off", "revision", "comparison") or _fields(row.cells, front, ledger)
        ledger.row(row.number, fate if known else "not-kept" if text.strip(" |") else "empty")
        if kind == "comparison" or (not known and text.strip(" |")):
            ledger.beside("generated" if known else "not-kept", text)
        for each in paragraphs(tuple(block for cell in row.cells for block in cell.blocks)):
            if known and kind != "comparison":
                ledger.keep(each.number, fate)
            else:
                ledger.paragraphs.setdefault(
                    each.number, "generated" if known else "not-kept" if each.text.strip() else "empty"
                )


def _fields(cells: Iterable[Cell], front: Front, ledger: Ledger) -> bool:
    """Reads `词 | 值 | 词 | 值` and `词：值` in the cells of a row; False where nothing of it is known."""
    cells = list(cells)
    found, place = False, 0
    while place < len(cells):
        text = cells[place].text
        key = key_of(text)
        beside = key_of(cells[place + 1].text) if place + 1 < len(cells) else ""
        if key is not None and (beside is None or beside == key == "none"):  # 受控状态 | 受控
            _set(front, key, squeezed(text).rstrip("：:"), cells[place + 1].text.replace("\n", ""), ledger)
            found, place = True, place + 2
            continue
        for line in text.splitlines():
            for name, word, value in pairs(line):
                _set(front, name, word, value, ledger)
                found = True
        place += 1
    return found


def _set(front: Front, key: str, word: str, value: str, ledger: Ledger, place: int = 0) -> None:
    if not value:
        return
    if key == "none":
        ledger.beside("not-kept", f"{word}：{value}", place)
    elif key == "sign":
        front.approvals.append(Approval(word.removesuffix("人"), "", value))
    elif key == "title":
        front.title = front.title or value
    elif key == "organization":
        front.organization = front.organization or value
    else:
        front.said.setdefault(key, value)


def read_line(block: Paragraph, front: Front, ledger: Ledger) -> None:
    """A line of the cover."""
    text = block.text.strip()
    if not text:
        ledger.leave(block.number, "empty", "")
        return
    found = [each for line in text.splitlines() for each in pairs(line)]
    if found:
        for key, word, value in found:
            _set(front, key, word, value, ledger, block.number)
        if rest := unexplained(text):
            ledger.beside("not-kept", rest, block.number)
        ledger.keep(block.number, "cover")
        return
    if _dates(text, front):
        ledger.keep(block.number, "cover")
    elif squeezed(text) == squeezed(front.title) or FRONT_HEADINGS.fullmatch(squeezed(text)):
        ledger.leave(block.number, "generated", text)
    elif (match := ISSUED_BY.match(text)) and not ORGANIZATION.search(match[1].strip()):
        front.said.setdefault("department", match[1].strip())
        ledger.keep(block.number, "cover")
    elif match or (ORGANIZATION.search(text) and len(text) <= 40):
        front.organization = front.organization or (match[1].strip() if match else text)
        ledger.keep(block.number, "cover")
    elif TITLE.search(text) and not front.title:
        front.title = text
        ledger.keep(block.number, "cover")
    elif _NUMBERED.fullmatch(squeezed(text)) and "number" not in front.said:
        number, _, version = text.partition("\u3000")  # 编号　版本, as official documents have it
        front.said["number"] = number
        if version.strip():
            front.said.setdefault("version", version.strip())
        ledger.keep(block.number, "cover")
    elif len(text) >= 15 and text.endswith(("。", "：", "；")) and len(front.preamble) < MAX_PREAMBLE:
        front.preamble.append(block)
    elif DEPARTMENT.fullmatch(text) and "department" not in front.said:
        front.said["department"] = text
        ledger.keep(block.number, "cover")
    else:
        ledger.leave(block.number, "text-box" if block.in_box else "not-kept", text)


def _dates(text: str, front: Front) -> bool:
    """2026年9月10日发布　2026年10月1日实施."""
    found = False
    for part in _split_dates(text):
        if day(part) is not None and len(part) <= 40:
            word = _DATED.search(part)
            issued = word is None or squeezed(word[1]) in ("发布", "颁布", "印发")
            front.said.setdefault("issued" if issued else "effective", part)
            found = True
    return found


def _split_dates(text: str) -> Iterator[str]:
    """A line cut after each word that says what a date is."""
    end = 0
    for match in _DATED.finditer(text):
        yield text[end : match.end()]
        end = match.end()
    if text[end:].strip():
        yield text[end:]

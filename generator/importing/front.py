"""What stands before the first chapter: cover, sign-off, revision record, table of contents; and such tables at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.importing.content import Block, Cell, Paragraph, Table, WordFile, paragraphs
from generator.importing.fields import day, key_of, pairs, squeezed, unexplained
from generator.importing.labels import STRUCTURAL, native, typed
from generator.importing.ledger import Ledger
from generator.importing.records import Approval, Revised, approvals, revisions, table_kind
from generator.importing.tables import unwrapped

_FRONT_HEADINGS = re.compile(
    r"(?:文件)?(?:签署表|签署页|会签表|审批表|审批页|审批记录|(?:修订|修改|变更|版本|更改)(?:记录|历史|履历|履历表|记录表|一览表|页)|"
    r"修订对照表|修改对照表|分发范围|发放范围|文件控制|文件信息|封面|与上位规程对照表|变更说明)"
)
_CONTENTS_HEADING = re.compile(r"目录|目次|contents|tableofcontents", re.IGNORECASE)
_PAGE = re.compile(r"(?:…+|\.{3,}|·{3,}|。{3,}|\t|—{2,}|[ 　]{2,})\s*[-—]?\s*(\d{1,4}|[IVXivx]{1,6})\s*[-—]?\s*$")
KINDS = "规程|办法|制度|规定|细则|规范|程序|标准|准则|指引|指南|手册|规则|流程|守则|条例|方案|须知|公约|章程|体系|说明|预案|要求"
_TITLE = re.compile(rf"(?:{KINDS})(?:（[^（）]*）|\([^()]*\))?$")
_ORGANIZATION = re.compile(
    r"(?:集团|公司|企业|中心|银行|医院|大学|学院|研究院|委员会|局|厂|所|社|协会)(?:（[^（）]*）)?$"
)
DEPARTMENT = re.compile(r"[\u3400-\u9fff]{2,18}(?:部|部门|办公室|中心|处|科|室|委员会)")
_NUMBERED = re.compile(
    r"[A-Za-z]{1,6}[/ ]?[A-Za-z0-9/.\-—]*\d[A-Za-z0-9/.\-—]*|\S{1,12}[〔\[（(]\d{4}[〕\]）)]第?\d{1,5}号"
)
"""A document's number by itself: CY-GC-001, 信息〔2020〕12号."""
_DATED = re.compile(r"(发\s*布|颁\s*布|印\s*发|实\s*施|施\s*行|生\s*效|执\s*行)")
_ISSUED_BY = re.compile(r"^(\S.{1,38}?)[\s　]*(?:发\s*布|颁\s*布|编\s*制|印\s*发)$")
MAX_PREAMBLE = 12
ANNEX = "Annex Heading"
"""The style of 与上位规程对照表 in the generator's own files."""


@dataclass(slots=True)
class Front:
    """What a cover and the tables around a document say, in its own words. `said` keeps the first value of each key."""

    title: str = ""
    organization: str = ""
    said: dict[str, str] = field(default_factory=dict)
    approvals: list[Approval] = field(default_factory=list)
    revisions: list[Revised] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)


def front_of(word: WordFile, ledger: Ledger) -> tuple[Front, list[Block]]:
    """The front of a file, and the blocks of its body; each paragraph and row that ends here is in the ledger."""
    blocks = list(_without_annex(unwrapped(word.blocks, ledger), ledger))
    listed = _contents(blocks)
    start = _start(blocks, listed)
    front = Front()
    title = _title([b for b in blocks[:start] if isinstance(b, Paragraph) and b.number not in listed], word)
    front.title = "".join(each.text.strip() for each in title)
    for each in title:
        ledger.keep(each.number, "cover")
    if start == len(blocks) and title:
        start = next(place for place, b in enumerate(blocks) if b is title[-1]) + 1
    for place, block in enumerate(blocks[:start]):
        if isinstance(block, Table):
            _front_table(block, front, ledger)
        elif any(map(_is_comparison, blocks[place + 1 : place + 2])) and block.number not in ledger.paragraphs:
            ledger.leave(block.number, "generated", block.text)  # what explains 修订对照表
        elif block.number in listed:
            ledger.leave(block.number, "contents", block.text)
        elif block.number not in ledger.paragraphs:
            _line(block, front, ledger)
    end = 1 + max((place for place, block in enumerate(blocks) if _is_numbered(block)), default=-1)
    body = (
        block
        for place, block in enumerate(blocks)
        if place >= start and _is_body(block, front, ledger, listed, place >= end)
    )
    return front, list(body)


def _without_annex(blocks: Iterable[Block], ledger: Ledger) -> Iterator[Block]:
    """The blocks before the table beside the documents above, which the generator makes anew."""
    made = False
    for block in blocks:
        made = made or (isinstance(block, Paragraph) and block.style == ANNEX)
        if not made:
            yield block
        elif isinstance(block, Paragraph):
            ledger.leave(block.number, "generated" if block.text.strip() else "empty", block.text)
        else:
            _generated(block, ledger)


def _generated(table: Table, ledger: Ledger) -> None:
    for row in table.rows:
        ledger.row(row.number, "generated")
        ledger.beside("generated", " | ".join(cell.text.replace("\n", " ") for cell in row.cells))
        for each in paragraphs(tuple(block for cell in row.cells for block in cell.blocks)):
            ledger.paragraphs.setdefault(each.number, "generated")


def _is_comparison(block: Block) -> bool:
    return isinstance(block, Table) and table_kind(block) == "comparison"


def _is_numbered(block: Block) -> bool:
    return isinstance(block, Paragraph) and (
        block.label is not None or block.outline is not None or typed(block.text) is not None
    )


def _is_body(block: Block, front: Front, ledger: Ledger, listed: frozenset[int], last: bool) -> bool:
    """Whether a block after the front belongs to the text; revision tables stand anywhere, sign-offs at the end, too."""
    if isinstance(block, Table):
        kind = table_kind(block)
        if kind in ("revision", "comparison") or (kind == "sign-off" and last):
            _front_table(block, front, ledger)
            return False
        return True
    text = block.text.strip()
    if block.number in listed:
        ledger.leave(block.number, "contents", text)
        return False
    if block.in_box:
        for each in pairs(text):
            front.said.setdefault(each[0], each[2])
        ledger.leave(block.number, "text-box" if text else "empty", text)
        return False
    if text and squeezed(text) == squeezed(front.title) and block.outline is None and block.label is None:
        ledger.leave(block.number, "generated", text)
        return False
    if _FRONT_HEADINGS.fullmatch(squeezed(text)) and block.label is None:
        ledger.leave(block.number, "generated", text)
        return False
    return True


def _start(blocks: Sequence[Block], listed: frozenset[int]) -> int:
    """Where the text begins: at the first heading or number that is not the cover's."""
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.in_box or block.number in listed:
            continue
        text = block.text.strip()
        if (
            not text
            or _FRONT_HEADINGS.fullmatch(squeezed(text))
            or block.style.lower() in ("title", "subtitle", "标题")
        ):
            continue
        if _CONTENTS_HEADING.fullmatch(squeezed(text)):
            continue
        if block.label is not None and native(block.label).scheme != "•":
            return place
        if block.outline is not None and not _TITLE.search(text):
            return place
        written = typed(text, plain=True)
        if written is None or written.scheme == "•":
            continue
        if written.scheme in STRUCTURAL or (written.value == 1 and written.length < len(text)):
            return place
    return len(blocks)


def _contents(blocks: Sequence[Block]) -> frozenset[int]:
    """The paragraphs of tables of contents: of Word's own, or typed below 目录."""
    listed = {each.number for each in paragraphs(tuple(blocks)) if each.in_contents}
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _CONTENTS_HEADING.fullmatch(squeezed(block.text)):
            continue
        listed.add(block.number)
        after = [b for b in blocks[place + 1 :] if isinstance(b, Paragraph) and b.text.strip()]
        texts = [squeezed(_PAGE.sub("", each.text)) for each in after]
        entries = 0
        while entries < len(after) and _PAGE.search(after[entries].text):
            entries += 1
        if not entries and texts and texts[0] in texts[1:]:
            entries = texts.index(texts[0], 1)
        listed |= {each.number for each in after[:entries]}
    return frozenset(listed)


def _title(lines: Sequence[Paragraph], word: WordFile) -> list[Paragraph]:
    """The lines of the title: styled as one, else the largest that end like one."""
    lines = [each for each in lines if each.text.strip() and not any(True for _ in pairs(each.text))]
    lines = [each for each in lines if not day(each.text) and not _CONTENTS_HEADING.fullmatch(squeezed(each.text))]
    if styled := [each for each in lines if each.style.lower() in ("title", "标题")]:
        return styled[:1]
    named = [each for each in lines if _TITLE.search(each.text.strip()) and len(each.text) <= 60]
    named = [each for each in named if not _FRONT_HEADINGS.fullmatch(squeezed(each.text))]
    if named:
        last = max(named, key=lambda each: (each.size or 0, each.centred, -each.number))
        if len(squeezed(last.text)) <= 5:  # 沟通渠道 / 管理规程 on two lines
            before = [each for each in lines if each.number < last.number and each.size == last.size]
            if before and not _ORGANIZATION.search(before[-1].text.strip()):
                return [before[-1], last]
        return [last]
    if word.title and (same := [each for each in lines if squeezed(each.text) == squeezed(word.title)]):
        return same[:1]
    centred = [
        each for each in lines if each.centred and 4 <= len(each.text.strip()) <= 40 and not _ISSUED_BY.match(each.text)
    ]
    return [max(centred, key=lambda each: (each.size or 0, -each.number))] if centred else []


def _front_table(table: Table, front: Front, ledger: Ledger) -> None:
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


def _line(block: Paragraph, front: Front, ledger: Ledger) -> None:
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
    elif squeezed(text) == squeezed(front.title) or _FRONT_HEADINGS.fullmatch(squeezed(text)):
        ledger.leave(block.number, "generated", text)
    elif (match := _ISSUED_BY.match(text)) and not _ORGANIZATION.search(match[1].strip()):
        front.said.setdefault("department", match[1].strip())
        ledger.keep(block.number, "cover")
    elif match or (_ORGANIZATION.search(text) and len(text) <= 40):
        front.organization = front.organization or (match[1].strip() if match else text)
        ledger.keep(block.number, "cover")
    elif _TITLE.search(text) and not front.title:
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

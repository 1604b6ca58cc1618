"""What a cover says: 文件编号, 版本, 密级, 发布日期 … in lines, in tables, with spaces in the words, dates in any writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from generator.importing.numerals import NUMERALS, value_of

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("文件名称", "制度名称", "文件标题", "文件题目", "标题"),
    "number": ("文件编号", "制度编号", "文件代号", "文件号", "标准编号", "文件编码", "编号", "文号"),
    "version": ("版本号", "文件版本", "版本/修订", "版本/状态", "版本", "版次", "版号"),
    "classification": ("文件密级", "保密等级", "秘密等级", "保密级别", "密级"),
    "issued": (
        "发布日期",
        "颁布日期",
        "签发日期",
        "发文日期",
        "批准日期",
        "发布时间",
        "颁发日期",
        "制定日期",
        "编制日期",
    ),
    "effective": ("实施日期", "生效日期", "施行日期", "执行日期", "实施时间", "生效时间", "启用日期"),
    "expires": ("有效期至", "失效日期", "有效期限至"),
    "review_every": ("复审周期", "评审周期", "复审期限"),
    "department": (
        "归口管理部门",
        "归口部门",
        "编制部门",
        "主管部门",
        "主责部门",
        "责任部门",
        "发布部门",
        "制定部门",
        "起草部门",
        "拟制部门",
        "编制单位",
        "归口单位",
    ),
    "organization": ("单位名称", "公司名称", "发布单位"),
    "distribution": ("分发范围", "发放范围", "分发部门", "发放部门", "分发单位"),
    "repeals": ("替代文件", "代替文件", "废止文件", "替代标准"),
    "parent": ("上位文件", "上位规程", "上级文件"),
    "sign": (
        "编制人",
        "审核人",
        "批准人",
        "会签人",
        "编制",
        "拟制",
        "起草",
        "审核",
        "审查",
        "复核",
        "会签",
        "批准",
        "核准",
        "签发",
    ),
    "none": (
        "受控状态",
        "受控号",
        "分发号",
        "发放编号",
        "发放号",
        "总页数",
        "页数",
        "页码",
        "页次",
        "共页",
        "受控",
        "修改状态",
        "修订状态",
        "修改码",
    ),
}
"""What a cover calls each value; `none` are recognised, and the format has no key for them."""

ROLES = ("编制", "拟制", "起草", "审核", "审查", "复核", "会签", "批准", "审批", "核准", "签发", "校对")

_BY_WORD = {word: key for key, words in KEYS.items() for word in words}
_WORDS = sorted(_BY_WORD, key=lambda word: (-len(word), word))
_COLON = re.compile(r"[：:]")
_BEFORE = " 　\t\n；;|（(【"
_GAP = re.compile(r"[ \t　\xa0]{9,}")
_SPACES = re.compile(r"[\s　]+")

_CN = f"[{NUMERALS}]"
_DATE = re.compile(
    rf"([0-9０-９]{{4}}|{_CN}{{4}})\s*[年./／-]\s*([0-9０-９]{{1,2}}|{_CN}{{1,3}})\s*[月./／-]\s*([0-9０-９]{{1,2}}|{_CN}{{1,3}})\s*日?"
    r"|(?<![0-9])([0-9]{4})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_VERSION = re.compile(r"[Vv第]?\s*\.?\s*([0-9]{1,4})(?:\s*[.．/]\s*([0-9]{1,4}))?")
_LETTER_VERSION = re.compile(r"([A-Z])\s*(?:版)?\s*[/／第·.-]?\s*([0-9]{1,3})?")


def squeezed(text: str) -> str:
    """Without any white space."""
    return _SPACES.sub("", text)


def key_of(text: str) -> str | None:
    """The key that a cell or a line of one word names."""
    return _BY_WORD.get(squeezed(text).rstrip("：:"))


def _ends(text: str, end: int) -> tuple[str, int] | None:
    """The word of a cover that ends a text, and where it begins; its letters may stand apart (编　号)."""
    end -= len(text[:end]) - len(text[:end].rstrip())
    for word in _WORDS:
        at = end
        for letter in reversed(word):
            at -= 1
            while at >= 0 and at < end - 1 and text[at].isspace():
                at -= 1
            if at < 0 or text[at] != letter:
                break
        else:
            if at == 0 or text[at - 1] in _BEFORE:
                return word, at
    return None


def _begins(text: str) -> tuple[str, str] | None:
    """The word that a line begins with, and what follows after a gap (文件编号  Q/GT-001); nothing where there is no gap."""
    for word in _WORDS:
        at = 0
        for letter in word:
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != letter:
                break
            at += 1
        else:
            rest = text[at:]
            return (word, rest.strip()) if not rest.strip() or rest[0].isspace() else None
    return None


def _found(text: str) -> list[tuple[str, int, int]]:
    """Every `词：` of a text: the word, where it begins, where its value begins."""
    made: list[tuple[str, int, int]] = []
    for match in _COLON.finditer(text):
        if (word := _ends(text, match.start())) is not None and (not made or word[1] >= made[-1][2]):
            made.append((*word, match.end()))
    return made


def pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """(key, its word, value) of every `词：值` in a line, or of a line that begins with a word and a gap."""
    text = _GAP.sub(" " * 8, text)
    found = _found(text)
    bare = _begins(text[: found[0][1]] if found else text)
    if bare and bare[1] and _BY_WORD[bare[0]] not in ("sign", "title", "organization"):
        yield _BY_WORD[bare[0]], *bare
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    for (word, _, start), end in zip(found, ends, strict=False):
        yield _BY_WORD[word], word, _value(text[start:end])


def _value(text: str) -> str:
    """A value without what separates it from the next, and without a bracket that closes around the whole line."""
    text = text.strip(" 　\t；;|")
    for opening, closing in ("（）", "()", "【】"):
        if text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text.removesuffix(closing)
    return text.strip(" 　\t；;|")


def unexplained(text: str) -> str:
    """What stands before the first `词：值` of a line and is none itself."""
    found = _found(text)
    before = text[: found[0][1]].strip(" 　\t（(【") if found else ""
    return "" if _begins(before) else before


def day(text: str) -> date | None:
    """The first date in a text: 2026年9月10日, 2026-09-10, 二〇二六年九月十日, 20260910."""
    for match in _DATE.finditer(text):
        parts = [part for part in match.groups() if part]
        numbers = [value_of(part.translate(_WIDE)) for part in parts]
        try:
            return date(*(number or 0 for number in numbers))
        except (ValueError, TypeError):
            continue
    return None


def version(text: str) -> tuple[str, bool] | None:
    """MAJOR.MINOR of a written version, and whether it says just that: V2.0 -> 2.0; A/0 -> 1.0, 第三版 -> 3.0 by reading."""
    text = squeezed(text).translate(_WIDE)
    if match := re.fullmatch(r"[Vv]?(?:er)?\.?([0-9]{1,4})\.([0-9]{1,4})(?:版)?", text):
        return f"{int(match[1])}.{int(match[2])}", True
    if match := re.match(rf"第?({_CN}{{1,3}})版", text):
        return f"{value_of(match[1]) or 1}.0", False
    if match := _VERSION.match(text):
        return f"{int(match[1])}.{int(match[2] or 0)}", False
    if match := _LETTER_VERSION.match(text):
        return f"{ord(match[1]) - ord('A') + 1}.{int(match[2] or 0)}", False
    return None

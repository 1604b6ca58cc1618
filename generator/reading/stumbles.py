"""From what the parser stumbled on to its cause: the first whose remedy lets the parser go on (section YAML as people trip
over it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from generator.findings import Words
from generator.reading import quoting
from generator.reading.nodes import Fault, Rewrite
from generator.reading.traps import BRACES_FIRST, NO_SPACE, WIDE_COLON, WIDE_INDENT

MAX_TRIALS = 60
_FAR = 200
"""So many lines above may a quotation mark have been opened."""


class Stumble(NamedTuple):
    """Where the parser could not go on, where what it was reading began, and whether that was to be closed by a bracket or
    quotation mark; lines and columns from 0.
    """

    line: int
    column: int
    begun: int
    unclosed: bool
    problem: str

    @classmethod
    def of(cls, error: yaml.YAMLError) -> Stumble:
        context = getattr(error, "context_mark", None)
        mark = getattr(error, "problem_mark", None) or context
        line, column = (mark.line, mark.column) if mark else (0, 0)
        unclosed = re.search("a flow|a quoted", str(getattr(error, "context", "") or "")) is not None
        problem = str(getattr(error, "problem", "") or "")
        return cls(line, column, context.line if context else line, unclosed, problem)


Stumbles = Callable[[str, int], Stumble | None]
"""Where the parser stumbles in a text before a value begins behind a line."""


def explain(lines: list[str], at: Stumble, stumbles: Stumbles) -> Fault:
    """The likeliest cause of a stumble."""
    likely: Fault | None = None
    for number, fault in enumerate(_causes(lines, at)):
        if number < MAX_TRIALS and _mended(lines, fault, at, stumbles):
            return fault
        if likely is None and fault.words in _CERTAIN:
            likely = Fault(fault.line, fault.column, fault.words)
    if likely:
        return likely
    return Fault(
        at.line + 1,
        at.column + 1,
        Words(
            "这里不符合 YAML 的写法。请检查这一行和上一行的缩进、冒号后的空格、引号和括号是否成对。",
            f"This is not valid YAML ({at.problem or 'syntax error'}). Look at the indentation of this line and "
            "the one before, the space after "
            "colons, and that quotes and brackets are paired.",
        ),
    )


def _mended(lines: list[str], fault: Fault, at: Stumble, stumbles: Stumbles) -> bool:
    """Whether the parser goes on once this is put right: beyond the line on which it stumbled, or beyond a text that was
    not closed, whatever it swallowed."""
    if fault.rewrite is None:
        return False
    column, old, new = fault.rewrite
    source = lines[fault.line - 1]
    made = source[: column - 1] + new + source[column - 1 + len(old) :]
    past = fault.line if fault.words is _UNCLOSED_QUOTE else max(at.line, fault.line - 1)
    now = stumbles("\n".join([*lines[: fault.line - 1], made, *lines[fault.line :]]), past)
    return now is None or (now.line > past and now != at and not (now.unclosed and now.begun < fault.line))


_TAB = Words(
    "缩进用了制表符（Tab）。YAML 只接受空格，请把 Tab 换成空格。",
    "The indentation has a tab. YAML takes spaces only; replace it with spaces.",
)
_COMPARISON = Words(
    '没有加引号的 > 在 YAML 中表示“多行文字”。请写成 ≥ 95 % 或 不低于 95 %，或者加上英文双引号：">= 95 %"。',
    'An unquoted > starts a block of text in YAML. Write ≥ 95 % or 不低于 95 %, or quote it: ">= 95 %".',
)
_WIDE_COMMA = Words(
    "花括号里的各项要用英文逗号加空格（, ）分隔，这里是中文逗号“，”。",
    "Entries inside braces are separated by a comma and a space; this is a full-width comma.",
)
_WIDE_BRACES = Words(
    "这里是中文的（全角）括号。YAML 的花括号、方括号要用英文的 { }、[ ]，里面用英文冒号和逗号。",
    "These brackets are full-width. YAML takes { } and [ ], and ASCII colons and commas inside them.",
)
_ONLY_LIST = Words(
    "“仅限”后面直接写取值，用顿号分隔，不加方括号，如 仅限 甲、乙。",
    "After 仅限 the choices stand without brackets, with 、 between them: 仅限 甲、乙.",
)
_UNPAIRED = Words(
    "这里的括号没有成对。每个 { 都要有一个 }，每个 [ 都要有一个 ]。",
    "Brackets are not paired here. Every { takes a }, every [ takes a ].",
)
_UNCLOSED_QUOTE = Words(
    '这里的英文双引号没有成对，后面的内容都被当成了文字。请在文字末尾写英文双引号 "（不是中文引号”）。',
    "The quotation mark that opens here is not closed, so that all that follows is text. End the text with an ASCII "
    'quotation mark " (not ”).',
)
_DASH = Words(
    "列表的每一项以英文连字符加一个空格（- ）开头，这里缺少空格或用了中文符号。",
    "An item of a list begins with '- ', a hyphen and a space; here the space is missing, or the hyphen is no ASCII one.",
)
_INDENT = Words(
    "这一行的缩进与前面的内容没有对齐。同一层的内容要从同一列开始。",
    "This line is not indented like those before it. What stands on one level begins in one column.",
)
_COLON = Words(
    "文字里有英文冒号加空格（“: ”），YAML 把它当成了新的一项。请改用中文冒号“：”，或给整个值加上英文双引号；"
    "也可能是上一行的缩进不对。",
    "The text holds a colon and a space (': '), which starts a new entry in YAML. Put the whole value in double "
    "quotes, or mend the indentation.",
)
_BRACKETS = Words(
    "文字里有方括号或花括号，YAML 把它们当成了特殊记号。请给整个值加上英文双引号。",
    "The text holds brackets or braces, which YAML takes for markup. Put the whole value in double quotes.",
)
_CERTAIN = (_TAB, WIDE_INDENT, _COMPARISON, _WIDE_COMMA, _INDENT)
"""Causes that are named even where the remedy cannot be."""

_OPENERS = (
    ("{{", "以 {{ 开头的文字", "text that begins with {{"),
    ('"', "以英文双引号开头、后面又有其他文字的内容", "text that begins with a quotation mark and goes on after the closing one"),
    ("'", "以英文单引号开头、后面又有其他文字的内容", "text that begins with a quotation mark and goes on after the closing one"),
    *((mark, f"以 {mark.strip()} 开头的文字", f"text that begins with {mark.strip()}") for mark in "[{*&!%@`|>"),
    *((f"{mark} ", f"以 {mark} 加空格开头的文字", f"text that begins with {mark} and a space") for mark in "-?"),
)  # fmt: skip

_BIGGER = re.compile(r"(?:^|[:\-{,]\s*)([>|]\s*=?\s*\d)")
_KEY = re.compile(r"\s*(?:-\s+)?(\w[\w.+＋ -]*?)(?=[:：])")
_NO_DASH = re.compile(r"\s*(-(?=[^\s-])|[－—–•·]\s*)(?=\w)")
_ONLY = re.compile(r"仅限\s*\[([^\[\]]*)\]")
_START = re.compile(r"(?:^\s*(?:-\s+)+|:\s+|[\[{,]\s*)(?=\S)")
_ENTRIES = re.compile(r"\{\s*[\w.+ ]+:\s")
_QUOTE = re.compile(r'(?:^\s*(?:-\s+)+|:\s+|[\[{,]\s*)(")(?:[^"\\]|\\.)*$')


def _causes(lines: list[str], at: Stumble) -> Iterator[Fault]:
    """What may be wrong, the likeliest first: on the line of the stumble, on that where it began, on the one before."""
    before = next((n for n in range(min(at.line, len(lines)) - 1, -1, -1) if lines[n].strip()), at.line)
    numbers = [n for n in dict.fromkeys((at.line, at.begun, before)) if 0 <= n < len(lines) and lines[n].strip()]
    for causes in (_marks, _pairs, _values):
        for number in numbers:
            above = lines[max(0, number - quoting.NEAR) : number]
            for words, column, rewrite in causes(lines[number], above):
                yield Fault(number + 1, column + 1, words, rewrite)
        if causes is _pairs:
            yield from _open_quotes(lines, at)
    yield from (fault for number in numbers[:1] for fault in _indents(lines, number))


_Cause = tuple[Words, int, Rewrite | None]


def _marks(source: str, above: list[str]) -> Iterator[_Cause]:
    """Marks of which YAML knows others."""
    indent = source[: len(source) - len(source.lstrip())]
    if "\t" in indent:
        yield _TAB, indent.index("\t"), quoting.plain_indent(source, above)
    elif indent.strip(" "):
        yield WIDE_INDENT, 0, quoting.plain_indent(source, above)
    body = source.split(" #", 1)[0]
    if match := _BIGGER.search(body):
        for rewrite in quoting.quotings(source, match.start(1)):
            yield _COMPARISON, match.start(1), rewrite
    if match := _NO_DASH.match(source):
        yield _DASH, match.start(1), Rewrite(match.start(1) + 1, match[1], "- ")
    if match := _KEY.match(source):
        at = match.end()
        if quoting.colon_at(source, at) == at:
            yield (WIDE_COLON if source[at] == "：" else NO_SPACE), at, quoting.ascii_colon(source, match.start(1), at)
    if match := _ONLY.search(source):
        names = "、".join(part.strip() for part in re.split("[,，、]", match[1]))
        yield _ONLY_LIST, match.start(), Rewrite(match.start() + 1, match[0], f"仅限 {names}")
    if match := re.search("[｛［【]", body):
        yield _WIDE_BRACES, match.start(), quoting.ascii_marks(source, match.start())
    if "{" in body and (at := body.find("，", body.index("{"))) >= 0:
        yield _WIDE_COMMA, at, quoting.ascii_commas(source, at)


def _pairs(source: str, above: list[str]) -> Iterator[_Cause]:
    """Braces and brackets that are not paired."""
    for rewrite in quoting.paired(source):
        yield _UNPAIRED, rewrite.column - 1, rewrite


def _open_quotes(lines: list[str], at: Stumble) -> Iterator[Fault]:
    """Texts that begin with a quotation mark and do not end on their line, from the line of the stumble upwards."""
    for number in range(min(at.line, len(lines) - 1), max(-1, at.line - _FAR, at.begun - _FAR), -1):
        if match := _QUOTE.search(lines[number]):
            for rewrite in quoting.closed_quote(lines[number], match.start(1)):
                yield Fault(number + 1, match.start(1) + 1, _UNCLOSED_QUOTE, rewrite)


def _values(source: str, above: list[str]) -> Iterator[_Cause]:
    """Texts that need quotes, the innermost first."""
    for match in reversed(list(_START.finditer(source))):
        start = match.end()
        for rewrite in quoting.quotings(source, start):
            if words := _why_quoted(rewrite.old):
                colon = re.search(r":(?: |$)", rewrite.old) if words is _COLON else None
                yield words, start + (colon.start() if colon else 0), rewrite


def _why_quoted(value: str) -> Words | None:
    if _ENTRIES.match(value):
        return None  # meant as entries, whatever is wrong with them
    for opener, zh, en in _OPENERS:
        if value.startswith(opener):
            if opener == "{{":
                return BRACES_FIRST
            return Words(
                f"{zh}会被 YAML 当成特殊记号。请给整个值加上英文双引号（值里面的双引号改用中文引号“ ”）。",
                f"YAML takes {en} for markup. Put the whole value in double quotes (and use “ ” inside it).",
            )
    if ": " in value or value.endswith(":"):
        return _COLON
    return _BRACKETS if re.search(r"[\[\]{}]", value) else None


def _indents(lines: list[str], number: int) -> Iterator[Fault]:
    """A line that begins a column beside where others of its sort begin, items of lists or keys."""
    source = lines[number]
    depth = quoting.depth(source)
    skip = " " if source.lstrip().startswith("- ") else " -"
    above = [line for line in lines[max(0, number - quoting.NEAR) : number] if line.strip() and line.lstrip()[0] != "#"]
    begins = {len(line) - len(line.lstrip(skip)) for line in above}
    beside = begins & {depth - 1, depth + 1}
    for other in beside:
        yield Fault(number + 1, depth + 1, _INDENT, quoting.indented(source, other) if len(beside) == 1 else None)

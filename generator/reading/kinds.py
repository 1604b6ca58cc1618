"""Kinds of value: each reads a node and describes itself as JSON Schema, so that reader and schema cannot disagree.

A kind returns `None` for a node that it cannot read, after reporting why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from generator.findings import Fix, Severity, Words
from generator.reading.context import Context
from generator.reading.nearest import suggestion
from generator.reading.nodes import Mapping, Node, Scalar, Sequence, shown
from generator.reading.quoting import apart, entries_meant
from generator.reading.traps import MEANT_MAPPING

JSON = dict[str, Any]


class Kind(Protocol):
    """Something a key's value can be."""

    def read(self, node: Node, context: Context) -> object | None:
        """The value, or None after a report."""

    def schema(self) -> JSON:
        """Its JSON Schema."""


def found(node: Node) -> tuple[str, str]:
    """What a node is, for messages, in both languages."""
    match node:
        case Mapping():
            return "一组“键: 值”", "a mapping"
        case Sequence():
            return "一个列表", "a list"
        case Scalar(text="", plain=True):
            return "空白", "nothing"
        case _:
            return f"“{shown(node.text)}”", f"'{shown(node.text)}'"


def scalar(node: Node, context: Context, zh: str, en: str) -> Scalar | None:
    """The node, if it is a single value that is not empty; `zh` and `en` say what was expected."""
    if isinstance(node, Scalar) and node.text.strip():
        return node
    is_zh, is_en = found(node)
    hint_zh, hint_en = "", ""
    if isinstance(node, Sequence | Mapping):
        hint_zh = " 如果这是文字，请给整个值加上英文双引号。"
        hint_en = " If it is text, put the whole value in double quotes."
    context.report(
        "invalid-document",
        node,
        zh=f"这里应当是{zh}，却是{is_zh}。{hint_zh}",
        en=f"Expected {en}, found {is_en}.{hint_en}",
    )
    return None


@dataclass(frozen=True)
class Line:
    """One line of text; line breaks become spaces, or nothing between Han characters."""

    zh: str = "一行文字"
    en: str = "a line of text"
    pattern: str | None = None
    limit: int = 1000

    def read(self, node: Node, context: Context) -> str | None:
        if (value := scalar(node, context, self.zh, self.en)) is None:
            return None
        text = join_lines(value.text)
        if (self.pattern and not re.fullmatch(self.pattern, text)) or len(text) > self.limit:
            context.report(
                "invalid-document",
                node,
                zh=f"“{shown(text)}”不是{self.zh}。",
                en=f"'{shown(text)}' is not {self.en}.",
            )
            return None
        return text

    def schema(self) -> JSON:
        return (
            {"type": ["string", "number"]}
            if not self.pattern
            else {"type": "string", "pattern": f"^(?:{self.pattern})$"}
        )


_TYPED_NUMBER = re.compile(
    r"(?:第[0-9一二三四五六七八九十百]+[编章节条款][\s、：:]+|[一二三四五六七八九十百]+[、.．](?![一二三四五六七八九十])|"
    r"[（(][0-9一二三四五六七八九十]+[）)]|[0-9]+(?:[.．][0-9]+)*[.．、](?![0-9])|[①-⑳])\s*(?=\S)"
)


@dataclass(frozen=True)
class Heading(Line):
    """A title whose number is derived from its position, never typed (section A document)."""

    def read(self, node: Node, context: Context) -> str | None:
        text = Line.read(self, node, context)
        if text and (match := _TYPED_NUMBER.match(text)) and not context.frozen:
            context.report(
                "invalid-document",
                node,
                zh=f"编号由位置得出，不用手写：“{shown(match[0].strip())}”会和自动的编号一起印出来。请只写标题。",
                en=f"Numbers are derived from the position, never typed: '{shown(match[0].strip())}' would be printed beside "
                "the derived one. Write the title alone.",
                fix=context.instead(node, text[match.end() :]),
                severity=Severity.WARNING,
            )
        return text


_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def join_lines(text: str) -> str:
    """Text without line breaks: they vanish next to a Han character, and are a space otherwise (section Text)."""
    if "\n" not in text:
        return text.strip()
    parts = _BREAK.split(text.strip())
    joined = parts[0]
    for part in parts[1:]:
        between = "" if re.search(f"[{_HAN}]$", joined) and re.match(f"[{_HAN}]", part) else " "
        joined += between + part
    return joined


_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line; a blank line is between two (section Text)."""
    parts = (join_lines(part) for part in _BLANK_LINE.split(text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part)


@dataclass(frozen=True)
class Named:
    """What another kind reads, of which a repository has its own: departments, clauses above, terms.

    The schema speaks of it by name, so that editors can complete what there is (see `schema.py`).
    """

    kind: Kind
    name: str

    def read(self, node: Node, context: Context) -> object | None:
        return self.kind.read(node, context)

    def schema(self) -> JSON:
        return {"$ref": f"#/$defs/{self.name}"}


ID_PATTERN = "[a-z0-9-]{1,60}"
ID = Line(
    "编号：小写字母、数字和连字符，不超过 60 个字符",
    "an id: a-z, 0-9 and '-', at most 60 characters",
    r"[a-z0-9-]{1,60}",
)
DEPARTMENT_ID = Named(ID, "department-id")
REFERENCE = Line("条款编号，或“文件/条款”", "a clause id, or document/clause", f"{ID_PATTERN}(?:/{ID_PATTERN})?")


_FLAGS = {"true": "true", "yes": "true", "false": "false", "no": "false"}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, node: Node, context: Context) -> bool | None:
        if (value := scalar(node, context, "true 或 false", "true or false")) is None:
            return None
        if value.text in ("true", "yes", "是"):
            return True
        if value.text in ("false", "no", "否"):
            return False
        context.report(
            "invalid-document",
            value,
            zh=f"这里应当是 true 或 false，却是“{shown(value.text)}”。",
            en=f"Expected true or false, found '{shown(value.text)}'.",
            fix=context.instead(value, _FLAGS.get(value.text.strip().casefold())),
        )
        return None

    def schema(self) -> JSON:
        return {"enum": [True, False, "yes", "no", "是", "否"]}


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, context: Context) -> str | None:
        if (value := scalar(node, context, " | ".join(self.words), " | ".join(self.words))) is None:
            return None
        if value.text in self.words:
            return value.text
        best, hint = suggestion(value.text, self.words)
        context.report(
            "invalid-document",
            value,
            zh=f"这里不能写“{shown(value.text)}”，只能是 {'、'.join(self.words)} 之一。{hint.zh if best else ''}",
            en=f"'{shown(value.text)}' cannot stand here; it is one of {', '.join(self.words)}. "
            f"{hint.en if best else ''}".strip(),
            fix=context.instead(value, best),
        )
        return None

    def schema(self) -> JSON:
        # Editors read 1 as a number.
        return {"enum": [*self.words, *(int(word) for word in self.words if word.isdigit())]}


@dataclass(frozen=True)
class Either:
    """A word, or what another kind reads (`all`, or a list)."""

    word: str
    other: Kind

    def read(self, node: Node, context: Context) -> object | None:
        if isinstance(node, Scalar) and node.text == self.word:
            return self.word
        return self.other.read(node, context)

    def schema(self) -> JSON:
        return {"anyOf": [{"const": self.word}, self.other.schema()]}


@dataclass(frozen=True)
class ListOf:
    """A list; unreadable items are left out. `single` also takes one item without the list, `some` wants one at least.

    In the brackets of a list of names a full-width comma is a slip, unless in quotes; in `prose` it is none.
    """

    item: Kind
    single: bool = False
    some: bool = False
    prose: bool = False

    def read(self, node: Node, context: Context) -> tuple[Any, ...] | None:
        if self.single and not isinstance(node, Sequence):
            value = self.item.read(node, context)
            return None if value is None else (value,)
        if not isinstance(node, Sequence):
            is_zh, is_en = found(node)
            context.report(
                "invalid-document",
                node,
                zh=f"这里应当是一个列表（每行以“- ”开头，或写成 [甲, 乙]），却是{is_zh}。",
                en=f"Expected a list (lines that begin with '- ', or [a, b]), found {is_en}.",
            )
            return None
        if self.some and not node.items:
            context.report(
                "invalid-document",
                node,
                zh="这个列表是空的，至少要有一项。",
                en="This list is empty; it needs one item at least.",
            )
            return None
        items = node.items if self.prose or not node.flow else _with_commas(node.items, context)
        values = (self.item.read(item, context) for item in items)
        return tuple(value for value in values if value is not None)

    def schema(self) -> JSON:
        many = {"type": "array", "items": self.item.schema()} | ({"minItems": 1} if self.some else {})
        return {"anyOf": [self.item.schema(), many]} if self.single else many


def _with_commas(items: list[Node], context: Context) -> Iterator[Node]:
    """The items of a list in brackets; one with full-width commas is reported, and read as several.

    Where others have ASCII commas between them, it may be the text's.
    """
    for item in items:
        parts = apart(item.text) if isinstance(item, Scalar) and item.plain else []
        if not isinstance(item, Scalar) or len(parts) < 2:
            yield item
            continue
        separate = [part for part in parts if part]
        context.report(
            "invalid-document",
            item,
            zh=f"“{shown(item.text)}”里的逗号是中文逗号“，”，所以成了一项。列表的各项要用英文逗号加空格（, ）分隔；"
            "如果逗号是文字的一部分，请给这一项加上英文双引号。",
            en=f"The comma in '{shown(item.text)}' is full-width, so that it is one item. Items of a list have an ASCII "
            "comma and a space between them; if the comma belongs to the text, put it in double quotes.",
            fix=context.rewritten(item, ", ".join(separate)) if len(items) == 1 else None,
        )
        for part in separate:
            yield Scalar(part, item.line, item.column + max(0, item.text.find(part)))


def not_a_mapping(node: Node, context: Context) -> None:
    """Reports that `key: value` lines were expected; what lacks only the marks that YAML knows is told so."""
    is_zh, is_en = found(node)
    meant = entries_meant(node.text, node.column) if isinstance(node, Scalar) and node.plain else None
    hint = MEANT_MAPPING if meant else Words("", "")
    context.report(
        "invalid-document",
        node,
        zh=f"这里应当是若干“键: 值”，却是{is_zh}。{hint.zh}",
        en=f"Expected 'key: value' lines, found {is_en}. {hint.en}".rstrip(),
        fix=meant and Fix(meant.new, context.place(node), meant.old, "source"),
    )


@dataclass(frozen=True)
class MapOf:
    """A mapping from names to values of one kind; the kind may want the name's node too (`named`)."""

    value: Kind
    key: Line = Line()

    def read(self, node: Node, context: Context) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        values: dict[str, Any] = {}
        for key, item in node.entries:
            name = self.key.read(key, context)
            value = self.value.read(item, context)
            if name is not None and value is not None:
                values[name] = value
        return values

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": self.value.schema()}

"""Kinds of value: each reads a node and describes itself as JSON Schema, so that reader and schema cannot disagree.

A kind returns `None` for a node that it cannot read, after reporting why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence as Items
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from generator.model import Version
from generator.reading.context import Context
from generator.reading.nearest import suggestion
from generator.reading.nodes import Mapping, Node, Scalar, Sequence

JSON = dict[str, Any]


class Kind(Protocol):
    """Something a key's value can be."""

    def read(self, node: Node, context: Context) -> Any:
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
            return f"“{node.text}”", f"'{node.text}'"


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
        "invalid-document", node, zh=f"这里应当是{zh}，却是{is_zh}。{hint_zh}", en=f"Expected {en}, found {is_en}.{hint_en}"
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
                zh=f"“{text[:80]}”不是{self.zh}。",
                en=f"'{text[:80]}' is not {self.en}.",
            )
            return None
        return text

    def schema(self) -> JSON:
        return {"type": ["string", "number"]} if not self.pattern else {"type": "string", "pattern": f"^(?:{self.pattern})$"}


_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def join_lines(text: str) -> str:
    """Text without line breaks: they vanish next to a Han character, and are a space otherwise (section Text)."""
    parts = _BREAK.split(text.strip())
    joined = parts[0]
    for part in parts[1:]:
        between = "" if re.search(f"[{_HAN}]$", joined) and re.match(f"[{_HAN}]", part) else " "
        joined += between + part
    return joined


ID = Line("编号：小写字母、数字和连字符，不超过 60 个字符", "an id: a-z, 0-9 and '-', at most 60 characters", r"[a-z0-9-]{1,60}")
REFERENCE = Line(
    "条款编号，或“文件/条款”", "a clause id, or document/clause", r"[a-z0-9-]{1,60}(?:/[a-z0-9-]{1,60})?"
)


@dataclass(frozen=True)
class Date:
    """A calendar date, YYYY-MM-DD."""

    def read(self, node: Node, context: Context) -> date | None:
        if (value := scalar(node, context, "日期，如 2026-12-01", "a date such as 2026-12-01")) is None:
            return None
        match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value.text.strip())
        try:
            return date(int(match[1]), int(match[2]), int(match[3])) if match else self._refuse(value, context)
        except ValueError:
            return self._refuse(value, context)

    def _refuse(self, node: Scalar, context: Context) -> None:
        context.report(
            "invalid-document",
            node,
            zh=f"“{node.text}”不是日历上的日期。请写成 2026-12-01 的样子。",
            en=f"'{node.text}' is no date of the calendar. Write it like 2026-12-01.",
        )

    def schema(self) -> JSON:
        return {"type": "string", "pattern": r"^\d{4}-\d{1,2}-\d{1,2}$"}


@dataclass(frozen=True)
class VersionNumber:
    """MAJOR.MINOR."""

    def read(self, node: Node, context: Context) -> Version | None:
        if (value := scalar(node, context, '版本号，如 "1.2"', 'a version such as "1.2"')) is None:
            return None
        if match := re.fullmatch(r"(\d{1,4})\.(\d{1,4})", value.text.strip()):
            return Version(int(match[1]), int(match[2]))
        context.report(
            "invalid-document",
            value,
            zh=f'“{value.text}”不是版本号。请写成“主版本.次版本”，如 "1.2"。',
            en=f"'{value.text}' is no version. Write MAJOR.MINOR, such as \"1.2\".",
        )
        return None

    def schema(self) -> JSON:
        return {"type": ["string", "number"], "pattern": r"^\d{1,4}\.\d{1,4}$"}


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
            zh=f"这里应当是 true 或 false，却是“{value.text}”。",
            en=f"Expected true or false, found '{value.text}'.",
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
            zh=f"这里不能写“{value.text}”，只能是 {'、'.join(self.words)} 之一。{hint.zh if best else ''}",
            en=f"'{value.text}' cannot stand here; it is one of {', '.join(self.words)}. {hint.en if best else ''}".strip(),
            fix=best,
        )
        return None

    def schema(self) -> JSON:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Either:
    """A word, or what another kind reads (`all`, or a list)."""

    word: str
    other: Kind

    def read(self, node: Node, context: Context) -> Any:
        if isinstance(node, Scalar) and node.text == self.word:
            return self.word
        return self.other.read(node, context)

    def schema(self) -> JSON:
        return {"anyOf": [{"const": self.word}, self.other.schema()]}


@dataclass(frozen=True)
class ListOf:
    """A list; unreadable items are left out. `single` also takes one item without the list."""

    item: Kind
    single: bool = False

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
        values = (self.item.read(item, context) for item in node.items)
        return tuple(value for value in values if value is not None)

    def schema(self) -> JSON:
        many = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), many]} if self.single else many


@dataclass(frozen=True)
class MapOf:
    """A mapping from names to values of one kind; the kind may want the name's node too (`named`)."""

    value: Kind
    key: Line = Line()

    def read(self, node: Node, context: Context) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            return not_a_mapping(node, context)
        values: dict[str, Any] = {}
        for key, item in node.entries:
            name = self.key.read(key, context)
            value = self.value.read(item, context)
            if name is not None and value is not None:
                values[name] = value
        return values

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": self.value.schema()}


def not_a_mapping(node: Node, context: Context) -> None:
    """Reports that `key: value` lines were expected."""
    is_zh, is_en = found(node)
    context.report(
        "invalid-document",
        node,
        zh=f"这里应当是若干“键: 值”，却是{is_zh}。",
        en=f"Expected 'key: value' lines, found {is_en}.",
    )


@dataclass(frozen=True)
class Key:
    """A key of a shape: its kind, what it says (Chinese and English), an example in YAML."""

    name: str
    kind: Kind
    zh: str
    en: str
    example: str
    required: bool = False


Build = Callable[[dict[str, Any], Mapping, Context], Any]


class Shape:
    """A mapping with known keys. `build` makes the model element of the values that could be read.

    An element that lacks a required key is left out, after a finding. Shapes may hold themselves: `keys` is
    filled in later through `define`.
    """

    def __init__(self, name: str, zh: str, en: str) -> None:
        self.name, self.zh, self.en = name, zh, en
        self.keys: dict[str, Key] = {}
        self._build: Build = lambda values, node, context: values

    def define(self, keys: Items[Key], build: Build) -> Shape:
        self.keys = {key.name: key for key in keys}
        self._build = build
        return self

    def read(self, node: Node, context: Context) -> Any:
        if not isinstance(node, Mapping):
            return not_a_mapping(node, context)
        values: dict[str, Any] = {}
        for name, item in node.entries:
            key = self.keys.get(name.text)
            if key is None:
                self.unknown(name, context)
            elif name.text not in values and (value := key.kind.read(item, context)) is not None:
                values[name.text] = value
        present = {name.text for name, _ in node.entries}
        complete = True
        for key in self.keys.values():
            if key.required and key.name not in values:
                complete = False
                if key.name not in present:
                    context.report(
                        "invalid-document",
                        node,
                        zh=f"{self.zh}缺少必填的“{key.name}”（{key.zh}）。例如：{key.example}",
                        en=f"{self.en} lacks the required '{key.name}' ({key.en}). For example: {key.example}",
                    )
        return self._build(values, node, context) if complete else None

    def unknown(self, name: Scalar, context: Context) -> None:
        """Reports a key that the shape does not have."""
        best, hint = suggestion(name.text, self.keys)
        context.report(
            "invalid-document",
            name,
            zh=f"{self.zh}没有“{name.text}”这个键。{hint.zh}",
            en=f"{self.en} has no key '{name.text}'. {hint.en}".strip(),
            fix=best,
        )

    def schema(self) -> JSON:
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> JSON:
        """The schema of the shape itself, to stand under `$defs`."""
        properties = {
            key.name: {"description": f"{key.zh}\n{key.en}\n\n{key.example}"} | key.kind.schema() for key in self.keys.values()
        }
        return {
            "description": f"{self.zh} / {self.en}",
            "type": "object",
            "properties": properties,
            "required": [key.name for key in self.keys.values() if key.required],
            "additionalProperties": False,
        }

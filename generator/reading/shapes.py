"""Mappings with known keys: a table of keys that both the reader and the JSON Schema are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.reading.context import Context
from generator.reading.kinds import JSON, Kind, not_a_mapping
from generator.reading.nearest import suggestion
from generator.reading.nodes import Mapping, Node, Scalar, shown


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
        self._required: tuple[Key, ...] = ()
        self._build: Build = lambda values, node, context: values

    def define(self, keys: Sequence[Key], build: Build) -> Shape:
        self.keys = {key.name: key for key in keys}
        self._required = tuple(key for key in keys if key.required)
        self._build = build
        return self

    def read(self, node: Node, context: Context) -> object | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        values: dict[str, Any] = {}
        for name, item in node.entries:
            key = self.keys.get(name.text)
            if key is None:
                self.unknown(name, context)
            elif name.text not in values and (value := key.kind.read(item, context)) is not None:
                values[name.text] = value
        complete = True
        for key in self._required:
            if key.name not in values:
                complete = False
                if node.get(key.name) is None:
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
            zh=f"{self.zh}没有“{shown(name.text)}”这个键。{hint.zh}",
            en=f"{self.en} has no key '{shown(name.text)}'. {hint.en}".strip(),
            fix=context.instead(name, best, key=True),
        )

    def schema(self) -> JSON:
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> JSON:
        """The schema of the shape itself, to stand under `$defs`."""
        properties = {
            key.name: {"description": f"{key.zh}\n{key.en}\n\n{key.example}"} | key.kind.schema()
            for key in self.keys.values()
        }
        return {
            "description": f"{self.zh} / {self.en}",
            "type": "object",
            "properties": properties,
            "required": [key.name for key in self.keys.values() if key.required],
            "additionalProperties": False,
        }

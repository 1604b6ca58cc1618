"""Mappings with known keys: a table of keys that both the reader and the JSON Schema are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.findings import Words
from generator.reading import nodes
from generator.reading.context import Context
from generator.reading.kinds import JSON, Kind, not_a_mapping
from generator.reading.nearest import suggestion
from generator.reading.nodes import Node, shown


@dataclass(frozen=True)
class Key:
    """A key of a shape: its kind, what it says (Chinese and English), an example in YAML.

    `mistaken` are words that owners write for it and that can mean nothing else.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    example: str
    required: bool = False
    mistaken: tuple[str, ...] = ()


Build = Callable[[dict[str, Any], nodes.Mapping, Context], Any]


class Shape:
    """A mapping with known keys. `build` makes the model element of the values that could be read.

    An element that lacks a required key is left out, after a finding. Shapes may hold themselves: `keys` is
    filled in later through `define`.
    """

    def __init__(self, name: str, zh: str, en: str) -> None:
        self.name, self.zh, self.en = name, zh, en
        self.keys: dict[str, Key] = {}
        self._elsewhere: Mapping[str, Words] = {}
        self._required: tuple[Key, ...] = ()
        self._build: Build = lambda values, node, context: values

    def define(self, keys: Sequence[Key], build: Build, elsewhere: Mapping[str, Words] | None = None) -> Shape:
        """`elsewhere` says where keys belong that this shape does not have."""
        self._elsewhere = elsewhere or {}
        self.keys = {key.name: key for key in keys}
        self._required = tuple(key for key in keys if key.required)
        self._build = build
        return self

    def read(self, node: Node, context: Context) -> object | None:
        if not isinstance(node, nodes.Mapping):
            not_a_mapping(node, context)
            return None
        node = self._as_meant(node, context)
        values: dict[str, Any] = {}
        for name, item in node.entries:
            key = self.keys.get(name.text)
            if key and name.text not in values and (value := key.kind.read(item, context)) is not None:
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

    def _as_meant(self, node: nodes.Mapping, context: Context) -> nodes.Mapping:
        """Reports keys that the shape does not have. What stands under one that is surely another is read as under that."""
        if all(name.text in self.keys for name, _ in node.entries):
            return node
        entries = []
        for name, item in node.entries:
            key = name
            if name.text not in self.keys:
                best, hint = self._meant(name.text)
                best = best if best and node.get(best) is None else None
                context.report(
                    "invalid-document",
                    name,
                    zh=f"{self.zh}没有“{shown(name.text)}”这个键。{hint.zh}",
                    en=f"{self.en} has no key '{shown(name.text)}'. {hint.en}".strip(),
                    fix=context.instead(name, best, key=True),
                )
                key = replace(name, text=best) if best else name
            entries.append((key, item))
        return nodes.Mapping(entries, node.line, node.column)

    def _meant(self, name: str) -> tuple[str | None, Words]:
        """The key to write instead, and words that say so or where this one belongs."""
        if name in self._elsewhere:
            return None, self._elsewhere[name]
        word = " ".join(re.split("[ _-]+", name.strip().casefold()))
        for key in self.keys.values():
            if word in key.mistaken:
                return key.name, Words(f"请写成 {key.name}。", f"Write {key.name}.")
        return suggestion(name, self.keys)

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

"""The files that are being read: their texts, their trees, and what was found wrong in them so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.findings import Finding, Fix, finding
from generator.model import Place
from generator.reading.decoding import decode
from generator.reading.nodes import Fault, Node, Tree
from generator.reading.parsing import parse

Trees = dict[tuple[str, int], Tree]
"""Parsed texts by their file and the line of it before which they begin."""


@dataclass(slots=True)
class Sources:
    """All files by project path. `used` names those that the format knows, `texts` holds the decoded ones.

    `trees` may be shared between readings of the same files, so that none is parsed twice.
    """

    files: Mapping[str, bytes]
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    trees: Trees = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        """A file's text, or None after a finding."""
        self.used.add(path)
        text = decode(self.files[path])
        if isinstance(text, Fault):
            self._fault(path, text)
            return None
        self.texts[path] = text
        return text

    def tree(self, path: str) -> Node | None:
        """A file's top node, or None after a finding."""
        text = self.text(path)
        return None if text is None else self.parsed(path, text)

    def parsed(self, path: str, text: str, offset: int = 0) -> Node | None:
        """The top node of a text that begins `offset` lines into a file."""
        if (tree := self.trees.get((path, offset))) is None:
            tree = self.trees[path, offset] = parse("\n" * offset + text)
        for fault in tree.faults:
            self._fault(path, fault)
        if tree.root is None and not tree.faults:
            self.findings.append(
                finding("invalid-document", Place(path, offset + 1, 1), zh="文件是空的。", en="The file is empty.")
            )
        return tree.root

    def _fault(self, path: str, fault: Fault) -> None:
        place, said, rewrite = Place(path, fault.line, fault.column), fault.words, fault.rewrite
        fix = rewrite and Fix(rewrite.new, place._replace(column=rewrite.column), rewrite.old, "source")
        self.findings.append(finding("invalid-yaml", place, zh=said.zh, en=said.en, fix=fix))

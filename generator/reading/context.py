"""Where a reader is: the file, the document and clause that findings name, and the words that conditions may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from generator.findings import Finding, Fix, Severity, finding
from generator.model import Place, Term
from generator.reading.nodes import Node, Scalar


@dataclass(slots=True)
class Context:
    """One file being read. Everything found wrong is collected in `findings`.

    `whole` is false where the vocabulary could not be read whole: a word that it lacks may be right.
    """

    file: str
    procedure: str = ""
    document: str | None = None
    clause: str | None = None
    vocabulary: Mapping[str, Term] = field(default_factory=dict)
    whole: bool = True
    findings: list[Finding] = field(default_factory=list)
    _guesses: list[Finding] = field(default_factory=list)

    def place(self, node: Node) -> Place:
        """Where a node stands."""
        return Place(self.file, node.line, node.column)

    def instead(self, node: Node, new: str | None, *, old: str | None = None, key: bool = False) -> Fix | None:
        """What to write in the place of a node, or of a part of it."""
        return None if new is None else Fix(new, self.place(node), old, "key" if key else "value")

    def rewritten(self, node: Node, new: str | None) -> Fix | None:
        """What to write, as YAML, in the place of a plain value on one line."""
        if new is None or not isinstance(node, Scalar) or not node.plain or "\n" in node.text:
            return None
        return Fix(new, self.place(node), node.text, "source")

    @property
    def frozen(self) -> bool:
        """Whether the file is a released version, which nobody may change."""
        return "/releases/" in self.file

    def report(
        self,
        code: str,
        node: Node,
        *,
        zh: str,
        en: str,
        fix: Fix | None = None,
        severity: Severity | None = None,
        guess: bool = False,
    ) -> None:
        """Notes that something is wrong at a node; a `guess` only follows from what the vocabulary may lack."""
        document = f"{self.procedure}/{self.document}" if self.document else None
        found = finding(
            code, self.place(node), zh=zh, en=en, severity=severity, fix=fix, document=document, clause=self.clause
        )
        self.findings.append(found)
        if guess:
            self._guesses.append(found)

    def told(self) -> list[Finding]:
        """What was found wrong, without guesses."""
        guesses = {*map(id, self._guesses)}
        return [each for each in self.findings if id(each) not in guesses]

    @contextmanager
    def inside(self, clause: str | None) -> Iterator[None]:
        """While reading a clause, findings name it."""
        before, self.clause = self.clause, clause
        try:
            yield
        finally:
            self.clause = before

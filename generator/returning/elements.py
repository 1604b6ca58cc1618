"""The sections, clauses and forms of a Word file of this project, and which of them are which of the file as it was built.

Bookmarks tell first (LibreOffice keeps nothing else), then content controls, then order and likeness of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Literal, NamedTuple

from generator.document.comparison import paired
from generator.importing.draft import Cross, Draft, DraftClause, DraftForm, DraftSection, Line, Out

Kind = Literal["section", "clause", "form"]
ALIKE = 0.6
"""How much of two texts has to be the same for a clause that stands elsewhere, without any mark, to be the same clause."""


class Slot(NamedTuple):
    """A list that elements stand in: the id of what holds it (None: the document), and its key."""

    holder: str | None
    key: str


@dataclass(slots=True, eq=False)
class Element:
    """A section, clause or form. `id` is the one in the document, or one made up for what is new."""

    kind: Kind
    node: DraftSection | DraftClause | DraftForm
    parent: Element | None
    key: str
    id: str = ""
    new: bool = False

    @property
    def slot(self) -> Slot:
        """The list that it stands in."""
        return Slot(self.parent.id if self.parent else None, self.key)


def elements(draft: Draft) -> list[Element]:
    """All of a draft in the order of the document."""
    made: list[Element] = []
    for key, sections in (("sections", draft.sections), ("appendices", draft.appendices)):
        for section in sections:
            made += _section(section, None, key)
    return [*made, *(Element("form", form, None, "forms") for form in draft.forms)]


def _section(section: DraftSection, parent: Element | None, key: str) -> Iterator[Element]:
    own = Element("section", section, parent, key)
    yield own
    for clause in section.clauses:
        yield from _clause(clause, own)
    for inner in section.sections:
        yield from _section(inner, own, "sections")


def _clause(clause: DraftClause, parent: Element) -> Iterator[Element]:
    own = Element("clause", clause, parent, "clauses")
    yield own
    for inner in clause.clauses:
        yield from _clause(inner, own)


def claim(found: Sequence[Element], marks: Mapping[str, str]) -> None:
    """Gives ids: by bookmarks, then by content controls. `marks` has the ids of the document by both.

    Whoever breaks a paragraph in two leaves both halves in one control, but the bookmark in one of them.
    """
    taken: set[str] = set()
    for bookmarks in (True, False):
        for each in found:
            keys = [key for key in each.node.keys if ("_" in key) == bookmarks]
            id = next((marks[key] for key in keys if key in marks), "")
            if id and not each.id and id not in taken:
                each.id = id
                taken.add(id)


def recognize(sent: Sequence[Element], built: Sequence[Element], marks: Mapping[str, str]) -> None:
    """Gives every element of a sent file its id; what has none there is new. `built` have theirs."""
    kinds = {each.id: each.kind for each in built}
    claim(sent, marks)
    for each in sent:
        if each.id and kinds.get(each.id) != each.kind:
            each.id = ""
    taken = {each.id for each in sent}
    left = [each for each in built if each.id not in taken]
    open_ = [each for each in sent if not each.id]
    for pair in paired(left, open_, said, kind=lambda each: each.kind):
        if pair.old is not None and pair.new is not None:
            pair.new.id = pair.old.id
    taken = {each.id for each in sent}
    for each in [one for one in open_ if not one.id]:
        rest = [one for one in left if one.id not in taken and one.kind == each.kind]
        ratios = [SequenceMatcher(None, said(one), said(each), autojunk=False).ratio() for one in rest]
        if ratios and max(ratios) >= ALIKE:
            each.id = rest[ratios.index(max(ratios))].id
            taken.add(each.id)
    for each in sent:
        each.new = not each.id


def said(element: Element) -> str:
    """What an element says by itself, for comparing."""
    node = element.node
    if isinstance(node, DraftForm):
        return f"{node.number} {node.title}"
    lines = ["".join(part if isinstance(part, str) else part.text for part in line) for line in node.lines]
    table = node.table if isinstance(node, DraftClause) else None
    return "\n".join([node.title, *lines, *(table.columns if table else ())])


@dataclass(slots=True)
class Signs:
    """References inside the document and links out as one character each, so that texts with them compare as texts do."""

    marks: Mapping[str, str]
    _signs: dict[tuple[str, ...], str] = field(default_factory=dict)
    meanings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, *meaning: str) -> str:
        """`ref`, ID or `link`, URL, LABEL as a character of a private area."""
        if meaning not in self._signs:
            sign = chr(0xF0000 + len(self._signs))
            self._signs[meaning] = sign
            self.meanings[sign] = meaning
        return self._signs[meaning]

    def line(self, line: Line) -> str:
        """A line of a Word file."""
        return "".join(map(self._part, line)).strip()

    def _part(self, part: object) -> str:
        match part:
            case Cross(key, text):
                return self.of("ref", self.marks[key]) if key in self.marks else text
            case Out(url, text):
                return self.of("link", url, text)
            case str():
                return part
            case _:
                raise AssertionError(part)


TableText = tuple[tuple[str, ...], tuple[tuple[tuple[str, ...], ...], ...]]
"""A table's column titles, and its rows of cells of lines."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an element says, as lines with signs."""

    title: str = ""
    lines: tuple[str, ...] = ()
    table: TableText | None = None
    picture: tuple[str, str, str] | None = None
    form: tuple[str, tuple[str, ...], str] | None = None


def content(element: Element, signs: Signs) -> Content:
    """What an element of a Word file says."""
    node = element.node
    if isinstance(node, DraftForm):
        return Content(node.title, form=(node.number, tuple(node.columns), node.keep))
    lines = tuple(text for line in node.lines if (text := signs.line(line)))
    if isinstance(node, DraftSection):
        return Content(node.title, lines)
    table = (
        None
        if node.table is None
        else (
            tuple(node.table.columns),
            tuple(tuple(tuple(map(signs.line, cell)) for cell in row.cells) for row in node.table.rows),
        )
    )
    picture = (
        None if node.picture is None else (node.picture.title, node.picture.alt, sha256(node.picture.png).hexdigest())
    )
    return Content(node.title, lines, table, picture)

"""A picture of the documents: which implements which, by which version; what is based on a version that was replaced stands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import Version
from generator.website.library import Shelf
from generator.website.press import Press

MOST_SIBLINGS = 20
"""Of more documents below one, the picture shows those that are not up to date, and how many others there are."""
WIDTH, HEIGHT, INDENT, GAP = 330, 50, 44, 14
_TITLE_ROOM = 21
"""Characters of a title that fit into a box."""

State = Literal["fine", "outdated", "future", "draft", "ended"]


@dataclass(frozen=True, slots=True)
class Node:
    """A document, by its main version, with those below it. `basis` is the version above that it implements, `newest` the one
    that is in force there.
    """

    shelf: Shelf
    department: str
    basis: Version | None
    newest: Version | None
    children: tuple[Node, ...]

    @property
    def state(self) -> State:
        if self.basis and self.newest and self.basis < self.newest:
            return "outdated"
        status = self.shelf.main.status
        return status if status in ("future", "draft", "ended") else "fine"

    @property
    def says(self) -> str:
        """Its version, and what it is based on."""
        main = self.shelf.main
        said = f"V{main.edition.document.version}"
        if self.basis is not None:
            said += f"，依据 V{self.basis}"
        if self.basis != self.newest:
            said += f"（现行 V{self.newest}）"
        return said if main.status == "current" else f"{said}，{main.label}"

    def walk(self) -> Iterator[Node]:
        """It and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def trees(press: Press) -> Sequence[Node]:
    """A tree for each procedure."""
    below: dict[tuple[str, str], list[Shelf]] = {}
    known = {(shelf.procedure.id, shelf.main.edition.document.id): shelf for shelf in press.shelves}
    for shelf in press.shelves:
        if link := shelf.main.edition.document.implements:
            below.setdefault((shelf.procedure.id, link.document), []).append(shelf)

    def node(shelf: Shelf, above: frozenset[str]) -> Node:
        document = shelf.main.edition.document
        link = document.implements
        parent = known.get((shelf.procedure.id, link.document)) if link else None
        seen = above | {document.id}
        children = (s for s in below.get((shelf.procedure.id, document.id), ()) if _id(s) not in seen)
        return Node(
            shelf,
            press.policy.department_title(document.department),
            link.version if link else None,
            parent.main.edition.document.version if parent else link.version if link else None,
            tuple(node(child, seen) for child in children),
        )

    return [node(shelf, frozenset()) for shelf in press.procedures]


def _id(shelf: Shelf) -> str:
    return shelf.main.edition.document.id


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the picture, at x and y of its upper left corner; without a node it stands for `others` that are up to date."""

    node: Node | None
    x: int
    y: int
    parent: int | None
    others: int = 0

    @property
    def title(self) -> str:
        """The document's title, as much of it as fits."""
        assert self.node is not None
        title = self.node.shelf.main.edition.document.title
        return title if len(title) <= _TITLE_ROOM else title[: _TITLE_ROOM - 1] + "…"

    @property
    def middle(self) -> int:
        """The height at which a line reaches it."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes below each other, each level further to the right."""

    boxes: tuple[Box, ...]

    @property
    def width(self) -> int:
        return max(box.x for box in self.boxes) + WIDTH + 2

    @property
    def height(self) -> int:
        return self.boxes[-1].y + HEIGHT + 2

    def lines(self) -> Iterator[str]:
        """The path of the line to each box from the one that it implements."""
        for box in self.boxes:
            if box.parent is not None:
                above = self.boxes[box.parent]
                yield f"M{above.x + INDENT // 2} {above.y + HEIGHT}V{box.middle}H{box.x}"


def picture(tree: Node) -> Picture:
    """The picture of a tree."""
    boxes: list[Box] = []

    def place(node: Node, depth: int, parent: int | None) -> None:
        mine = len(boxes)
        boxes.append(Box(node, 1 + depth * INDENT, 1 + mine * (HEIGHT + GAP), parent))
        shown = _shown(node.children)
        for child in shown:
            place(child, depth + 1, mine)
        if left := len(node.children) - len(shown):
            boxes.append(Box(None, 1 + (depth + 1) * INDENT, 1 + len(boxes) * (HEIGHT + GAP), mine, left))

    place(tree, 0, None)
    return Picture(tuple(boxes))


def _shown(children: Sequence[Node]) -> Sequence[Node]:
    if len(children) <= MOST_SIBLINGS:
        return children
    telling = [child for child in children if any(each.state != "fine" for each in child.walk())]
    return telling[:MOST_SIBLINGS]

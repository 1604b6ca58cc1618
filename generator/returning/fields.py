"""What the Word file says differently of titles, texts, pictures and forms, as edits of the YAML."""

from __future__ import annotations

from collections.abc import Iterator

from generator.editing import Edit, Put, Remove, Step
from generator.editing.layout import Laid
from generator.importing.draft import DraftForm
from generator.model import Clause, Form, Section
from generator.returning.elements import Content, Element, Signs, content
from generator.returning.merging import Changes, Remark
from generator.returning.retelling import text_edits
from generator.returning.standing import Standing
from generator.returning.structure import path
from generator.returning.tables import table_edits
from generator.returning.texts import Values, said_anew


def field_edits(changes: Changes, working: Standing, root: Laid, signs: Signs) -> Iterator[Edit]:
    """The edits for all changed fields. What cannot be brought back is remarked in `changes`."""
    for element, name, was in changes.fields:
        now = content(element, signs)
        held = working.held[element.id].element
        match name:
            case "title":
                yield from _title(element.id, now, held)
            case "lines":
                yield from _lines(element, now, held, working, root, signs, changes)
            case "table":
                assert isinstance(held, Clause)
                yield from table_edits(element.id, was, now, held, working, root, signs, changes)
            case "picture":
                yield from _picture(element.id, was, now, changes)
            case "form":
                yield from _form(element.id, was, element.node)


def _title(id: str, now: Content, held: Section | Clause | Form) -> Iterator[Edit]:
    if now.title:
        yield Put(path(id), "title", now.title, after=("id", "was"))
    elif held.title:
        yield Remove((*path(id), "title"))


def _lines(
    element: Element,
    now: Content,
    held: Section | Clause | Form,
    working: Standing,
    root: Laid,
    signs: Signs,
    changes: Changes,
) -> Iterator[Edit]:
    assert not isinstance(held, Form)
    rules = held.rules if isinstance(held, Clause) else ()
    where = path(element.id)
    if isinstance(held, Section) and held.show:
        changes.remarks.append(Remark("shown", element.id, "\n".join(now.lines)))
        return
    if not now.lines and isinstance(held, Section):
        yield Remove((*where, "text"))
        return
    if held.text is None:
        yield Put(where, "text", "\n\n".join(_plain(line, signs) for line in now.lines), after=("id", "title"))
        return
    text, edits = text_edits(held.text, now.lines, rules, working, root, signs, changes, element.id)
    yield from edits
    if text is not None:
        yield Put(where, "text", text)


def _plain(line: str, signs: Signs) -> str:
    return said_anew([], [line], Values((), {}), signs)


def _picture(id: str, was: Content, now: Content, changes: Changes) -> Iterator[Edit]:
    where: tuple[Step, ...] = (*path(id), "figure")
    if now.picture is None or was.picture is None or now.picture[2] != was.picture[2]:
        changes.remarks.append(Remark("picture", id))
    if now.picture is None or was.picture is None:
        return
    for key, before, after in zip(("title", "alt"), was.picture, now.picture, strict=False):
        if before != after and after:
            yield Put(where, key, after)


def _form(id: str, was: Content, node: object) -> Iterator[Edit]:
    assert isinstance(node, DraftForm)
    assert was.form is not None
    number, columns, keep = was.form
    if node.number != number:
        yield Put(path(id), "number", node.number)
    if tuple(node.columns) != columns:
        yield Put(path(id), "columns", list(node.columns))
    if node.keep and node.keep != keep:
        yield Put(path(id), "keep", node.keep)
    elif keep and not node.keep:
        yield Remove((*path(id), "keep"))

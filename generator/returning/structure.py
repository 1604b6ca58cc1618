"""New, moved and removed elements as edits, one after the other: each finds its place in what the last one left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.editing import Append, Deep, Edit, Insert, Move, Put, Remove, Step, Value, With, edited
from generator.editing.layout import Laid, laid_out
from generator.editing.paths import locate
from generator.project import ProjectError
from generator.reading.decoding import decode
from generator.reading.nodes import Fault
from generator.returning.elements import Element, Slot
from generator.returning.merging import Changes

AFTER: Mapping[str, tuple[str, ...]] = {
    "clauses": ("id", "was", "title", "implements", "text", "show", "when", "unless", "must", "table", "figure"),
    "sections": ("id", "title", "text", "show", "clauses"),
}


def path(id: str) -> tuple[Step, ...]:
    """Where the element with an id is."""
    return (Deep(), With("id", id))


@dataclass(slots=True)
class Arranger:
    """Works on the bytes of one file. `order` is what its lists hold now, by id."""

    data: bytes
    name: str
    order: dict[Slot, list[str]]

    def arrange(self, changes: Changes, values: Mapping[str, Value]) -> bytes:
        """Puts every new element in, every moved one where it belongs, and takes out what is gone."""
        arriving = {each.id: each for each in (*changes.new, *changes.moved)}
        waiting = set(arriving)
        for element in _in_order(changes, arriving):
            self._place(element, changes.order[element.slot], waiting, values.get(element.id))
            waiting.discard(element.id)
        self._remove(changes.gone)
        return self.data

    def _place(self, element: Element, wanted: list[str], waiting: set[str], value: Value | None) -> None:
        slot = element.slot
        here = self.order.setdefault(slot, [])
        at = wanted.index(element.id)
        there = [id for id in here if id not in waiting]
        before = next((id for id in reversed(wanted[:at]) if id in there), None)
        behind = next((id for id in wanted[at + 1 :] if id in there), None)
        left = None
        if value is None:
            left = next(slot for slot, ids in self.order.items() if element.id in ids)
        if before is None and behind is None and not here:
            self._begin(slot, element.id, value)
        else:
            beside = before or behind or here[-1]
            after = path(beside) if before or not behind else None
            self._beside(element.id, value, after, None if after else path(beside))
        if left is not None:
            self.order[left].remove(element.id)
            self._tidy(left)
        here = self.order[slot]
        if before is None and behind is not None:
            here.insert(here.index(behind), element.id)
        else:
            here.insert(here.index(before) + 1 if before else len(here), element.id)

    def _beside(
        self, id: str, value: Value | None, after: tuple[Step, ...] | None, before: tuple[Step, ...] | None
    ) -> None:
        if value is not None:
            self._do(Insert(value, after=after, before=before))
            return
        try:
            self._do(Move(path(id), after=after, before=before))
        except ProjectError:
            whole = self._value(id)
            self._do(Remove(path(id)))
            self._do(Insert(whole, after=after, before=before))

    def _begin(self, slot: Slot, id: str, value: Value | None) -> None:
        """The first item of a list that is not there yet."""
        holder = path(slot.holder) if slot.holder else ()
        if value is None:
            value = self._value(id)
            self._do(Remove(path(id)))
        if self._at((*holder, slot.key)):
            self._do(Append((*holder, slot.key), value))
        else:
            self._do(Put(holder, slot.key, [value], after=() if slot.holder is None else AFTER.get(slot.key, ())))

    def _remove(self, gone: list[str]) -> None:
        lists: dict[Slot, list[str]] = {}
        for slot, ids in self.order.items():
            if slot.holder not in gone and (out := [id for id in ids if id in gone]):
                lists[slot] = out
        for slot, out in lists.items():
            rest = [id for id in self.order[slot] if id not in out]
            if rest:
                self._do(*(Remove(path(id)) for id in out))
            elif slot == Slot(None, "sections"):
                raise ProjectError(
                    "Word 文件里一章也没有留下，没有改动。",
                    "Not one section is left in the Word file; nothing changed.",
                )
            else:
                self._do(Remove((*(path(slot.holder) if slot.holder else ()), slot.key)))
            self.order[slot] = rest

    def _tidy(self, slot: Slot) -> None:
        """A list of which nothing is left goes, too."""
        where: tuple[Step, ...] = (*(path(slot.holder) if slot.holder else ()), slot.key)
        if not self.order[slot] and self._at(where):
            self._do(Remove(where))

    def _do(self, *edits: Edit) -> None:
        self.data = edited(self.data, edits, name=self.name)

    def _at(self, where: tuple[Step, ...]) -> Laid | None:
        try:
            return locate(root_of(self.data), where).value
        except ProjectError:
            return None

    def _value(self, id: str) -> Value:
        found = self._at(path(id))
        assert found is not None
        return value_of(found)


def root_of(data: bytes) -> Laid:
    """The values of a file that is read already."""
    text = decode(data)
    root = laid_out(text) if not isinstance(text, Fault) else text
    if isinstance(root, Fault):
        raise ProjectError(root.words.zh, root.words.en)
    return root


def value_of(laid: Laid) -> Value:
    """What a stretch of YAML says, to be written elsewhere."""
    if laid.kind == "mapping":
        return {key.text: value_of(value) for key, value in laid.entries}
    if laid.kind == "list":
        return [value_of(item) for item in laid.items]
    return laid.text


def _in_order(changes: Changes, arriving: Mapping[str, Element]) -> Iterator[Element]:
    """Holders before what they hold, each list from its beginning."""
    for ids in changes.order.values():
        yield from (arriving[id] for id in ids if id in arriving)

"""What a Word file changed, against the version that it was built from, brought to the working text: three ways.

Where the working text changed the same thing otherwise, that is a conflict, and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.document.comparison import longest_rising
from generator.editing import Edit
from generator.returning.elements import Content, Element, Signs, Slot, content
from generator.returning.standing import Held, Standing, below

Field = Literal["title", "lines", "table", "picture", "form"]
FIELDS: tuple[Field, ...] = ("title", "lines", "table", "picture", "form")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both the Word file and the working text changed. `what` is a field, or `removed`, `moved`, `place`."""

    id: str
    what: str
    before: str
    word: str
    yaml: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the owner has to look at, by a key of `report.REMARKS`."""

    kind: str
    id: str = ""
    text: str = ""
    more: str = ""


@dataclass(slots=True)
class Changes:
    """What is to be done to the working text, before it is put into edits.

    `fields` are elements with the fields that the Word file changed; `order` is what each list comes to hold.
    """

    fields: list[tuple[Element, Field, Content]] = field(default_factory=list)
    new: list[Element] = field(default_factory=list)
    moved: list[Element] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    order: dict[Slot, list[str]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)


def merged(
    sent: Sequence[Element], built: Sequence[Element], before: Standing, working: Standing, signs: Signs
) -> Changes:
    """What the sent file changed, as far as the working text does not have it yet."""
    made = Changes()
    old = {each.id: each for each in built}
    now = {each.id: each for each in sent if not each.new}
    for id, element in now.items():
        _fields(element, content(old[id], signs), content(element, signs), before, working, made, signs)
    made.new = [each for each in sent if each.new]
    moved = _moved({id: each.slot for id, each in old.items()}, {id: each.slot for id, each in now.items()})
    elsewhere = _moved(_slots(before.held), _slots(working.held))
    for id in moved:
        if id not in working.held:
            continue  # that it is gone is told by its fields or not at all
        if id in elsewhere and working.held[id].slot != now[id].slot:
            made.conflicts.append(Conflict(id, "moved", "", "", ""))
        else:
            made.moved.append(now[id])
    for id in old:
        if id not in now and id in working.held:
            _gone(id, before, working, set(now), made, signs)
    for element in sent:
        made.order.setdefault(element.slot, []).append(element.id)
    made.remarks += _broken(made, old, signs)
    for element in (*made.new, *made.moved):
        holder = element.slot.holder
        if holder is not None and holder not in working.held and not any(each.id == holder for each in made.new):
            made.conflicts.append(Conflict(element.id, "place", holder, element.node.title, ""))
    return made


def _broken(made: Changes, old: Mapping[str, Element], signs: Signs) -> Iterator[Remark]:
    """Clauses broken in two or joined: the rules of the one do not go along with its words."""
    for element in made.new:
        mates = made.order[element.slot]
        before = mates[mates.index(element.id) - 1] if mates.index(element.id) else ""
        if before in old and _has(content(old[before], signs), content(element, signs)):
            yield Remark("split", element.id, more=before)
    for id in made.gone:
        for element, name, _ in made.fields:
            if name == "lines" and _has(content(element, signs), content(old[id], signs)):
                yield Remark("join", element.id, more=id)


def _has(whole: Content, part: Content) -> bool:
    """Whether a text holds another, by more than a few words."""
    said = "\n".join(part.lines)
    return len(said) >= 4 and said in "\n".join(whole.lines)


def _slots(held: Mapping[str, Held]) -> dict[str, Slot]:
    return {id: each.slot for id, each in held.items()}


def _fields(
    element: Element,
    was: Content,
    now: Content,
    before: Standing,
    working: Standing,
    made: Changes,
    signs: Signs,
) -> None:
    for name in FIELDS:
        then, here = getattr(was, name), getattr(now, name)
        if then == here:
            continue
        if element.id not in working.held:
            made.conflicts.append(Conflict(element.id, name, _shown(then, signs), _shown(here, signs), ""))
            continue
        ours = getattr(working.held[element.id].content, name)
        if ours == here:
            continue
        original = before.held.get(element.id)
        if original is not None and ours != getattr(original.content, name):
            shown = (_shown(each, signs) for each in (then, here, ours))
            made.conflicts.append(Conflict(element.id, name, *shown))
        else:
            made.fields.append((element, name, was))


def _shown(value: object, signs: Signs) -> str:
    match value:
        case None:
            return ""
        case str():
            meanings = signs.meanings
            return "".join(f"〔{meanings[char][-1]}〕" if char in meanings else char for char in value)
        case Iterable():
            return " ".join(text for part in value if (text := _shown(part, signs)))
        case _:
            return str(value)


def _gone(id: str, before: Standing, working: Standing, kept: set[str], made: Changes, signs: Signs) -> None:
    """An element that the Word file has no longer."""
    held = working.held[id]
    inside = [each for each in below(working, id) if each not in kept]
    changed = [
        each for each in inside if each not in before.held or before.held[each].content != working.held[each].content
    ]
    if changed:
        original = before.held.get(id)
        shown = _shown(original.content.lines if original else (), signs), _shown(held.content.lines, signs)
        made.conflicts.append(Conflict(id, "removed", shown[0], "", shown[1]))
    else:
        made.gone.append(id)


def _moved(before: Mapping[str, Slot], after: Mapping[str, Slot]) -> list[str]:
    """Those that stand in another list, and those that changed places within one."""
    rank = {id: place for place, id in enumerate(before)}
    both = [id for id in after if id in before]
    moved = {id for id in both if before[id] != after[id]}
    lists: dict[Slot, list[str]] = {}
    for id in both:
        if id not in moved:
            lists.setdefault(after[id], []).append(id)
    for ids in lists.values():
        staying = {ids[place] for place in longest_rising([rank[id] for id in ids])}
        moved |= set(ids) - staying
    return [id for id in both if id in moved]

"""How edits name a place: by a path of keys, or by the line and column that findings carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.editing.layout import Laid
from generator.project import ProjectError


@dataclass(frozen=True, slots=True)
class With:
    """The item of a list that has this value: `[id=hotline-night]`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Deep:
    """Any number of steps, none included: `…`. What follows it must be found once."""


class Mark(NamedTuple):
    """A line and a column, both from 1: what begins there, as a `Place` has it."""

    line: int
    column: int


Step = str | int | With | Deep
Where = str | tuple[Step, ...] | Mark
"""A path as text (`sections/…/clauses/[id=hotline-night]/must/热线响应时间`), as its steps, or a mark."""

_WITH = re.compile(r"\[([\w-]+)=(.*)\]")
_INDEX = re.compile(r"\[(\d{1,6})\]")


def twice() -> ProjectError:
    """That two edits are about the same lines."""
    return ProjectError(
        "两处修改涉及同一段内容，请分两次进行。",
        "Two of the changes touch the same lines; make them one after the other.",
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A value, what holds it (None for the top value), and the key of an entry."""

    value: Laid
    holder: Found | None = None
    key: Laid | None = None

    @property
    def parent(self) -> Laid:
        """The mapping or list that it stands in."""
        if self.holder is None:
            raise ProjectError("这样会改动整个文件。", "That would change the whole file.")
        return self.holder.value

    @property
    def index(self) -> int:
        """Its position there."""
        for number, each in enumerate(self.parent.below()):
            if each is self.value:
                return number
        raise twice()

    @property
    def siblings(self) -> list[Found]:
        """All that stands there, itself included."""
        assert self.holder is not None
        return list(inside(self.holder))


def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path written with `/` between them. A key that holds `/` needs the steps themselves."""
    made: list[Step] = []
    for part in path.split("/") if path else ():
        if part == "…":
            made.append(Deep())
        elif match := _WITH.fullmatch(part):
            made.append(With(match[1], match[2]))
        elif match := _INDEX.fullmatch(part):
            made.append(int(match[1]))
        else:
            made.append(part)
    return tuple(made)


def written(where: Where) -> str:
    """A place as messages name it."""
    if isinstance(where, str):
        return where
    if isinstance(where, Mark):
        return f"{where.line}:{where.column}"
    return "/".join(map(_step, where))


def _step(step: Step) -> str:
    match step:
        case int():
            return f"[{step}]"
        case With(key, value):
            return f"[{key}={value}]"
        case Deep():
            return "…"
        case _:
            return step


def locate(root: Laid, where: Where) -> Found:
    """The one value at a place; a `ProjectError` where there is none, or more than one."""
    if isinstance(where, Mark):
        found = [each for each in _everything(Found(root)) if _begins(each.value, where)]
        # A block mapping begins where its first key does, so what begins here may hold what is meant.
        return _only([each for each in found if each.value.kind == "scalar"] or found[:1], where)
    path = steps(where) if isinstance(where, str) else where
    return _only(list({id(each.value): each for each in _follow(Found(root), path)}.values()), where)


def locate_key(root: Laid, where: Where) -> Found:
    """The one entry whose key begins at a mark, or that a path leads to."""
    if not isinstance(where, Mark):
        return locate(root, where)
    return _only([each for each in _everything(Found(root)) if each.key and _begins(each.key, where)], where)


def _only(found: list[Found], where: Where) -> Found:
    if len(found) == 1:
        return found[0]
    if found:
        raise ProjectError(f"{written(where)} 指向不止一处。", f"{written(where)} is in more than one place.")
    raise ProjectError(f"找不到 {written(where)}。", f"There is no {written(where)}.")


def _begins(value: Laid, mark: Mark) -> bool:
    return (value.line, value.column) == mark


def _everything(found: Found) -> Iterator[Found]:
    yield found
    for each in inside(found):
        yield from _everything(each)


def inside(found: Found) -> Iterator[Found]:
    """What stands directly in a mapping or list."""
    for item in found.value.items:
        yield Found(item, found)
    for key, item in found.value.entries:
        yield Found(item, found, key)


def _follow(found: Found, path: tuple[Step, ...]) -> Iterator[Found]:
    if not path:
        yield found
        return
    step, rest = path[0], path[1:]
    if isinstance(step, Deep):
        for each in _everything(found):
            yield from _follow(each, rest)
        return
    for number, each in enumerate(inside(found)):
        if _matches(step, number, each):
            yield from _follow(each, rest)


def _matches(step: Step, number: int, each: Found) -> bool:
    match step:
        case int():
            return each.key is None and number == step
        case With(key, value):
            held = each.value.get(key)
            return each.key is None and held is not None and held.text == value
        case _:
            return each.key is not None and each.key.text == step

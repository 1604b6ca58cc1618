"""The lists of both files as those of one: what only the old file's paragraphs count in comes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from generator.word.tracking.markup import Element, W


def same_lists(old: Element, new: Element, before: Element, after: Element) -> None:
    """Has the old body count in the new file's lists: `before` and `after` are the files' numbering.xml, of one layout.

    A list that begins anew numbers the paragraphs of one place alone; it is that of the new file in which one of them counts
    there, or else is added to `after`.
    """
    alone, still = _alone(before), _alone(after)
    there = {mark: number for mark, number in _counted(new) if number in still}
    names: dict[str, str] = {}
    for mark, number in _counted(old):
        if number in alone and mark in there:
            names.setdefault(number, there[mark])
    for reference in old.iter(f"{W}numId"):
        number = reference.get(f"{W}val") or ""
        if number in alone:
            if number not in names:
                names[number] = _added(after, alone[number])
            reference.set(f"{W}val", names[number])


def _alone(numbering: Element) -> Mapping[str, Element]:
    """The lists that begin anew, by their numbers."""
    lists = (each for each in numbering.iter(f"{W}num") if each.find(f"{W}lvlOverride") is not None)
    return {each.get(f"{W}numId") or "": each for each in lists}


def _counted(body: Element) -> Iterator[tuple[str, str]]:
    """The first bookmark of each paragraph that says in which list it counts, with that list."""
    for paragraph in body.iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        mark = paragraph.find(f"{W}bookmarkStart")
        if number is not None and mark is not None:
            yield mark.get(f"{W}name") or "", number.get(f"{W}val") or ""


def _added(numbering: Element, num: Element) -> str:
    """A list under a number of its own."""
    known = [*numbering.iter(f"{W}num")]
    number = str(max(int(each.get(f"{W}numId") or 0) for each in known) + 1)
    made = deepcopy(num)
    made.set(f"{W}numId", number)
    known[-1].addnext(made)
    return number

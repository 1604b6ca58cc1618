"""Numbers derived from position: 一、（一）1.（1）① for outlines, 第一章 第一节 第一条（一）1. for articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from generator.model import Clause, Document, Section

_DIGITS = "零一二三四五六七八九"


def chinese(number: int, digits: str = _DIGITS, powers: str = "十百千", *, bare_ten: bool = True) -> str:
    """1 -> 一, 10 -> 十, 21 -> 二十一, 105 -> 一百零五, 10000 -> 一万; with other signs for the digits and powers, too.

    `bare_ten`: 10 is 十 and not 一十.
    """
    if number >= 10_000:
        rest = number % 10_000
        between = digits[0] if 0 < rest < 1000 else ""
        tail = chinese(rest, digits, powers, bare_ten=False) if rest else ""
        return chinese(number // 10_000, digits, powers, bare_ten=bare_ten) + "万" + between + tail
    words = ""
    gap = False
    for power, name in ((1000, powers[2]), (100, powers[1]), (10, powers[0]), (1, "")):
        times, number = divmod(number, power)
        if times:
            words += digits[0] if gap and words else ""
            words += ("" if bare_ten and power == 10 and times == 1 and not words else digits[times]) + name
        gap = not times
    return words or digits[0]


def circled(number: int) -> str:
    """① to ㊿; beyond that (51)."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section or clause with its label (`1.`), its citation (`三（二）1`) and its depth (from 1 in its own kind)."""

    element: Section | Clause
    label: str
    citation: str
    depth: int


def numbered(document: Document) -> Iterator[Numbered]:
    """Every section and clause in document order: a section, its clauses, then the sections below it."""
    if document.numbering == "articles":
        yield from _articles(document)
        return
    for index, section in enumerate(document.sections, 1):
        yield from _outline(section, f"{chinese(index)}、", chinese(index), 1)
    yield from _appendices(document)


def _appendices(document: Document) -> Iterator[Numbered]:
    for index, section in enumerate(document.appendices):
        letter = chr(ord("A") + index % 26) * (index // 26 + 1)
        yield from _outline(section, f"附录{letter}", f"附录{letter}", 1)


def _outline(section: Section, label: str, citation: str, depth: int) -> Iterator[Numbered]:
    yield Numbered(section, label, citation, depth)
    yield from _clauses(section.clauses, citation, 1)
    for index, inner in enumerate(section.sections, 1):
        inner_label = f"（{chinese(index)}）"
        yield from _outline(inner, inner_label, citation + inner_label, depth + 1)


def _clauses(clauses: tuple[Clause, ...], citation: str, depth: int) -> Iterator[Numbered]:
    for index, clause in enumerate(clauses, 1):
        label = (f"{index}.", f"（{index}）", circled(index))[min(depth, 3) - 1]
        own = citation + label.removesuffix(".")
        yield Numbered(clause, label, own, depth)
        yield from _clauses(clause.clauses, own, depth + 1)


def _articles(document: Document) -> Iterator[Numbered]:
    count = 0

    def section(element: Section, label: str, depth: int) -> Iterator[Numbered]:
        nonlocal count
        yield Numbered(element, label, label, depth)
        for clause in element.clauses:
            count += 1
            article = f"第{chinese(count)}条"
            yield Numbered(clause, article, article, 1)
            yield from below(clause.clauses, article, 2)
        for index, inner in enumerate(element.sections, 1):
            yield from section(inner, f"第{chinese(index)}节", depth + 1)

    def below(clauses: tuple[Clause, ...], citation: str, depth: int) -> Iterator[Numbered]:
        for index, clause in enumerate(clauses, 1):
            label = f"（{chinese(index)}）" if depth == 2 else f"{index}."
            own = citation + label.removesuffix(".")
            yield Numbered(clause, label, own, depth)
            yield from below(clause.clauses, own, depth + 1)

    for index, element in enumerate(document.sections, 1):
        yield from section(element, f"第{chinese(index)}章", 1)
    yield from _appendices(document)


class _Same(NamedTuple):
    """A document, told from others by being it: comparing two of them takes as long as numbering one."""

    document: Document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.document is other.document


def citations(document: Document) -> Mapping[str, str]:
    """The citation of every section and clause by id, and 附件1 … of the forms."""
    return _citations(_Same(document))


@lru_cache(64)
def _citations(same: _Same) -> Mapping[str, str]:
    document = same.document
    made = {item.element.id: item.citation for item in numbered(document)}
    made |= {form.id: f"附件{index}" for index, form in enumerate(document.forms, 1)}
    return MappingProxyType(made)

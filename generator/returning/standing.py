"""What a version of a document says in the YAML, element by element, in the same terms as a Word file's elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from generator.document.resolve import Resolver
from generator.model import Clause, Edition, Form, Policy, Section
from generator.returning.elements import Content, Kind, Signs, Slot
from generator.returning.texts import paragraphs_of, printed
from generator.reviewing.differences import Stand


@dataclass(frozen=True, slots=True)
class Held:
    """An element of the YAML: what it is, the list that it stands in, what it says."""

    kind: Kind
    slot: Slot
    element: Section | Clause | Form
    content: Content


@dataclass(frozen=True, slots=True)
class Standing:
    """A version with its elements by id, in the order of the document; ids are those of the working text."""

    edition: Edition
    resolver: Resolver
    held: Mapping[str, Held]

    def order(self) -> dict[Slot, list[str]]:
        """The ids of each list."""
        made: dict[Slot, list[str]] = {}
        for id, each in self.held.items():
            made.setdefault(each.slot, []).append(id)
        return made


def standing(stand: Stand, signs: Signs, renamed: Mapping[str, str]) -> Standing:
    """What a version says; `renamed` has the working text's ids by those of that version, where they differ."""
    edition, procedure, policy = stand
    resolver = Resolver(edition, procedure.above(edition))
    made: dict[str, Held] = {}

    def now(id: str) -> str:
        return renamed.get(id, id)

    def sections(each: tuple[Section, ...], slot: Slot) -> None:
        for section in each:
            id = now(section.id)
            lines = printed(paragraphs_of(section.text, (), resolver, signs, renamed))
            made[id] = Held("section", slot, section, Content(section.title, tuple(filter(None, lines))))
            clauses(section.clauses, id)
            sections(section.sections, Slot(id, "sections"))

    def clauses(each: tuple[Clause, ...], holder: str) -> None:
        for clause in each:
            id = now(clause.id)
            made[id] = Held("clause", Slot(holder, "clauses"), clause, said(clause))
            clauses(clause.clauses, id)

    def said(clause: Clause) -> Content:
        lines = printed(paragraphs_of(clause.text, clause.rules, resolver, signs, renamed))
        table = (
            None
            if clause.table is None
            else (
                clause.table.columns,
                tuple(
                    tuple(
                        printed(paragraphs_of(cell, (row.rule,) if row.rule else (), resolver, signs, renamed))
                        for cell in row.cells
                    )
                    for row in clause.table.rows
                ),
            )
        )
        return Content(clause.title or "", tuple(filter(None, lines)), table, _picture(clause, edition, policy))

    document = edition.document
    sections(document.sections, Slot(None, "sections"))
    sections(document.appendices, Slot(None, "appendices"))
    for form in document.forms:
        said_of = Content(form.title, form=(form.number, form.columns, form.keep or ""))
        made[now(form.id)] = Held("form", Slot(None, "forms"), form, said_of)
    return Standing(edition, resolver, made)


def _picture(clause: Clause, edition: Edition, policy: Policy) -> tuple[str, str, str] | None:
    if (figure := clause.figure) is None:
        return None
    png = policy.figures.get(f"policy/{edition.document.procedure}/figures/{figure.file}", b"")
    return figure.title, figure.alt, sha256(png).hexdigest()


def below(standing: Standing, id: str) -> Iterator[str]:
    """An element and all that stands below it."""
    yield id
    for other, held in standing.held.items():
        if held.slot.holder == id:
            yield from below(standing, other)

"""Chapters that the format prints from lists (terms, related documents, record forms) and blank forms, taken into the draft."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importing.content import Block, Paragraph
from generator.importing.draft import Draft, DraftForm, DraftSection
from generator.importing.ledger import Ledger, Step
from generator.importing.lines import clean
from generator.importing.outline import Node
from generator.importing.special import (
    blank_form,
    definitions,
    form_list,
    is_definitions,
    is_forms,
    is_related,
    related_lines,
    related_list,
)


def listed(node: Node, section: DraftSection, draft: Draft, ledger: Ledger, steps: list[Step], *, ours: bool) -> bool:
    """Whether a chapter is such a list; then the draft has what it lists, and the section prints it."""
    if is_definitions(node) and not node.children and (terms := definitions(node, ours)):
        if terms.keys() & draft.terms.keys():
            return False
        draft.terms |= terms
        section.show = "terms"
    elif is_related(node) and (documents := related_list(node)):
        draft.related += documents
        section.show = "related"
    elif is_related(node) and (documents := related_lines(node)):
        draft.related += documents
        section.show = "related"
        steps.append(Step("listed", section.source))
    elif is_forms(node) and not node.children and _is_of_forms(form_list(node), draft):
        section.show = "forms"
    else:
        return False
    _kept(node.body, ledger, "list", "list")
    for child in node.children:
        _kept([child.source] if child.source else (), ledger, "list", "list")
    return True


def _is_of_forms(found: Sequence[tuple[str, str]] | None, draft: Draft) -> bool:
    return bool(found) and sorted(title for _, title in found or ()) == sorted(form.title for form in draft.forms)


def form_of(node: Node, ledger: Ledger) -> DraftForm | None:
    """The record form that a page 附件N shows, if it is a blank one."""
    found = blank_form(node)
    if found is None or node.source is None:
        return None
    ledger.keep(node.source.number, "form")
    _kept(node.body, ledger, "form", "empty")
    return DraftForm(found.number, clean(node.text), found.columns, found.keep, keys=node.keys)


def _kept(body: Sequence[Block], ledger: Ledger, reason: str, below: str) -> None:
    """Enters what a list or form holds; `below` is for the rows below a table's first."""
    for block in body:
        if isinstance(block, Paragraph):
            ledger.keep(block.number, reason if block.text.strip() else "empty")
            continue
        for place, row in enumerate(block.rows):
            fate = below if place else reason
            ledger.row(row.number, fate)
            for cell in row.cells:
                for each in cell.paragraphs():
                    ledger.keep(each.number, fate)

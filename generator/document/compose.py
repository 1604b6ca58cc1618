"""From an edition to its manuscript: numbers, resolved texts, tables, the revision record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.document.blocks import (
    Anchor,
    Block,
    ClauseBlock,
    CrossReference,
    Definition,
    Definitions,
    FormBlock,
    FormEntry,
    FormList,
    Heading,
    Lead,
    PictureContent,
    RelatedList,
    TableContent,
)
from generator.document.manuscript import Manuscript, Revision, SignOffLine
from generator.document.numbering import Numbered, citations, numbered
from generator.document.resolve import Resolver
from generator.model import Clause, Document, Edition, Picture, Policy, Procedure, Section, Table, Term
from generator.phrases import revision_words
from generator.pictures import fault


def compose(edition: Edition, procedure: Procedure, policy: Policy) -> Manuscript:
    """One version of a document, ready to print. Unresolved references print in 〔 〕; checks have reported them."""
    policy = policy.as_of(edition)
    document = edition.document
    above = procedure.above(edition)
    resolver = Resolver(edition, above)
    parent = above[0].document if above else None
    return Manuscript(
        anchor=Anchor(procedure.id, document.id, document.version, None),
        organization=policy.organization.name,
        title=document.title,
        number=document.number,
        version=document.version,
        issued=document.issued or (edition.release.on if edition.release else None),
        effective=document.effective,
        department=policy.department_title(document.department),
        classification=document.classification,
        layout=document.layout,
        numbering=document.numbering,
        draft=edition.release is None,
        parent=CrossReference(
            f"《{parent.title}》（{parent.number}，V{parent.version}）",
            Anchor(procedure.id, parent.id, parent.version, None),
        )
        if parent
        else None,
        sign_off=tuple(
            SignOffLine(line.role, policy.department_title(line.department), line.person) for line in document.sign_off
        ),
        distribution=tuple(policy.department_title(id) for id in document.distribution),
        repeals=document.repeals,
        revisions=tuple(_revisions(edition, procedure, policy)),
        blocks=tuple(_blocks(edition, resolver, policy)),
        digest=edition.source_digest,
        labels=citations(document),
    )


def _revisions(edition: Edition, procedure: Procedure, policy: Policy) -> Iterator[Revision]:
    """修订记录: every version up to this one, oldest first."""
    versions = procedure.versions(edition.document.id)
    for version in versions:
        document = version.document
        if document.version > edition.document.version:
            continue
        changes = document.changes
        labels = citations(document)
        approved = next((line for line in document.sign_off if line.role == "批准"), None)
        yield Revision(
            document.version,
            document.effective,
            revision_words(document, first=version is versions[0]),
            tuple(labels[id] for id in changes.clauses if id in labels) if changes else (),
            changes.by if changes else next((line.person for line in document.sign_off if line.role == "编制"), None),
            (approved.person or policy.department_title(approved.department)) if approved else None,
        )


def _blocks(edition: Edition, resolver: Resolver, policy: Policy) -> Iterator[Block]:
    document = edition.document
    pictures = 0
    for item in numbered(document):
        if isinstance(item.element, Section):
            yield from _section(item, item.element, edition, resolver)
        else:
            picture = None
            if item.element.figure:
                pictures += 1
                picture = _picture(item.element.figure, pictures, document, policy)
            yield _clause(item, item.element, resolver, picture)
    for index, form in enumerate(document.forms, 1):
        yield FormBlock(form.id, f"附件{index}", form.number, form.title, form.columns, form.keep)


def _section(item: Numbered, section: Section, edition: Edition, resolver: Resolver) -> Iterator[Block]:
    document = edition.document
    kind: Literal["section", "appendix"] = "appendix" if section in document.appendices else "section"
    yield Heading(section.id, item.depth, item.label, section.title, kind)
    if section.text:
        yield Lead(resolver.paragraphs(section.text))
    match section.show:
        case "terms":
            own = document.terms if document.implements else edition.vocabulary
            made = map(_definition, own.values())
            yield Definitions(tuple(each for each in made if each.about or each.choices))
        case "related":
            yield RelatedList(tuple((entry.number, entry.title) for entry in document.related))
        case "forms":
            yield FormList(
                tuple(
                    FormEntry(f"附件{index}", form.number, form.title, form.keep)
                    for index, form in enumerate(document.forms, 1)
                )
            )
        case None:
            pass


def _definition(term: Term) -> Definition:
    choices = (Definition(each.name, each.about, each.aliases) for each in term.choices if each.about)
    return Definition(term.name, term.about or "", term.aliases, tuple(choices))


def _clause(item: Numbered, clause: Clause, resolver: Resolver, picture: PictureContent | None) -> ClauseBlock:
    return ClauseBlock(
        clause.id,
        item.depth,
        item.label,
        item.citation,
        clause.title,
        resolver.paragraphs(clause.text, clause.rules),
        _table(clause.table, resolver) if clause.table else None,
        picture,
        tuple(ref for target in clause.implements if (ref := resolver.reference(target, here=False)) is not None),
    )


def _table(table: Table, resolver: Resolver) -> TableContent:
    return TableContent(
        table.columns,
        tuple(
            tuple(resolver.paragraphs(cell, (row.rule,) if row.rule else ()) for cell in row.cells)
            for row in table.rows
        ),
    )


def _picture(picture: Picture, number: int, document: Document, policy: Policy) -> PictureContent | None:
    png = policy.figures.get(f"policy/{document.procedure}/figures/{picture.file}")
    return PictureContent(picture.file, number, picture.title, picture.alt, png) if png and not fault(png) else None

"""`policy.json`: the whole resolved policy, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from generator.document import citations
from generator.document.blocks import Hyperlink, Inline, Paragraph
from generator.document.resolve import Resolver
from generator.incremental.crew import side_by_side
from generator.model import Clause, Document, Edition, Policy, Procedure, Section, Target
from generator.publishing import rules
from generator.publishing.file_names import FileNames
from generator.reports.json import waived

JSON = dict[str, Any]
_COMMA = ",\n"
WORTH_A_PROCESS = 100
"""So many documents take longer to write than a process to start."""


def policy_json(policy: Policy) -> bytes:
    """The policy as JSON that `policy.schema.json` describes; the same policy gives the same bytes. Each document stands on a
    line of its own.
    """
    organization = policy.organization
    head = {
        "name": organization.name,
        "site_url": organization.site_url,
        "feedback": organization.feedback,
        "departments": [
            {"id": each.id, "title": each.title, "owner": each.owner} for each in organization.departments.values()
        ],
    }
    jobs = [(id, procedure) for procedure in policy.procedures for id in _ids(procedure)]
    names = FileNames.of(policy)
    texts = side_by_side(lambda job: _text(_document(*job, policy, names)), jobs, worth=WORTH_A_PROCESS)
    documents: dict[str, list[str]] = {procedure.id: [] for procedure in policy.procedures}
    for (_, procedure), text in zip(jobs, texts, strict=True):
        documents[procedure.id].append(text)
    procedures = [
        f'{{"id": {_text(each.id)}, "documents": {_lines(documents[each.id])},\n'
        f'"waivers": {_lines([_text(waived(waiver)) for waiver in each.waivers])}}}'
        for each in policy.procedures
    ]
    return (
        f'{{"$schema": "policy.schema.json", "format": 1,\n'
        f'"organization": {_text(head)},\n"procedures": {_lines(procedures)}}}\n'
    ).encode()


def _text(said: JSON | str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _lines(texts: Sequence[str]) -> str:
    return f"[\n{_COMMA.join(texts)}\n]" if texts else "[]"


def _ids(procedure: Procedure) -> Iterator[str]:
    yield from dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases))


def _document(id: str, procedure: Procedure, policy: Policy, names: FileNames) -> JSON:
    versions = [_edition(edition, procedure, policy, names) for edition in procedure.versions(id)]
    return {"id": id, "name": f"{procedure.id}/{id}", "versions": versions}


def _edition(edition: Edition, procedure: Procedure, policy: Policy, names: FileNames) -> JSON:
    document, release = edition.document, edition.release
    above = procedure.above(edition)
    parent = document.implements
    content = _Content(document, Resolver(edition, above))
    return {
        "version": str(document.version),
        "status": "released" if release else "draft",
        "released": release.on.isoformat() if release else None,
        "source_digest": edition.source_digest,
        "title": document.title,
        "number": document.number,
        "department": {"id": document.department, "title": policy.department_title(document.department)},
        "parent": {"document": f"{procedure.id}/{parent.document}", "version": str(parent.version)} if parent else None,
        "issued": _day(document.issued),
        "effective": _day(document.effective),
        "expires": _day(document.expires),
        "withdrawn": _day(document.withdrawn),
        "classification": document.classification,
        "word": f"word/{names.name(edition)}",
        "terms": {term.name: rules.term(term) for term in edition.vocabulary.values()},
        "sections": [content.section(section) for section in document.sections],
        "appendices": [content.section(section) for section in document.appendices],
        "forms": [
            {
                "id": form.id,
                "number": form.number,
                "title": form.title,
                "keep": form.keep,
                "columns": list(form.columns),
            }
            for form in document.forms
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Content:
    """Sections and clauses of one edition, with numbers and texts resolved."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self._procedure, self._resolver = document.procedure, resolver
        self._citations = citations(document)

    def section(self, section: Section) -> JSON:
        return {
            "id": section.id,
            "citation": self._citations[section.id],
            "title": section.title,
            "text": _plain(self._resolver.paragraphs(section.text)),
            "clauses": [self._clause(clause) for clause in section.clauses],
            "sections": [self.section(inner) for inner in section.sections],
        }

    def _clause(self, clause: Clause) -> JSON:
        said: JSON = {
            "id": clause.id,
            "citation": self._citations[clause.id],
            "title": clause.title,
            "text": _plain(self._resolver.paragraphs(clause.text, tuple(clause.all_rules()))),
            "implements": [name for target in clause.implements if (name := self._name(target))],
            "latitude": str(clause.latitude),
            "range": [{"term": "+".join(bound.terms), **rules.ends(bound)} for bound in clause.range],
            "implement": clause.implement if isinstance(clause.implement, str) else list(clause.implement),
            "rules": [rules.rule(rule) for rule in clause.all_rules()],
            "clauses": [self._clause(sub) for sub in clause.clauses],
        }
        if table := clause.table:
            said["table"] = {
                "columns": list(table.columns),
                "rows": [
                    [_plain(self._resolver.paragraphs(cell, (row.rule,) if row.rule else ())) for cell in row.cells]
                    for row in table.rows
                ],
            }
        if figure := clause.figure:
            said["figure"] = {"file": figure.file, "title": figure.title, "alt": figure.alt}
        return said

    def _name(self, target: Target) -> str | None:
        found = self._resolver.find(target, here=False)
        return f"{self._procedure}/{found[0].id}#{target.clause}" if found else None


def _plain(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return ["".join(_words(inline) for inline in paragraph) for paragraph in paragraphs]


def _words(inline: Inline) -> str:
    return f"{inline.text}（{inline.url}）" if isinstance(inline, Hyperlink) else inline.text

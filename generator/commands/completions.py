"""What there is in a repository, for editors to complete."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document import citations
from generator.model import Bound, Clause, Edition, Policy, Procedure, atoms
from generator.phrases import typed
from generator.project import Project
from generator.reading.completions import Names

_FIGURES = 6
"""So many figures are offered of a term."""


def names_of(policy: Policy, project: Project) -> Names:
    """Departments, documents, clauses, terms, layouts of a policy, and the figures that its procedures set."""
    departments = {id: department.title for id, department in policy.organization.departments.items()}
    documents: dict[str, str] = {}
    above: dict[str, str] = {}
    paths: dict[str, str] = {}
    for procedure in policy.procedures:
        uppers = list(_uppers(procedure))
        documents |= {f"{each.document.id}@{each.document.version}": each.document.title for each in uppers}
        above |= _above(uppers)
        paths |= {
            f"{edition.document.id}/{clause.id}": said
            for edition in procedure.working
            for clause, said in _clauses(edition)
        }
    vocabularies = [edition.vocabulary for procedure in policy.procedures for edition in procedure.working]
    return Names(
        departments=departments,
        documents=documents,
        above=above,
        paths=paths,
        layouts=dict.fromkeys(sorted(project.layouts()), ""),
        terms=tuple(dict.fromkeys(term for vocabulary in vocabularies for term in vocabulary.values())),
        figures=_figures(policy),
    )


def _uppers(procedure: Procedure) -> Iterator[Edition]:
    """The documents that others implement, or may: the procedure in all its versions, and who has documents below."""
    parents = {each.document.implements.document for each in procedure.working if each.document.implements}
    if procedure.master:
        parents.add(procedure.master.document.id)
    for edition in procedure.working:
        if edition.document.id in parents:
            yield from procedure.versions(edition.document.id)


def _above(uppers: list[Edition]) -> dict[str, str]:
    """Clauses by their id, and with their document where two have the same."""
    named: dict[str, dict[str, str]] = {}
    for edition in uppers:
        for clause, said in _clauses(edition):
            named.setdefault(clause.id, {})[edition.document.id] = said
    return {
        (id if len(holders) == 1 else f"{document}/{id}"): said
        for id, holders in named.items()
        for document, said in holders.items()
    }


def _clauses(edition: Edition) -> Iterator[tuple[Clause, str]]:
    """Every clause with where it stands: `《沟通渠道管理规程》三（二）1 响应时间`."""
    numbers = citations(edition.document)
    for clause in edition.document.all_clauses():
        yield clause, f"《{edition.document.title}》{numbers[clause.id]} {clause.title or ''}".rstrip()


def _figures(policy: Policy) -> dict[str, list[str]]:
    """What procedures ask of quantities, as it is typed."""
    found: dict[str, list[str]] = {}
    for procedure in policy.procedures:
        for clause in procedure.master.document.all_clauses() if procedure.master else ():
            for rule in clause.all_rules():
                for duty in rule.duties():
                    for atom in atoms(duty):
                        if isinstance(atom, Bound) and len(atom.terms) == 1:
                            known = found.setdefault(atom.terms[0], [])
                            if (value := typed(atom)) not in known and len(known) < _FIGURES:
                                known.append(value)
    return found

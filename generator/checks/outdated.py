"""Documents whose parent has a newer release, with the clauses to look at again (section Versions)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.checks.scope import Scope
from generator.document import citations
from generator.findings import Finding, Severity, finding
from generator.history.changes import ClauseChange, clause_changes, earlier_ids
from generator.model import Clause, Document, Edition, Procedure, atoms, implements, terms_of


def check(scope: Scope) -> Iterator[Finding]:
    """`outdated-parent`."""
    for edition in scope.editions:
        yield from _outdated(edition, scope.procedure, scope.today)


def _outdated(edition: Edition, procedure: Procedure, today: date) -> Iterator[Finding]:
    document, link = edition.document, edition.document.implements
    above = procedure.above(edition)
    if link is None or not above:
        return
    newer = [e for e in procedure.versions(link.document) if e.release and e.document.version > link.version]
    if not newer:
        return
    old, new = above[0].document, newer[-1].document
    changes = clause_changes(old, new, earlier_ids(procedure, old.id, old.version, new.version))
    concerned = list(_concerned(document, old, changes))
    labels_old, labels_new = citations(old), citations(new)
    named = [f"{labels_new.get(id) or labels_old[id]}（{id}）" for id in concerned]
    if not concerned:
        severity = Severity.NOTE
        todo_zh = "与本文件有关的条款没有变化；下次修订时把 implements 改过来即可。"
        todo_en = "Nothing that concerns this document changed; raise implements with the next version."
    else:
        severity = Severity.WARNING if today < new.effective else Severity.ERROR
        todo_zh = f"请重新核对这些条款，然后提高 implements 和 version：{'、'.join(named)}。"
        todo_en = f"Look at these clauses again, then raise implements and version: {', '.join(named)}."
    yield finding(
        "outdated-parent",
        link.place,
        severity=severity,
        zh=f"上位文件 {link.document} 已发布 {new.version} 版（{new.effective} 起实施），本文件仍依据 {link.version} 版。{todo_zh}",
        en=f"{link.document} {new.version} is released (in force from {new.effective}); this still implements "
        f"{link.version}. {todo_en}",
        fix=f"{link.document}@{new.version}",
        document=document.name,
    )


def _concerned(document: Document, old: Document, changes: Iterable[ClauseChange]) -> Iterator[str]:
    """The ids of changed clauses that the document implements or whose terms it states."""
    implemented = {id for clause in document.all_clauses() for id in implements(clause, old, ())}
    stated = {t for rule in document.rules() for duty in rule.duties() for atom in atoms(duty) for t in terms_of(atom)}
    for change in changes:
        versions = [clause for clause in (change.old, change.new) if clause]
        if any(clause.id in implemented or stated & _terms(clause) for clause in versions):
            yield change.id


def _terms(clause: Clause) -> set[str]:
    return {t for rule in clause.all_rules() for duty in rule.duties() for atom in atoms(duty) for t in terms_of(atom)}

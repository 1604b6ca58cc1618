"""From documents to their profiles."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.figures import figured
from generator.checks.profiles import Asked, Key, Profile
from generator.checks.references import departments
from generator.document import citations
from generator.model import Document, Edition, Latitude, Policy, Procedure, atoms, terms_of


def profiles(policy: Policy) -> Iterator[Profile]:
    """Every version of every document: of each procedure the working ones, then the releases."""
    for procedure in policy.procedures:
        for edition in procedure.working:
            yield _profile(edition, procedure, working=True)
        for edition in procedure.releases:
            yield _profile(edition, procedure, working=False)


def _profile(edition: Edition, procedure: Procedure, *, working: bool) -> Profile:
    document = edition.document
    clauses = tuple(document.all_clauses())
    excuses = (excuse.clause for excuse in document.not_applicable)
    return Profile(
        procedure=procedure.id,
        key=_key(edition),
        title=document.title,
        number=(document.number, document.places.get("number", document.place)),
        layout=(document.layout, document.places.get("layout", document.place)),
        department=document.department,
        ends=document.ends,
        working=working,
        standing=procedure.edition(document.id, document.version) is edition,
        master=document.implements is None,
        shares=_shares(edition),
        rules=sum(1 for clause in clauses for _ in clause.all_rules()),
        above=tuple(_key(upper) for upper in procedure.above(edition)),
        clauses=tuple(clause.id for clause in clauses),
        implemented=frozenset((target.document, target.clause) for clause in clauses for target in clause.implements),
        excused=frozenset((target.document, target.clause) for target in excuses),
        asked=tuple(_asked(document)),
        figured=tuple(figured(document)),
        departments=tuple(departments(document)),
        wanted=document.departments,
        wanted_place=document.places.get("departments", document.place),
        sections_place=document.places.get("sections", document.place),
    )


def _key(edition: Edition) -> Key:
    return edition.document.id, str(edition.document.version)


def _asked(document: Document) -> Iterator[Asked]:
    asked = [clause for clause in document.all_clauses() if clause.implement]
    labels = citations(document) if asked else {}
    for clause in asked:
        firm = clause.latitude is Latitude.FIXED or clause.implement != "all"
        place = clause.places.get("implement", clause.place)
        yield Asked(clause.id, labels[clause.id], clause.implement, firm, place)


def _shares(edition: Edition) -> bool:
    shared = {name for name, term in edition.vocabulary.items() if term.shared}
    return bool(shared) and any(
        shared.intersection(terms_of(atom))
        for rule in edition.document.rules()
        for condition in (*rule.duties(), rule.when, rule.unless)
        for atom in atoms(condition)
    )

"""Differences and reviews as JSON. Keys and codes never change with the language; messages do.

A difference: `document`, `title`, `old` and `new` ({version, draft}, or null), `head`, `terms`, `meaning` (of all clauses
together, or null) and `clauses`, each with its words (`old`, `new`: lines of pieces, `same`, `gone` or `new`), its `rules` in
words, its `meaning` and the `aspects` that differ, each with the cases that changed sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.document.annexes import MarkedLine
from generator.findings import Language
from generator.history.following import Concern
from generator.history.meaning import Aspect
from generator.phrases import said_words
from generator.reasoning import Witness
from generator.reports.json import as_json, waived
from generator.reviewing.differences import ClauseDifference, DocumentDifference, Stand
from generator.reviewing.impact import Standing
from generator.reviewing.review import Outdated, Review
from generator.reviewing.telling import KINDS, rules_said
from generator.reviewing.versioning import Needed


def differences_json(differences: Sequence[DocumentDifference]) -> str:
    """`policy diff --format json`."""
    return _printed({"format": 1, "documents": [_difference(each) for each in differences]})


def review_json(review: Review, language: Language) -> str:
    """`policy review --format json`."""
    made = {
        "format": 1,
        "base": review.names[0],
        "head": review.names[1],
        "documents": [_difference(each) for each in review.differences],
        "unread": list(review.unread),
        "reread": list(review.reread),
        "departments": [_standing(each, language) for each in review.standings],
        "findings": {
            "new": [as_json(each, language) for each in review.new_findings],
            "gone": [as_json(each, language) for each in review.gone_findings],
        },
        "outdated": [_outdated(each) for each in review.outdated],
        "versions": [_needed(each, language) for each in review.versions],
        "released": [
            {"document": edition.document.name, "version": str(edition.document.version)} for edition in review.released
        ],
        "waivers": [
            {
                "procedure": each.procedure,
                "old": waived(each.old) if each.old else None,
                "new": waived(each.new) if each.new else None,
            }
            for each in review.waivers
        ],
        "files": list(review.other_files),
    }
    return _printed(made)


def _printed(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _difference(difference: DocumentDifference) -> dict[str, Any]:
    return {
        "document": difference.document.name,
        "title": difference.document.title,
        "old": _version(difference.old),
        "new": _version(difference.new),
        "head": [{"key": each.key, "old": each.old or None, "new": each.new or None} for each in difference.head],
        "terms": [
            {"term": each.name, "old": each.old, "new": each.new, "counts": each.counts} for each in difference.terms
        ],
        "meaning": difference.meaning.direction if difference.meaning else None,
        "clauses": [_clause(each) for each in difference.clauses],
    }


def _version(stand: Stand | None) -> dict[str, Any] | None:
    if stand is None:
        return None
    return {"version": str(stand.edition.document.version), "draft": stand.edition.release is None}


def _clause(each: ClauseDifference) -> dict[str, Any]:
    change, clause = each.change, each.clause
    old_id = clause.old.id if clause and clause.old else None
    return {
        "id": change.id,
        "old_id": old_id if old_id != change.id else None,
        "label": change.label,
        "earlier": change.earlier,
        "title": change.title,
        "kind": each.kind,
        "kinds": [KINDS[kind] for kind in change.kinds],
        "old": _lines(change.old),
        "new": _lines(change.new),
        "rules": {
            "old": list(rules_said(clause.old)) if clause else [],
            "new": list(rules_said(clause.new)) if clause else [],
        },
        "meaning": each.meaning.direction if each.meaning else None,
        "aspects": [_aspect(aspect) for aspect in each.meaning.aspects] if each.meaning else [],
        "terms": list(clause.terms) if clause else [],
        "reason": change.reason,
    }


def _lines(lines: Iterable[MarkedLine]) -> list[list[dict[str, str]]]:
    return [[{"kind": piece.kind, "text": piece.text} for piece in line] for line in lines]


def _aspect(aspect: Aspect) -> dict[str, Any]:
    return {
        "aspect": aspect.name,
        "meaning": aspect.direction,
        "lost": _witness(aspect.lost),
        "gained": _witness(aspect.gained),
        "doubt": aspect.doubt,
        "terms": list(aspect.others),
    }


def _witness(witness: Witness | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    return {
        name: {term: list(value) if isinstance(value, tuple) else said_words(value) for term, value in values.items()}
        for name, values in (("situation", witness.situation), ("conduct", witness.conduct))
    }


def _standing(standing: Standing, language: Language) -> dict[str, Any]:
    return {
        "document": standing.document.name,
        "title": standing.document.title,
        "department": standing.department,
        "wrong": bool(standing.new),
        "new": [as_json(each, language) for each in standing.new],
        "gone": [as_json(each, language) for each in standing.gone],
        "speaking": [
            {"clause": each.id, "label": each.label, "says": each.says, "about": _changed(each.concern)}
            for each in standing.speaking
        ],
    }


def _changed(concern: Concern) -> dict[str, Any]:
    change = concern.change
    return {
        "document": concern.step.new.document.name,
        "clause": change.id if change else None,
        "old_clause": change.old.id if change and change.old else None,
        "kind": change.kind if change else "changed",
        "terms": list(change.terms) if change else [concern.term],
    }


def _outdated(outdated: Outdated) -> dict[str, Any]:
    return {
        "document": outdated.document.name,
        "department": outdated.department,
        "parent": f"{outdated.parent.id}@{outdated.parent.version}",
        "clauses": [{"clauses": list(each.own), "above": _changed(each)} for each in outdated.concerns],
    }


def _needed(needed: Needed, language: Language) -> dict[str, Any]:
    return {
        "document": needed.edition.document.name,
        "version": str(needed.edition.document.version),
        "last": str(needed.last) if needed.last else None,
        "least": str(needed.least),
        "enough": needed.enough,
        "because": [{"reason": each.reason, "message": each.words.in_(language)} for each in needed.because],
    }

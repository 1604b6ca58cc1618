"""Which clauses changed between versions, through renamings."""

from __future__ import annotations

import pytest

from generator.history.changes import edition_changes
from generator.history.renaming import earlier_ids
from generator.model import Clause, Document, Edition, Place, Procedure, Section, Version
from generator.model.texts import Text

HERE = Place("policy/p/procedure.yaml", 1, 1)


def document(minor: int, clauses: str) -> Document:
    """A version from words: `id`, or `id<was`, each with the text after `=`."""

    def clause(word: str) -> Clause:
        name, _, text = word.partition("=")
        id, _, was = name.partition("<")
        return Clause(id, Text(((text,),), place=HERE), was=was or None, place=HERE)

    section = Section("s", "节", clauses=tuple(map(clause, clauses.split())), place=HERE)
    return Document("p", "main", "规程", "T-1", Version(1, minor), None, "office", (section,), file="f", place=HERE)  # type: ignore[arg-type]


def procedure(*versions: str) -> Procedure:
    releases = tuple(Edition(document(minor, clauses), {}, "") for minor, clauses in enumerate(versions))
    return Procedure("p", {}, (), releases)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (["a b", "a b c"], {"a": "a", "b": "b"}),
        (["a b", "x<a b"], {"x": "a", "b": "b"}),
        (["a", "x<a", "y<x"], {"y": "a"}),
        (["a b", "b<a a<b"], {"b": "a", "a": "b"}),
        # A new clause may take the name that a renamed one gave up.
        (["a", "x<a a"], {"x": "a"}),
        # `was` that stayed from a version ago, when its name is in use again.
        (["x a", "x<a a"], {"x": "x", "a": "a"}),
        (["a", "b", "a"], {}),
    ],
)
def test_clauses_keep_their_identity_through_renaming(versions, expected):
    last = Version(1, len(versions) - 1)
    assert expected == earlier_ids(procedure(*versions), "main", Version(1, 0), last)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a=1 b=2", "a=1 b=2", []),
        ("a=1 b=2", "b=2 a=1", []),
        ("a=1 b=2", "a=1 b=3", ["b changed"]),
        ("a=1 b=2", "a=1 c=2", ["c new", "b gone"]),
        ("a=1 b=2", "a=1 c<b=2", []),
        ("a=1 b=2", "a=1 c<b=3", ["c changed"]),
    ],
)
def test_what_changed_is_told_by_ids(old, new, expected):
    versions = procedure(old, new)
    before, after = versions.releases
    changes = edition_changes(before, after, earlier_ids(versions, "main", Version(1, 0), Version(1, 1)))
    assert expected == [f"{change.id} {change.kind}" for change in changes]

"""What a policy is: documents, sections, clauses, rules, terms and quantities.

Plain frozen data, without files and without behaviour beyond walking itself. Section names in
the docstrings are those of the format's reference. Every element knows the `Place` it was read
from; places never take part in comparison, so two documents are equal when they say the same.
"""

from __future__ import annotations

from generator.model.clauses import Clause, Latitude, Picture, Row, Rule, Section, Table, stated
from generator.model.conditions import AllOf, Among, AnyOf, Atom, Bound, Choice, Condition, Not, YesNo, atoms, terms_of
from generator.model.documents import (
    Changes,
    Document,
    Finder,
    Form,
    Implements,
    NotApplicable,
    Related,
    SignOff,
    Version,
    implements,
)
from generator.model.organization import Department, MajorReason, Organization
from generator.model.outlines import Outline
from generator.model.places import Place
from generator.model.policies import Edition, Policy, Procedure, Release, Waiver
from generator.model.quantities import Quantity, Unit
from generator.model.texts import Link, Piece, Placeholder, Reference, Target, Text
from generator.model.vocabulary import Term, TermChoice, TermKind, Vocabulary

__all__ = [
    "AllOf",
    "Among",
    "AnyOf",
    "Atom",
    "Bound",
    "Changes",
    "Choice",
    "Clause",
    "Condition",
    "Department",
    "Document",
    "Edition",
    "Finder",
    "Form",
    "Implements",
    "Latitude",
    "Link",
    "MajorReason",
    "Not",
    "NotApplicable",
    "Organization",
    "Outline",
    "Picture",
    "Piece",
    "Place",
    "Placeholder",
    "Policy",
    "Procedure",
    "Quantity",
    "Reference",
    "Related",
    "Release",
    "Row",
    "Rule",
    "Section",
    "SignOff",
    "Table",
    "Target",
    "Term",
    "TermChoice",
    "TermKind",
    "Text",
    "Unit",
    "Version",
    "Vocabulary",
    "Waiver",
    "YesNo",
    "atoms",
    "implements",
    "stated",
    "terms_of",
]

"""A document with all that belongs into its Word file: its text, what changed since the version before, and how it stands
to the documents above.
"""

from __future__ import annotations

from dataclasses import replace

from generator.document.annexes import ChangeTable
from generator.document.change_table import change_table
from generator.document.comparison import Comparison, compare
from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.document.parents import parent_tables
from generator.document.unprinted import unprinted
from generator.history.changes import edition_changes
from generator.history.implementing import Uppers
from generator.history.renaming import earlier_ids
from generator.model import Edition, Policy, Procedure
from generator.reasoning import Memory


def whole(edition: Edition, procedure: Procedure, policy: Policy, memory: Memory | None = None) -> Manuscript:
    """One version of a document, complete. One `memory` for many documents decides the same questions once."""
    policy = policy.as_of(edition)
    made = compose(edition, procedure, policy)
    before = version_before(edition, procedure)
    return replace(
        made,
        changes=changes_between(before, edition, procedure, policy) if before else None,
        parents=tuple(parent_tables(edition, procedure, memory)),
    )


def version_before(edition: Edition, procedure: Procedure) -> Edition | None:
    """The version that came before one."""
    versions = procedure.versions(edition.document.id)
    earlier = [each for each in versions if each.document.version < edition.document.version]
    return earlier[-1] if earlier else None


def changes_between(old: Edition, new: Edition, procedure: Procedure, policy: Policy) -> ChangeTable:
    """修订对照表 of two versions of a document, with the reasons that all versions from the one to the other give."""
    earlier = earlier_ids(procedure, new.document.id, old.document.version, new.document.version)
    reasons: dict[str, str] = {}
    for each in procedure.versions(new.document.id):
        if old.document.version < each.document.version <= new.document.version and each.document.changes:
            reasons |= each.document.changes.clauses
    comparison = comparison_of(old, new, procedure, policy)
    uppers = Uppers.of(old, procedure, new, procedure)
    unsaid = unprinted(edition_changes(old, new, earlier, uppers), old, new, policy)
    return change_table(comparison, unsaid, reasons)


def comparison_of(old: Edition, new: Edition, procedure: Procedure, policy: Policy) -> Comparison:
    """Two versions of a document side by side."""
    earlier = earlier_ids(procedure, new.document.id, old.document.version, new.document.version)
    return compare(compose(old, procedure, policy), compose(new, procedure, policy), earlier)

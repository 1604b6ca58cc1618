"""合订本: a procedure and all documents below it in one, as they stand on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.model import Edition, Policy, Procedure


def combined(procedure: Procedure, policy: Policy, day: date) -> Manuscript | None:
    """The procedure and what stands below it, as the site orders them; None where nothing does."""
    editions = bound_editions(procedure, policy, day)
    if len(editions) < 2 or editions[0].document.implements is not None:
        return None
    parts = tuple(compose(edition, procedure, policy) for edition in editions)
    main = parts[0]
    return replace(
        main,
        title=f"{main.title}及实施细则",
        kind="combined",
        draft=any(part.draft for part in parts),
        parent=None,
        sign_off=(),
        distribution=(),
        repeals=(),
        blocks=(),
        digest=sha256("".join(part.digest for part in parts).encode()).hexdigest(),
        bound=parts,
        as_of=day,
    )


def bound_editions(procedure: Procedure, policy: Policy, day: date) -> Sequence[Edition]:
    """Of each document the version in force on a day, or, of one that never was yet, the newest; without what has ended."""
    found = (procedure.text_on(id, day) for id in policy.documents(procedure))
    return [each for each in found if not each.document.over(day)]

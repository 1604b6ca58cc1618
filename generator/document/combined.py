"""合订本: a procedure and all documents below it in one."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.model import Policy, Procedure


def combined(procedure: Procedure, policy: Policy) -> Manuscript | None:
    """The newest released version of each document, or, of one that has none, its draft; None where nothing stands below."""
    ids = dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases))
    editions = sorted(map(procedure.newest, ids), key=lambda edition: bool(edition.document.implements))
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
    )

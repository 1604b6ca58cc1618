"""What a check of documents is given: the documents, and all that they are checked against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model import Edition, Policy, Procedure


@dataclass(frozen=True, slots=True)
class Scope:
    """Working documents of one procedure, on a day. The procedure holds at least all documents above them."""

    policy: Policy
    procedure: Procedure
    editions: tuple[Edition, ...]
    today: date

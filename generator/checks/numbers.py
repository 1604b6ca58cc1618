"""Document numbers: what is signed, filed and asked for by its number has it alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from generator.checks.profiles import Profile
from generator.findings import Finding, finding
from generator.model import Policy


def check_whole(policy: Policy, documents: Sequence[Profile], today: date) -> Iterator[Finding]:
    """`duplicate-id` for the number of a working document that another one has already, whatever procedure it belongs to."""
    first: dict[str, Profile] = {}
    working = (document for document in documents if document.working)
    for document in sorted(working, key=lambda each: (not each.master, each.number[1])):
        number, place = document.number
        other = first.setdefault(unicodedata.normalize("NFKC", number).casefold(), document)
        if other is not document:
            there = other.number[1]
            yield finding(
                "duplicate-id",
                place,
                zh=f"文件编号“{number}”已用于《{other.title}》（{there.file} 第 {there.line} 行）。一个编号只能给一份文件，"
                "请另取一个。",
                en=f"The number '{number}' is that of {other.title} already ({there.file}, line {there.line}). No two documents "
                "have one number; choose another.",
                document=document.name,
                about=other.name,
            )

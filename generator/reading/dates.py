"""Days and versions, as the format writes them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from generator.model import Version
from generator.reading.context import Context
from generator.reading.kinds import JSON, scalar
from generator.reading.nodes import Node, shown


@dataclass(frozen=True)
class Date:
    """A calendar date, YYYY-MM-DD."""

    def read(self, node: Node, context: Context) -> date | None:
        if (value := scalar(node, context, "日期，如 2026-12-01", "a date such as 2026-12-01")) is None:
            return None
        match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", value.text.strip())
        with suppress(ValueError):
            if match:
                return date(int(match[1]), int(match[2]), int(match[3]))
        context.report(
            "invalid-document",
            node,
            zh=f"“{shown(value.text)}”不是日历上的日期。请写成 2026-12-01 的样子。",
            en=f"'{shown(value.text)}' is no date of the calendar. Write it like 2026-12-01.",
            fix=context.instead(value, _as_date(value.text)),
        )
        return None

    def schema(self) -> JSON:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"}


_OTHER_DATE = re.compile(r"([0-9]{4})[/.年-]([0-9]{1,2})[/.月-]([0-9]{1,2})日?")


def _as_date(text: str) -> str | None:
    """`2026年12月1日`, `2026/12/1` and the like as the format writes a date, if it is one."""
    if match := _OTHER_DATE.fullmatch("".join(text.split())):
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    return None


_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


@dataclass(frozen=True)
class VersionNumber:
    """MAJOR.MINOR."""

    def read(self, node: Node, context: Context) -> Version | None:
        if (value := scalar(node, context, '版本号，如 "1.2"', 'a version such as "1.2"')) is None:
            return None
        if match := _VERSION.fullmatch(value.text.strip()):
            return Version(int(match[1]), int(match[2]))
        context.report(
            "invalid-document",
            value,
            zh=f'“{shown(value.text)}”不是版本号。请写成“主版本.次版本”，如 "1.2"。',
            en=f"'{shown(value.text)}' is no version. Write MAJOR.MINOR, such as \"1.2\".",
            fix=context.instead(value, _as_version(value.text)),
        )
        return None

    def schema(self) -> JSON:
        return {"type": ["string", "number"], "pattern": f"^{_VERSION.pattern}$"}


def _as_version(text: str) -> str | None:
    """`1`, `V1.2` and `1.2.0` as MAJOR.MINOR."""
    match = re.fullmatch(r"[VvＶｖ]?([0-9]+)(?:\.([0-9]+))?(?:\.0)*版?", text.strip())
    made = f"{match[1]}.{match[2] or 0}" if match else ""
    return made if _VERSION.fullmatch(made) else None

"""Dates and versions in their order, and documents that are due for review."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from generator.checks.scope import Scope
from generator.findings import Finding, Fix, finding
from generator.model import Document, Edition, Procedure, Quantity, Version
from generator.units import scale

_MONTHS = {"月": 1, "季度": 3, "年": 12}


def check(scope: Scope) -> Iterator[Finding]:
    """`wrong-order-in-time` and `review-overdue`."""
    for edition in scope.editions:
        yield from _own_dates(edition.document)
        yield from _parent(edition, scope.procedure)
        yield from _versions(edition, scope.procedure)
        yield from _review(edition.document, scope.today)


def _wrong(document: Document, key: str, zh: str, en: str, fix: object = None) -> Finding:
    place = document.places.get(key, document.place)
    instead = None if fix is None else Fix(str(fix), place)
    return finding("wrong-order-in-time", place, zh=zh, en=en, fix=instead, document=document.name)


def _own_dates(document: Document) -> Iterator[Finding]:
    if document.issued and document.issued > document.effective:
        yield _wrong(
            document,
            "effective",
            f"实施日期 {document.effective} 早于发布日期 {document.issued}。",
            f"It is in force from {document.effective}, before it is issued on {document.issued}.",
        )
    for key, end, zh in (("expires", document.expires, "失效"), ("withdrawn", document.withdrawn, "废止")):
        if end and end <= document.effective:
            yield _wrong(
                document,
                key,
                f"{zh}日期 {end} 不晚于实施日期 {document.effective}，这个版本一天也不会有效。",
                f"`{key}` {end} is not after `effective` {document.effective}: this version would never be in force.",
            )


def _parent(edition: Edition, procedure: Procedure) -> Iterator[Finding]:
    document = edition.document
    if not (above := procedure.above(edition)):
        return
    parent = above[0].document
    if document.effective < parent.effective:
        yield _wrong(
            document,
            "effective",
            f"本文件自 {document.effective} 起实施，而上位文件 {parent.id} {parent.version} 版 {parent.effective} 才实施。",
            f"It is in force from {document.effective}, but {parent.id} {parent.version}, which it implements, only from "
            f"{parent.effective}.",
            parent.effective,
        )
    end = parent.ends
    if end and document.effective >= end:
        yield _wrong(
            document,
            "effective",
            f"本文件自 {document.effective} 起实施，而上位文件 {parent.id} {parent.version} 版到 {end} 已不再有效。",
            f"It is in force from {document.effective}, when {parent.id} {parent.version}, which it implements, has ended "
            f"({end}).",
        )


def _versions(edition: Edition, procedure: Procedure) -> Iterator[Finding]:
    document = edition.document
    if edition.release:
        return
    released = [each.document for each in procedure.versions(document.id) if each.release]
    if not released or any(each.version == document.version for each in released):
        return
    last = max(released, key=lambda each: each.version)
    following = (Version(last.version.major, last.version.minor + 1), Version(last.version.major + 1, 0))
    if document.version not in following:
        yield _wrong(
            document,
            "version",
            f"上一个发布的版本是 {last.version}，下一个只能是 {following[0]} 或 {following[1]}，不能是 {document.version}。",
            f"The last release is {last.version}; the next can be {following[0]} or {following[1]}, not {document.version}.",
            following[0],
        )
    if document.effective < last.effective:
        yield _wrong(
            document,
            "effective",
            f"{document.version} 版自 {document.effective} 起实施，早于上一版 {last.version} 的 {last.effective}。",
            f"Version {document.version} is in force from {document.effective}, before version {last.version} "
            f"({last.effective}).",
        )


def after(start: date, span: Quantity) -> date:
    """The day when a span has passed, at most the last of the calendar; months by the calendar, working days as days."""
    if span.unit.name in _MONTHS:
        months = ceil(span.amount * _MONTHS[span.unit.name])
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        if year > date.max.year:
            return date.max
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    days = ceil(span.amount * (scale(span.unit.name) or 86_400) / Fraction(86_400))
    return start + timedelta(days=min(days, (date.max - start).days))


def _review(document: Document, today: date) -> Iterator[Finding]:
    end = document.ends
    if document.review_every is None or (end and end <= today):
        return
    start = document.issued or document.effective
    due = after(start, document.review_every)
    if due < today:
        yield finding(
            "review-overdue",
            document.places.get("review_every", document.place),
            zh=f"按每 {document.review_every.written} 复审一次，应在 {due} 前复审，已过期。复审后请发布新版本（内容不变也可以），"
            "写明 issued。",
            en=f"With a review every {document.review_every.written} it was due by {due}. After the review release a new "
            "version with its `issued` date, even if nothing changes.",
            document=document.name,
        )

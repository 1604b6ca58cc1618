"""Documents whose parent has a newer release, with the clauses to look at again (section Versions)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.checks.scope import Scope
from generator.document import citations
from generator.findings import Finding, Fix, Severity, Words, finding
from generator.history.following import Concern, Steps, concerns
from generator.model import Document, Edition


def check(scope: Scope) -> Iterator[Finding]:
    """`outdated-parent`."""
    steps = Steps(scope.procedure)
    for edition in scope.editions:
        yield from _outdated(edition, steps, scope.today)


def _outdated(edition: Edition, steps: Steps, today: date) -> Iterator[Finding]:
    document, link = edition.document, edition.document.implements
    above = steps.procedure.above(edition)
    if link is None or not above or (document.ends and document.ends <= today):
        return
    newer = [e for e in steps.procedure.versions(link.document) if e.release and e.document.version > link.version]
    if not newer:
        return
    new = newer[-1].document
    found = list(concerns(edition, newer[-1], steps))
    if not found and not edition.whole:
        return  # a rule that could not be read may be concerned
    in_force = [each for each in newer if each.document.effective <= today]
    if not found:
        severity = Severity.NOTE
        todo = Words(
            "与本文件有关的条款没有变化；下次修订时把 implements 改过来即可。",
            "Nothing that concerns this document changed; raise implements with the next version.",
        )
    else:
        due = bool(in_force) and (in_force[-1] is newer[-1] or any(concerns(edition, in_force[-1], steps)))
        severity = Severity.ERROR if due else Severity.WARNING
        listed = [_said(each, document, parent=new.id) for each in found]
        todo = Words(
            "请重新核对下列条款，然后提高 implements 和 version：" + "".join(f"\n- {line.zh}" for line in listed),
            "Look at these clauses again, then raise implements and version:" + "".join(f"\n- {w.en}" for w in listed),
        )
    yield finding(
        "outdated-parent",
        link.place,
        severity=severity,
        zh=f"上位文件 {link.document} 已发布 {new.version} 版（{new.effective} 起实施），本文件仍依据 {link.version} 版。{todo.zh}",
        en=f"{link.document} {new.version} is released (in force from {new.effective}); this still implements "
        f"{link.version}. {todo.en}",
        fix=Fix(f"{link.document}@{new.version}", link.place),
        document=document.name,
        about=link.document,
    )


def _said(concern: Concern, document: Document, *, parent: str) -> Words:
    """`三（一）2（hotline-day）：上位文件三（二）1（hotline-response）有改动`."""
    own = _labelled(concern.own, document)
    change = concern.change
    title = "" if concern.step.new.document.id == parent else f"《{concern.step.new.document.title}》"
    if change is None:
        return Words(
            f"{'、'.join(own)}：术语“{concern.term}”的定义有变",
            f"{', '.join(own)}: the term {concern.term} is defined anew",
        )
    (clause,) = _labelled((change.id,), (concern.step.new if change.new else concern.step.old).document)
    renamed = change.old.id if change.old and change.new and change.old.id != change.new.id else None
    what = {
        "new": Words("为新增", "is new"),
        "changed": Words("有改动", "changed"),
        "gone": Words("已删去", "is gone"),
    }[change.kind]
    before = Words(f"，原名 {renamed}", f", formerly {renamed}") if renamed else Words("", "")
    terms = (
        Words(f"（术语 {'、'.join(change.terms)} 的定义有变）", f" (defined anew: {', '.join(change.terms)})")
        if change.terms
        else Words("", "")
    )
    if not own:
        return Words(
            f"上位文件{title}{clause}{what.zh}，要求本部门落实；本文件还没有落实它的条款",
            f"{title}{clause} above {what.en} and asks this department to implement it; no clause here does yet",
        )
    return Words(
        f"{'、'.join(own)}：上位文件{title}{clause}{what.zh}{before.zh}{terms.zh}",
        f"{', '.join(own)}: {title}{clause} above {what.en}{before.en}{terms.en}",
    )


def _labelled(ids: Iterable[str], document: Document) -> Sequence[str]:
    labels: Mapping[str, str] = citations(document)
    return [f"{labels[id]}（{id}）" for id in ids]

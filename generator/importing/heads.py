"""The head of a document from its front: number, version, dates, departments; what is missing becomes a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.importing.content import WordFile
from generator.importing.cover import DEPARTMENT, KINDS, Front
from generator.importing.draft import Draft, DraftSignOff, Question
from generator.importing.fields import day, pairs, squeezed, version
from generator.importing.ids import Ids, english
from generator.importing.ledger import Ledger
from generator.importing.lines import clean
from generator.importing.records import current
from generator.reading.quantities import Unreadable, quantity
from generator.units import DIMENSIONS, Dimension

_SEPARATORS = re.compile(r"[、，,；;]\s*")
_BRACKETED = re.compile(r"[《〈][^》〉]{0,200}[》〉](?:（[^）]{0,100}）|\([^)]{0,100}\))?")
_MODEL_TITLE = re.compile(rf"(?:管理)?(?:{KINDS})(?:（[^（）]*）)?$")
_OWNER = re.compile(r"^.{2,20}?(?:有限公司|股份公司|公司|集团|银行|医院|大学|学院)(?=.{2})")
_INTERPRETED = re.compile(
    r"由([\u3400-\u9fff]{2,12}?(?:部|部门|办公室|中心|处|科|室|委员会))(?:负责|进行)?(?:解释|归口)"
)
_EFFECTIVE = re.compile(r"自(.{6,16}?)起?(?:施行|实施|执行|生效)")


@dataclass(slots=True)
class Departments:
    """The organisation's departments: id -> title. Those that the file names besides get ids of their own."""

    known: Mapping[str, str]
    proposed: dict[str, str] = field(default_factory=dict)

    def id(self, name: str) -> str | None:
        """A department's id by its title, a title inside it, or a new one; None for no name."""
        name = clean(squeezed(name))
        if not name:
            return None
        for id, title in (*self.known.items(), *self.proposed.items()):
            if name in (title, id):
                return id
        for id, title in (*self.known.items(), *self.proposed.items()):
            if len(title) >= 3 and name.startswith(title):
                return id
        if len(name) > 30:
            return None
        taken = {*self.known, *self.proposed}
        made = Ids(taken).free(english(name), f"department-{len(self.proposed) + 1}")
        self.proposed[made] = name
        return made


def fill_head(
    draft: Draft, front: Front, word: WordFile, departments: Departments, ledger: Ledger, today: date
) -> None:
    """Fills the draft's head. `draft.id` and `draft.department` stay where they are given already."""
    said = dict(front.said)
    for line in word.margins:
        for key, _, value in pairs(line):
            said.setdefault(key, value)
    draft.title = clean(front.title or word.title).strip()[:900]
    if not draft.title:
        draft.title = word.package.name.rsplit(".", 1)[0]
        _ask(
            draft,
            "title",
            f"没有找到标题，暂用文件名“{draft.title}”。",
            f"No title was found; '{draft.title}' stands in.",
        )
    draft.number = clean(said.get("number", "")).strip()[:100]
    if not draft.number:
        draft.number = "待填写"
        _ask(draft, "number", "没有找到文件编号。", "No document number was found.")
    _version(draft, front, said)
    _dates(draft, said, word, today)
    draft.classification = (
        "" if said.get("classification", "—") in ("—", "-", "/", "无") else clean(said["classification"])[:900]
    )
    draft.repeals = [clean(each)[:900] for each in _listed(said.get("repeals", ""))]
    _departments(draft, front, said, word, departments)
    _revisions(draft, front, ledger)
    if written := clean(said.get("review_every", "")).strip():
        draft.review_every = written if _is_period(written) else ""
        if not draft.review_every:
            ledger.beside("not-kept", written)
    if not draft.id:
        subject = _OWNER.sub("", _MODEL_TITLE.sub("", draft.title))
        draft.id = english(subject) or english(draft.title) or "imported-procedure"


def _is_period(text: str) -> bool:
    """Whether the format takes it as a length of time."""
    try:
        made = quantity(text)
    except Unreadable:
        return False
    return not made.unit.per and DIMENSIONS[made.unit.name] is Dimension.DURATION and made.amount > 0


def _ask(draft: Draft, about: str, zh: str, en: str) -> None:
    draft.questions.append(Question(about, zh, en))


def _version(draft: Draft, front: Front, said: Mapping[str, str]) -> None:
    written = said.get("version", "") or (front.revisions[-1].version if front.revisions else "")
    found = version(written) if written else None
    if found is None:
        _ask(draft, "version", "没有找到版本号，暂写 1.0。", "No version was found; 1.0 stands in.")
        return
    draft.version, exact = found
    major, minor = (int(part) for part in draft.version.split("."))
    draft.version = f"{min(major, 9999)}.{min(minor, 9999)}"
    if not exact:
        draft.guesses["version"] = f"原文：{clean(written)[:60]}"


def _dates(draft: Draft, said: Mapping[str, str], word: WordFile, today: date) -> None:
    draft.issued = day(said.get("issued", ""))
    draft.effective = day(said.get("effective", ""))
    draft.expires = day(said.get("expires", ""))
    if draft.effective is None:
        for each in word.paragraphs():
            if (match := _EFFECTIVE.search(each.text)) and (found := day(match[1])):
                draft.effective = found
                draft.guesses["effective"] = f"取自正文：{clean(match[0])}"
                break
    if draft.effective is None and draft.issued is not None:
        draft.effective = draft.issued
        draft.guesses["effective"] = "原文没有实施日期，暂用发布日期"
        _ask(
            draft,
            "effective",
            "没有找到实施日期，暂用发布日期。",
            "No effective date was found; the date of issue stands in.",
        )
    elif draft.effective is None:
        draft.effective = today
        draft.guesses["effective"] = "原文没有日期，暂用导入日期"
        _ask(draft, "effective", "没有找到实施日期，暂用今天。", "No effective date was found; today stands in.")
    if draft.expires is not None and draft.expires < draft.effective:
        draft.expires = None


def _listed(text: str) -> list[str]:
    """《甲》（1）、《乙》 as two."""
    found = [match[0] for match in _BRACKETED.finditer(text)]
    rest = _BRACKETED.sub("", text).strip("、，,；; ")
    return [*found, *(part for part in _SEPARATORS.split(rest) if part)] if text else []


def _departments(draft: Draft, front: Front, said: Mapping[str, str], word: WordFile, departments: Departments) -> None:
    written = said.get("department", "")
    if not written and (found := next(filter(None, (_INTERPRETED.search(e.text) for e in word.paragraphs())), None)):
        written = found[1]
        draft.guesses["department"] = f"取自正文：{clean(found[0])}"
    named = departments.id(written)
    if not draft.department:
        draft.department = named or (next(iter(departments.known)) if len(departments.known) == 1 else "")
    for approval in front.approvals:
        person = clean(approval.person).strip()
        unit = approval.department or (person if _is_department(person, departments) else "")
        own = departments.id(unit) if unit else None
        person = "" if person == unit else person
        draft.sign_off.append(DraftSignOff(clean(approval.role)[:900], own or "", person[:900]))
    if not draft.department:
        first = next((line.department for line in draft.sign_off if line.department), "")
        draft.department = first or next(iter((*departments.known, *departments.proposed)), "")
        if not draft.department:
            departments.proposed["head-office"] = "归口部门"
            draft.department = "head-office"
        _ask(
            draft,
            "department",
            f"没有找到归口部门，暂写 {draft.department}。",
            f"No owning department was found; {draft.department} stands in.",
        )
    for line in draft.sign_off:
        line.department = line.department or draft.department
    for part in _SEPARATORS.split(said.get("distribution", "")):
        id = departments.id(part)
        if id and id not in draft.distribution:
            draft.distribution.append(id)


def _signs(name: str, front: Front) -> bool:
    return any(squeezed(name) in (squeezed(each.person), squeezed(each.department)) for each in front.approvals)


def _is_department(name: str, departments: Departments) -> bool:
    """Whether a name is that of a department, where a person's may stand."""
    return DEPARTMENT.fullmatch(name) is not None or name in departments.known.values()


def _revisions(draft: Draft, front: Front, ledger: Ledger) -> None:
    """What is new in this version; what was new in others is history, which releases keep."""
    if not front.revisions:
        return
    now = current(front.revisions, draft.version)
    for each in front.revisions:
        if each is not now:
            ledger.rows[each.row] = "earlier-revision"
            ledger.beside("earlier-revision", str(each))
    if now is not None and draft.issued is None and (found := day(now.date)):
        draft.issued = found
        draft.guesses["issued"] = "取自修订记录"
    if now is not None and now.approved and not _signs(now.approved, front):
        ledger.beside("not-kept", f"修订记录的批准人：{now.approved}")
    if now is not None and now.clauses not in ("", "全文"):
        ledger.beside("generated", f"修订涉及的条款：{now.clauses}")
    if now is not None and now.summary:
        draft.summary, draft.by = clean(now.summary)[:900], clean(now.by)[:900]

"""A finding: what is wrong, where, why, and what to write instead; and the table of all codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from generator.model import Place, Waiver

Language = Literal["zh", "en"]


class Severity(StrEnum):
    """How bad a finding is; errors fail a check, warnings do so under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Words(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


def counted(number: int, what: str) -> str:
    """`1 document`, `2 documents`: how many of a thing, in English."""
    return f"{number} {what}{'' if number == 1 else 's'}"


SEVERITY_WORDS: Mapping[Severity, Words] = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.NOTE: Words("提示", "note"),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """One member of a contradiction's minimal set. `document` is PROCEDURE/ID; `citation` its number for people, 三（二）1."""

    document: str
    clause: str
    place: Place
    citation: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A concrete case: term -> value in words (a `several` term's value is a list)."""

    situation: Mapping[str, str | tuple[str, ...]]
    conduct: Mapping[str, str | tuple[str, ...]]


class Fix(NamedTuple):
    """What to write instead. Messages show `new`, `policy fix` writes it, so that the two cannot disagree.

    It replaces what begins at `place`: a value or a key as it is read, or the source itself. With `old` only that gives
    way: these characters of the source, this word of a key, this name between the double braces of a text, this item of
    what a list or mapping holds. What stands nowhere yet is left to the owner, who knows the sentence that it goes into.
    """

    new: str
    place: Place
    old: str | None = None
    of: Literal["value", "key", "source", "nowhere"] = "value"


class Finding(NamedTuple):
    """One thing to look at. `place` is where the owner has to look first.

    `document` is PROCEDURE/ID, `clause` an id. `conflict` is the
    minimal set of a contradiction. `waiver` is the approved deviation that made a note of it. `about` names by ids what the
    message calls by titles and numbers, which change with other clauses: that a finding is the same as before is told by it.
    """

    code: str
    message: Words
    place: Place
    severity: Severity
    fix: Fix | None = None
    document: str | None = None
    clause: str | None = None
    conflict: tuple[Clash, ...] = ()
    witness: Witness | None = None
    waiver: Waiver | None = None
    about: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are listed by file, line, column, code."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message.en)


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its usual severity and a title of a few words."""

    name: str
    severity: Severity
    title: Words


def _table(*rows: tuple[str, Severity, str, str]) -> Mapping[str, Code]:
    return {name: Code(name, severity, Words(zh, en)) for name, severity, zh, en in rows}


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: Mapping[str, Code] = _table(
    ("self-conflict", _E, "文件自相矛盾", "a document contradicts itself"),
    ("conflict", _E, "与上位文件不能同时遵守", "cannot be followed together with the document above"),
    ("looser", _E, "比上位文件宽松", "looser than the document above"),
    ("permits-forbidden", _E, "允许了上位文件禁止的做法", "permits what the document above forbids"),
    ("forbids-permitted", _E, "禁止了上位文件明确允许的做法", "forbids what a fixed clause above permits"),
    ("fixed-changed", _E, "改动了不得变更的条款", "changes a fixed clause"),
    ("out-of-range", _E, "超出上位文件给定的范围", "outside the range that the document above gives"),
    ("peer-conflict", _E, "部门之间互相矛盾", "departments contradict each other"),
    ("undecided", _E, "无法判定", "could not be decided"),
    ("departs-from-should", _W, "偏离了上位文件的建议", "departs from a recommendation above"),
    ("never-applies", _W, "规则永远不会适用", "a rule that never applies"),
    ("redundant", _N, "上位文件已有同样要求", "already follows from the document above"),
    ("invalid-yaml", _E, "文件不是合格的 YAML", "not valid YAML"),
    ("invalid-document", _E, "内容不符合格式", "does not fit the format"),
    ("duplicate-id", _E, "编号重复", "an id used twice"),
    ("unknown-reference", _E, "引用的对象不存在", "names something that does not exist"),
    ("wrong-unit", _E, "单位与术语不符", "a unit that cannot measure the term"),
    ("incomparable-units", _E, "单位之间没有确定的换算", "units without a certain conversion"),
    ("circular-implements", _E, "文件互相作为上位文件", "documents that implement each other"),
    ("missing-document", _E, "缺少部门实施细则", "a department without implementation rules"),
    ("not-implemented", _E, "上位条款未落实", "a clause that nobody implements"),
    ("not-made-concrete", _W, "含糊要求未具体化", "a vague duty left vague"),
    ("outdated-parent", _W, "上位文件已有新版本", "the document above has a newer version"),
    ("wrong-order-in-time", _E, "时间或版本顺序不对", "dates or versions out of order"),
    ("review-overdue", _W, "超过复审期限", "review is overdue"),
    ("changed-after-release", _E, "已发布的版本被改动", "a released version was changed"),
    ("waiver-expired", _E, "豁免已到期", "a waiver has ended"),
    ("waiver-unused", _W, "豁免没有用处", "a waiver that excuses nothing"),
    ("loose-number", _W, "数字没有对应的规则", "a figure without a rule"),
    ("unsaid-figure", _W, "规则的数字没有写出来", "a rule's figure is not printed"),
    ("wording", _W, "用词与规则的力度不符", "wording of another strength than the rule"),
)


def finding(
    code: str,
    place: Place,
    *,
    zh: str,
    en: str,
    severity: Severity | None = None,
    fix: Fix | None = None,
    document: str | None = None,
    clause: str | None = None,
    conflict: tuple[Clash, ...] = (),
    witness: Witness | None = None,
    about: str = "",
) -> Finding:
    """A finding of a known code, of the code's usual severity unless another is given."""
    weight = severity or CODES[code].severity
    return Finding(code, Words(zh, en), place, weight, fix, document, clause, conflict, witness, about=about)

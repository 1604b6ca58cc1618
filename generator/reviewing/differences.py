"""Two versions of a document: what its head, its terms and its clauses say differently, and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.document.annexes import Change
from generator.document.change_table import change_table
from generator.document.comparison import Comparison, compare
from generator.document.compose import compose
from generator.document.unprinted import unprinted
from generator.findings import Words
from generator.history.changes import ClauseChange, edition_changes
from generator.history.implementing import Uppers
from generator.history.meaning import Direction, Meaning, meaning, together
from generator.history.renaming import ids_between, through
from generator.model import Document, Edition, Policy, Procedure, Vocabulary
from generator.phrases import term_words
from generator.reasoning.joint import differs


class Stand(NamedTuple):
    """A version of a document in the policy that it is read with."""

    edition: Edition
    procedure: Procedure
    policy: Policy


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A key of the document's head, called as people call it, with what it said and says; empty is not said."""

    key: str
    name: Words
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term that is new, gone or defined otherwise; `counts` where rules can mean something else by it."""

    name: str
    old: str | None
    new: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """A line of the comparison: a clause, or (without `clause` and `meaning`) a heading, an introduction, a list, a form."""

    change: Change
    clause: ClauseChange | None = None
    meaning: Meaning | None = None

    @property
    def kind(self) -> Literal["new", "gone", "changed"]:
        """Whether it is new, gone or changed."""
        if self.clause:
            return self.clause.kind
        return "new" if "新增" in self.change.kinds else "gone" if "删除" in self.change.kinds else "changed"


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """What two versions of a document say differently; of a document that is new or gone there is one version only.

    `meaning` is that of all changed clauses together, where there are several.
    """

    old: Stand | None
    new: Stand | None
    head: tuple[HeadChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    clauses: tuple[ClauseDifference, ...] = ()
    meaning: Meaning | None = None

    @property
    def document(self) -> Document:
        """The document as the newer version has it."""
        stand = self.new or self.old
        assert stand is not None
        return stand.edition.document

    @property
    def says_otherwise(self) -> bool:
        """Whether anything differs that a reader of the document sees or a rule means."""
        return bool(self.old is None or self.new is None or self.head or self.terms or self.clauses)


def difference(old: Stand, new: Stand) -> DocumentDifference:
    """What two versions of a document say differently."""
    uppers = Uppers.of(old.edition, old.procedure, new.edition, new.procedure)
    changes = tuple(edition_changes(old.edition, new.edition, _earlier(old, new), uppers))
    unsaid = unprinted(changes, old.edition, new.edition, new.policy)
    rows = change_table(side_by_side(old, new), unsaid, _reasons(old, new)).changes
    means = {id(change): meaning(change, old.edition, new.edition) for change in changes}
    by_id = {change.id: change for change in changes}
    clauses = []
    for row in rows:
        change = by_id.get(row.id)
        clauses.append(ClauseDifference(row, change, means[id(change)] if change else None))
    telling = [change for change in changes if means[id(change)].direction is not Direction.EDITORIAL]
    return DocumentDifference(
        old,
        new,
        tuple(_head(old, new)),
        tuple(_terms(_own_terms(old.edition), _own_terms(new.edition))),
        tuple(clauses),
        together(telling, old.edition, new.edition) if len(telling) > 1 else None,
    )


def side_by_side(old: Stand, new: Stand) -> Comparison:
    """Both versions as they print, block by block."""
    return compare(compose(*old), compose(*new), _earlier(old, new))


def renamings(old: Stand, new: Stand) -> Mapping[str, str]:
    """The new id of each clause that both have, by its old one."""
    return {before: now for now, before in _earlier(old, new).items()}


def _earlier(old: Stand, new: Stand) -> Mapping[str, str]:
    """The old id of each clause that both have, by its new one."""
    after = new.edition.document
    return ids_between(old.edition.document, after, new.procedure.versions(after.id))


def _reasons(old: Stand, new: Stand) -> Mapping[str, str]:
    """What `changes` gives as reasons, unless the old version gave them, too."""
    before, after = old.edition.document.changes, new.edition.document.changes
    found: dict[str, str] = {}
    versions = new.procedure.versions(new.edition.document.id)
    for document in through(old.edition.document, new.edition.document, versions)[1:]:
        found |= document.changes.clauses if document.changes else {}
    return {} if before == after else found


def _own_terms(edition: Edition) -> Vocabulary:
    """The terms that a document brings: a procedure with its terms.yaml, others their own."""
    return edition.document.terms if edition.document.implements else edition.vocabulary


def _terms(old: Vocabulary, new: Vocabulary) -> Iterator[TermChange]:
    for name, term in new.items():
        before = old.get(name)
        if before is None:
            yield TermChange(name, None, term_words(term), counts=False)
        elif (was := term_words(before)) != (now := term_words(term)) or differs(before, term):
            yield TermChange(name, was, now, counts=differs(before, term))
    for name, term in old.items():
        if name not in new:
            yield TermChange(name, term_words(term), None, counts=False)


def _head(old: Stand, new: Stand) -> Iterator[HeadChange]:
    before, after = (dict(_said(stand)) for stand in (old, new))
    for key, name in HEAD.items():
        if before[key] != after[key]:
            yield HeadChange(key, name, before[key], after[key])


HEAD: Mapping[str, Words] = {
    "title": Words("标题", "title"),
    "number": Words("文件编号", "number"),
    "version": Words("版本", "version"),
    "implements": Words("依据", "implements"),
    "issued": Words("发布日期", "issued"),
    "effective": Words("实施日期", "in force from"),
    "expires": Words("失效日期", "expires"),
    "withdrawn": Words("废止日期", "withdrawn"),
    "review_every": Words("复审周期", "review every"),
    "classification": Words("密级", "classification"),
    "department": Words("归口部门", "department"),
    "layout": Words("版式", "layout"),
    "numbering": Words("编号方式", "numbering"),
    "sign_off": Words("签署", "sign-off"),
    "distribution": Words("发放范围", "distribution"),
    "repeals": Words("废止的文件", "repeals"),
    "departments": Words("须有实施细则的部门", "departments that must have rules"),
    "finder": Words("查找", "finder"),
    "not_applicable": Words("不适用的上位条款", "clauses above that do not apply"),
}
"""What is compared of a document's head. Related documents and forms are printed, and compared as the text is."""


def _said(stand: Stand) -> Iterator[tuple[str, str]]:
    document, policy = stand.edition.document, stand.policy
    link = document.implements
    plain = {key: getattr(document, key) for key in ("title", "number", "version", "issued", "effective", "expires")}
    plain |= {key: getattr(document, key) for key in ("withdrawn", "classification", "layout", "numbering")}
    yield from ((key, "" if value is None else str(value)) for key, value in plain.items())
    yield "implements", f"{link.document}@{link.version}" if link else ""
    yield "review_every", document.review_every.written if document.review_every else ""
    yield "department", policy.department_title(document.department)
    signing = (f"{s.role} {policy.department_title(s.department)}{s.person or ''}" for s in document.sign_off)
    yield "sign_off", "、".join(signing)
    yield "distribution", "、".join(map(policy.department_title, document.distribution))
    yield "repeals", "、".join(document.repeals)
    wanted = document.departments
    yield "departments", "全部" if wanted == "all" else "、".join(map(policy.department_title, wanted))
    finder = document.finder
    yield "finder", f"{'、'.join(finder.ask)} → {finder.answer}" if finder else ""
    yield "not_applicable", "；".join(f"{excuse.clause}（{excuse.because}）" for excuse in document.not_applicable)

"""与上位规程对照表: a document beside each one above it, clause by clause; how its rules stand is decided by `reasoning`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from generator.document.annexes import Counterpart, ParentTable, Passage, Relation
from generator.document.blocks import Anchor, CrossReference, Paragraph, Run
from generator.document.numbering import citations
from generator.document.resolve import Resolver
from generator.model import (
    Clause,
    Edition,
    Latitude,
    NotApplicable,
    Procedure,
    Waiver,
    atoms,
    implements,
    terms_of,
)
from generator.phrases import atom_words, chinese_date
from generator.reasoning import Member, Memory, relation

LABELS: Mapping[Relation, str] = {
    "tighter": "更严",
    "same": "相同",
    "added": "补充",
    "looser": "放宽",
    "waived": "豁免",
    "excused": "豁免",
    "carried": "落实",
}
_STRONGEST: tuple[Relation, ...] = ("looser", "tighter", "same", "added")


def parent_tables(edition: Edition, procedure: Procedure, memory: Memory | None = None) -> Iterator[ParentTable]:
    """A table for each document above, nearest first. One `memory` for many documents answers a question once."""
    above = procedure.above(edition)
    memory = memory or Memory()
    own = _Side(edition, above, memory.members(edition, above=False))
    uppers = [_Side(upper, above[place:][1:], memory.members(upper, above=True)) for place, upper in enumerate(above)]
    tables = [
        _Beside(
            own,
            upper,
            tuple(e for e in above if e.key != upper.edition.key),
            tuple(member for side in uppers for member in side.all_members),
            procedure.waivers,
            memory,
        )
        for upper in uppers
    ]
    known = {clause.id for table in tables for clause in table.spoken}
    for table in tables:
        supplements = own.supplements(known) if table is tables[-1] else ()
        document = table.upper.edition.document
        title = f"《{document.title}》（{document.number}，V{document.version}）"
        reference = CrossReference(title, Anchor(document.procedure, document.id, document.version, None))
        yield ParentTable(reference, table.counterparts, supplements, tuple(table.silent()))
    memory.keep_above()


@dataclass(frozen=True)
class _Side:
    """One of two documents that are put side by side."""

    edition: Edition
    above: tuple[Edition, ...]
    all_members: Sequence[Member]

    @cached_property
    def citations(self) -> Mapping[str, str]:
        return citations(self.edition.document)

    @cached_property
    def clauses(self) -> Sequence[Clause]:
        return tuple(self.edition.document.all_clauses())

    @cached_property
    def members(self) -> Mapping[str, Sequence[Member]]:
        """The rules of each clause, without those of its sub-clauses."""
        rules = groupby(self.all_members, key=lambda member: member.rule.clause)
        return {id: tuple(group) for id, group in rules}

    @cached_property
    def stated(self) -> Mapping[str, frozenset[str]]:
        """The terms of conduct that each clause's own rules speak of."""
        return {id: frozenset[str]().union(*map(_stated, group)) for id, group in self.members.items()}

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.edition, self.above)

    def rules(self, clause: Clause) -> Sequence[Member]:
        """The rules of a clause and of those below it."""
        return [member for part in clause.walk() for member in self.members.get(part.id, ())]

    def reference(self, id: str) -> CrossReference:
        document = self.edition.document
        return CrossReference(self.citations[id], Anchor(document.procedure, document.id, document.version, id))

    def passage(self, clause: Clause) -> Passage:
        """A clause as it prints; of its table the rows that carry rules, else all."""
        lines = list(self.resolver.paragraphs(clause.text, clause.rules))
        if clause.table:
            ruling = [row for row in clause.table.rows if row.rule]
            for row in ruling or clause.table.rows:
                cells = [self.resolver.paragraphs(cell, (row.rule,) if row.rule else ()) for cell in row.cells]
                lines.append(_joined(cells))
        return Passage(self.reference(clause.id), clause.title, tuple(lines))

    def supplements(self, known: set[str]) -> tuple[Counterpart, ...]:
        """The clauses with rules of which no document above says anything."""
        found = (clause for clause in self.clauses if clause.id not in known and clause.id in self.members)
        return tuple(Counterpart(None, self.passage(clause), "added", LABELS["added"]) for clause in found)


def _joined(cells: Sequence[Sequence[Paragraph]]) -> Paragraph:
    parts: list[Paragraph] = [
        part for number, cell in enumerate(cells) for part in (*([_BAR] if number else ()), *cell)
    ]
    return tuple(inline for part in parts for inline in part)


_BAR: Paragraph = (Run("｜"),)


@dataclass(frozen=True)
class _Beside:
    """A document (`own`) beside one above it (`upper`); `others` are the other documents above, `asked` the rules of all."""

    own: _Side
    upper: _Side
    others: tuple[Edition, ...]
    asked: Sequence[Member]
    waivers: Sequence[Waiver]
    memory: Memory

    @cached_property
    def implemented(self) -> Mapping[str, Sequence[Clause]]:
        """By the clause above, those that say they implement it."""
        others = tuple(edition.document for edition in self.others)
        found: dict[str, list[Clause]] = {}
        for clause in self.own.clauses:
            for id in implements(clause, self.upper.edition.document, others):
                found.setdefault(id, []).append(clause)
        return found

    @cached_property
    def pairs(self) -> Sequence[tuple[Clause, Clause, Relation]]:
        """The clauses above with those here that speak of the same, in the order of the ones above."""
        return [
            (upper, clause, stands)
            for upper in self.upper.clauses
            for clause in self.own.clauses
            if (stands := self._relation(upper, clause)) is not None
        ]

    def _relation(self, upper: Clause, clause: Clause) -> Relation | None:
        """How a clause stands to one above; None where it has nothing to do with it."""
        named = clause in self.implemented.get(upper.id, ())
        if self._waiver(upper, clause) is not None:
            return "waived"
        asked = self.upper.stated.get(upper.id, frozenset())
        if not named and asked.isdisjoint(self.own.stated.get(clause.id, ())):
            return None
        theirs = self.upper.members.get(upper.id, ())
        mine = self.own.rules(clause) if named else self.own.members.get(clause.id, ())
        if named and not mine:
            return "carried"
        vocabulary = self.own.edition.vocabulary
        found = {
            relation(member, theirs, self.asked, vocabulary, self.memory) if _stated(member) & asked else "added"
            for member in mine
        }
        return next((each for each in _STRONGEST if each in found and (named or each != "added")), None)

    def _waiver(self, upper: Clause, clause: Clause) -> Waiver | None:
        """The waiver that frees a clause from one above, unless it ended before this version began."""
        here, there = self.own.edition.document, self.upper.edition.document
        pair = ((here.id, clause.id), (there.id, upper.id))
        return next((w for w in self.waivers if (w.clause, w.origin) == pair and w.until >= here.effective), None)

    @cached_property
    def spoken(self) -> Sequence[Clause]:
        """The clauses here that stand in the table, with those below the ones that are named."""
        return [part for _, clause, _ in self.pairs for part in clause.walk()]

    @cached_property
    def counterparts(self) -> tuple[Counterpart, ...]:
        """The lines of the table, in the order of the document above."""
        found = {id: [pair for pair in self.pairs if pair[0].id == id] for id in {upper.id for upper, *_ in self.pairs}}
        excused = self._excused()
        return tuple(
            line
            for upper in self.upper.clauses
            for line in (
                *(self._line(*pair) for pair in found.get(upper.id, ())),
                *(self._excuse(upper, excuse) for excuse in excused.get(upper.id, ())),
            )
        )

    def _line(self, upper: Clause, clause: Clause, stands: Relation) -> Counterpart:
        passages = self.upper.passage(upper), self.own.passage(clause)
        return Counterpart(*passages, stands, LABELS[stands], tuple(self._remarks(upper, clause, stands)))

    def _remarks(self, upper: Clause, clause: Clause, stands: Relation) -> Iterator[str]:
        if (waiver := self._waiver(upper, clause)) is not None:
            yield waiver.because
            yield f"{waiver.approved_by}于{chinese_date(waiver.approved_on)}批准，有效期至{chinese_date(waiver.until)}。"
        elif stands == "looser" and upper.latitude is Latitude.RANGE:
            yield f"上位条款允许在范围内另定：{'、'.join(map(atom_words, upper.range))}。"
        elif stands == "looser" and upper.latitude is Latitude.FREE:
            yield "上位条款允许另行规定。"
        if upper.latitude is Latitude.FIXED:
            yield "上位条款不得变更。"
        yield from dict.fromkeys(member.rule.because for member in self.own.rules(clause) if member.rule.because)

    def _excused(self) -> Mapping[str, Sequence[NotApplicable]]:
        found: dict[str, list[NotApplicable]] = {}
        for each in self.own.edition.document.not_applicable:
            others = (edition.document for edition in self.others)
            if each.clause.document == self.upper.edition.document.id or (
                each.clause.document is None and not any(other.clause(each.clause.clause) for other in others)
            ):
                found.setdefault(each.clause.clause, []).append(each)
        return found

    def _excuse(self, upper: Clause, excuse: NotApplicable) -> Counterpart:
        remarks = (f"免于另订条款：{excuse.because}", "上位条款仍然适用。")
        return Counterpart(self.upper.passage(upper), None, "excused", LABELS["excused"], remarks)

    def silent(self) -> Iterator[tuple[CrossReference, CrossReference]]:
        """The stretches of clauses above that stand in no line; a clause that only leads to those below it is none."""
        said = {line.upper.reference.target.id for line in self.counterparts if line.upper}
        whole = [clause for clause in self.upper.clauses if not clause.clauses or clause.id in self.upper.members]
        for spoken, stretch in groupby(whole, key=lambda clause: clause.id in said):
            if not spoken:
                ids = [clause.id for clause in stretch]
                yield self.upper.reference(ids[0]), self.upper.reference(ids[-1])


def _stated(member: Member) -> frozenset[str]:
    """The terms of conduct that a rule speaks of."""
    return frozenset(name for duty in member.rule.duties() for atom in atoms(duty) for name in terms_of(atom))

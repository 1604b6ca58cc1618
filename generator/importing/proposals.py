"""Terms and rules that the text of clauses suggests, and figures of the text replaced by placeholders where they print the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from generator.importing.draft import (
    Draft,
    DraftClause,
    DraftSection,
    Line,
    Question,
    RuleProposal,
    Sure,
    TermProposal,
    Use,
)
from generator.importing.duties import duties, strength_at
from generator.importing.figures import Figure, figures
from generator.importing.lines import put
from generator.importing.naming import is_conditional, measured, name_of, situation
from generator.importing.sentences import after, near, sentence
from generator.importing.tabling import row_rules
from generator.model import Term, TermKind
from generator.units import dimension

MAX_FIGURES = 5_000
"""Figures that are looked into; a document with more of them holds data, not rules."""
_OTHER = "\ufffc"
"""Stands for a link or reference while a line is searched."""


@dataclass(slots=True)
class Proposer:
    """Proposes for one document. `above` is the vocabulary that it may not redefine, `bounded` the quantities that the
    clauses above bound."""

    draft: Draft
    above: Mapping[str, Term] = field(default_factory=dict)
    bounded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _used: dict[str, tuple[str, tuple[str, str] | None]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _count: int = 0
    _taken: frozenset[str] = frozenset()
    _defined: tuple[TermProposal, ...] = ()

    def all(self) -> None:
        """Rules for every clause, terms for the document."""
        self._taken = frozenset(name for term in self.above.values() for name in (term.name, *term.aliases))
        self._defined = tuple(self.draft.terms.values())
        for section in self.draft.all_sections():
            for clause in section.clauses:
                for each in clause.walk():
                    self._clause(each, section)
        self._settle()
        if self._count > MAX_FIGURES:
            zh = f"数字太多，只为前 {MAX_FIGURES:,} 个提议了规则，其余请自行补写。"
            en = f"Rules are proposed for the first {MAX_FIGURES:,} figures only; there are more."
            self.draft.questions.append(Question("rules", zh, en))

    def _clause(self, clause: DraftClause, section: DraftSection) -> None:
        topic = clause.title or section.title
        for line in clause.lines:
            self._line(line, clause, topic)
        self._once(clause)
        if clause.table is not None:
            row_rules(clause, self)

    def _once(self, clause: DraftClause) -> None:
        """One rule for each thing that a clause says; a term with two bounds prints as it is written."""
        clause.rules = list({(r.strength, r.term, r.value, r.when, r.sure): r for r in clause.rules}.values())
        bounds: dict[str, list[RuleProposal]] = {}
        for rule in clause.rules:
            if rule.sure != "low":
                bounds.setdefault(rule.term, []).append(rule)
        for term, those in bounds.items():
            for rule in those[1:]:
                if any(rule.when == other.when for other in those[: those.index(rule)]):
                    place = clause.rules.index(rule)
                    clause.rules[place] = replace(rule, sure="low", why=(*rule.why, "same-name"))
            if len(those) > 1:
                for line in clause.lines:
                    line[:] = [part.text if isinstance(part, Use) and part.term == term else part for part in line]

    def _line(self, line: Line, clause: DraftClause, topic: str) -> None:
        text = "".join(part if isinstance(part, str) else _OTHER * len(part.text) for part in line)
        room = max(0, MAX_FIGURES - self._count)
        seen = list(islice(figures(text), room + 1))
        self._count += len(seen)
        found = [(each, rule) for each in seen[:room] if (rule := self._figure(each, text, topic, clause))]
        for figure, rule in reversed(found):
            if rule.sure != "low":
                put(line, text, figure.start, figure.end, rule.term, figure.words)
        clause.rules += [rule for _, rule in found]
        for duty in duties(text):
            if rule := self._duty(duty.strength, duty.name, duty.words, duty.sure, duty.why, text, duty.start):
                clause.rules.append(rule)

    def _figure(self, figure: Figure, text: str, topic: str, clause: DraftClause) -> RuleProposal | None:
        before, behind = near(text, figure.start), after(text, figure.end)
        known = self._known(before, figure.unit)
        sure: Sure
        if known is not None:
            name, sure, why = known, "high", "known" if known in self.above else "defined-here"
        elif (linked := self._linked(clause, figure.unit)) is not None:
            name, sure, why = linked, "medium", "linked"
        else:
            name, sure, why = measured(before, behind, topic, figure.unit, figure.kind, figure.why)
        reasons = [figure.why, why]
        sure = _least(figure.sure, sure)
        when, conditional = self._situation(text, figure.start)
        if conditional and when is None:
            sure, reasons = "low", [*reasons, "condition"]
        elif when is not None:
            sure, reasons = _least(sure, "medium"), [*reasons, "situation"]
        strength = strength_at(text, figure)
        if strength == "may":
            sure, reasons = "low", [*reasons, "may"]
        if not figure.digits:
            reasons.append("chinese-figure")
        words = text[figure.start : figure.end].strip()
        value = figure.value.removeprefix("= ")
        rule = RuleProposal(strength, name, value, words, sure, tuple(reasons), when)
        return self._with_term(rule, figure, topic) if name and sure != "low" else rule

    def _with_term(self, rule: RuleProposal, figure: Figure, topic: str) -> RuleProposal:
        """The rule with a term of its own, or with the one that others speak of, too."""
        if rule.term in self.above:
            return rule
        name = rule.term
        before = self._used.get(name)
        term = self.draft.terms.get(name)
        clash = before is not None and before[1] == rule.when and before[0] != rule.value
        other_kind = term is not None and (term.given or term.choices or (term.unit and term.unit != figure.unit))
        if clash or other_kind or self.is_taken(name):
            name = self._apart(name, name_of(topic))
            rule = replace(rule, term=name, sure=_least(rule.sure, "medium"), why=(*rule.why, "same-name"))
        self._used[name] = (rule.value, rule.when)
        self.add_quantity(name, figure.unit, figure.whole)
        return rule

    def _apart(self, name: str, stem: str) -> str:
        """A name that nothing else has: with what its clause is about, else with a number."""
        base = f"{stem}{name}" if stem and stem not in name else name
        made, number = base, self._numbers.get(base, 2)
        while made in self._used or made in self.draft.terms or self.is_taken(made):
            made, number = f"{base}{number}", number + 1
        self._numbers[base] = number
        return made

    def add_quantity(self, name: str, unit: str, whole: bool) -> None:
        """A term for a quantity; a defined one gets its unit."""
        term = self.draft.terms.setdefault(name, TermProposal(name))
        counted = unit.partition("/")[0] in ("次", "人", "条", "份", "字")
        term.whole = whole and counted and (term.whole or not term.unit)
        term.unit = unit
        term.percent = unit == "%"

    def is_taken(self, name: str) -> bool:
        """Whether the vocabulary above calls something by this name."""
        return name in self._taken

    def _known(self, before: str, unit: str) -> str | None:
        """A quantity of the vocabulary above, or a defined one, that the sentence names: the longest, the nearest."""
        said = sentence(before, len(before))
        found: list[tuple[int, int, str]] = []
        for term in self.above.values():
            if term.kind is TermKind.QUANTITY and term.unit and _same_dimension(str(term.unit), unit):
                found += [(said.rfind(n), len(n), term.name) for n in (term.name, *term.aliases) if n in said]
        for own in self._defined:
            if not own.given and not own.choices and own.unit in ("", unit):
                found += [(said.rfind(n), len(n), own.name) for n in (own.name, *own.aliases) if n in said]
        return max(found)[2] if found else None

    def _linked(self, clause: DraftClause, unit: str) -> str | None:
        """The only quantity of this dimension that the clause above bounds, which this clause seems to implement."""
        if not clause.links or clause.links[0].sure == "low":
            return None
        names = self.bounded.get(clause.links[0].target, ())
        terms = [self.above[name] for name in names if name in self.above]
        alike = [term.name for term in terms if term.unit and _same_dimension(str(term.unit), unit)]
        return alike[0] if len(alike) == 1 else None

    def _situation(self, text: str, at: int) -> tuple[tuple[str, str] | None, bool]:
        """The situation of a sentence as (term, value), and whether it speaks of a case only."""
        said = sentence(text, at)
        for term in self.above.values():
            if term.given and term.kind is TermKind.CHOICE:
                names = [c.name for c in term.choices if c.name in said]
                if names:
                    return (term.name, names[0] if len(names) == 1 else f"[{', '.join(names)}]"), False
        if not is_conditional(text, at):
            return None, False
        name = situation(text, at)
        if not name or self.is_taken(name) or ((own := self.draft.terms.get(name)) and not own.given):
            return None, True
        self.draft.terms.setdefault(name, TermProposal(name, given=True, why="situation"))
        return (name, "是"), True

    def _duty(
        self, strength: str, name: str, words: str, sure: Sure, why: str, text: str, at: int
    ) -> RuleProposal | None:
        reasons: tuple[str, ...] = (why,)
        if why == "unit":
            return RuleProposal(strength, "", words, words, sure, reasons)
        for term in self.above.values():
            if term.kind is TermKind.YES_NO and not term.given and any(n in words for n in (term.name, *term.aliases)):
                when, conditional = self._situation(text, at)
                if conditional and when is None:
                    return RuleProposal(strength, term.name, "是", words, "low", ("known", "condition"))
                return RuleProposal(strength, term.name, "是", words, "medium", ("known",), when)
        for own in self._defined:
            if not own.unit and not own.choices and any(len(n) >= 4 and n in words for n in (own.name, *own.aliases)):
                name, sure, reasons = own.name, "medium", ("defined-here",)
        if not name:
            return None
        when = None
        if sure != "low":
            when, conditional = self._situation(text, at)
            if conditional and when is None:
                sure, reasons = "low", (why, "condition")
            same = self.draft.terms.get(name)
            if self.is_taken(name) or (same is not None and (same.unit or same.given or same.choices)):
                sure, reasons = "low", (why, "no-term")
        if sure != "low":
            self.draft.terms.setdefault(name, TermProposal(name))
        return RuleProposal(strength, name, "是", words, sure, reasons, when)

    def _settle(self) -> None:
        """Where clauses say opposite things of one conduct, none is in force until the owner has decided."""
        said: dict[str, set[bool]] = {}
        for clause in self.draft.all_clauses():
            for rule in clause.rules:
                if rule.sure != "low" and rule.value == "是":
                    said.setdefault(rule.term, set()).add(rule.strength.endswith("not"))
        for clause in self.draft.all_clauses():
            for place, rule in enumerate(clause.rules):
                if rule.value == "是" and len(said.get(rule.term, ())) > 1 and rule.sure != "low":
                    clause.rules[place] = replace(rule, sure="low", why=(*rule.why, "opposite"))
        self._drop_unused()

    def _drop_unused(self) -> None:
        used = {rule.term for rule in self._active()} | {rule.when[0] for rule in self._active() if rule.when}
        for name, term in list(self.draft.terms.items()):
            if name not in used and term.why != "defined":
                del self.draft.terms[name]

    def _active(self) -> list[RuleProposal]:
        rules = [rule for clause in self.draft.all_clauses() for rule in clause.rules]
        tables = [clause.table for clause in self.draft.all_clauses() if clause.table]
        rules += [rule for table in tables for row in table.rows for rule in row.rules]
        return [rule for rule in rules if rule.sure != "low"]


def _least(one: Sure, other: Sure) -> Sure:
    order: tuple[Sure, ...] = ("low", "medium", "high")
    return min(one, other, key=order.index)


def _same_dimension(one: str, other: str) -> bool:
    from generator.model import Unit

    def of(name: str) -> Unit:
        unit, _, per = name.partition("/")
        return Unit(unit, per or None)

    return dimension(of(one)) == dimension(of(other))

"""Two vocabularies as one, so that the rules of two versions can be held against each other.

What the new version calls by another name, with the old one among its aliases, is the same term or choice. A term whose
kind, `given`, `whole` or dimension changed is another term, with no value in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Condition,
    Not,
    Quantity,
    Rule,
    Term,
    TermChoice,
    TermKind,
    Vocabulary,
    YesNo,
    atoms,
    terms_of,
)
from generator.units import dimension


def spoken(rules: Iterable[Rule]) -> frozenset[str]:
    """The terms that rules speak of."""
    return frozenset().union(*(_terms((rule.when, rule.unless, *rule.duties())) for rule in rules))


def stated(rules: Iterable[Rule]) -> frozenset[str]:
    """The terms that rules speak of as conduct: not only in a `when` or an `unless`."""
    return frozenset().union(*(_terms(rule.duties()) for rule in rules))


def _terms(conditions: Iterable[Condition | None]) -> frozenset[str]:
    return frozenset(name for condition in conditions for atom in atoms(condition) for name in terms_of(atom))


def differs(old: Term, new: Term) -> bool:
    """Whether two definitions have other values or another meaning for rules; what only people read is left out."""
    return _meant(old) != _meant(new)


def _meant(term: Term) -> tuple[object, ...]:
    names = frozenset(choice.name for choice in term.choices)
    limits = term.range and replace(term.range, terms=())
    return (term.kind, term.given, term.unit, term.whole, limits, names, term.shared)


def another(old: Term, new: Term) -> bool:
    """Whether a term of one name is another thing in the new version."""
    if (old.kind, old.given, old.whole) != (new.kind, new.given, new.whole):
        return True
    if old.unit is None or new.unit is None:
        return False
    return dimension(old.unit) != dimension(new.unit) or (old.whole and old.unit != new.unit)


def renamed_terms(old: Vocabulary, new: Vocabulary) -> Mapping[str, str]:
    """The new name of each term that the new version has as an alias only."""
    found = {alias: term.name for term in new.values() for alias in term.aliases if term.name not in old}
    return {name: found[name] for name in old if name not in new and name in found}


def _renamed_choices(old: Term, new: Term) -> Mapping[str, str]:
    before, after = ({choice.name for choice in term.choices} for term in (old, new))
    found = {alias: choice.name for choice in new.choices for alias in choice.aliases if choice.name not in before}
    return {name: found[name] for name in before if name not in after and name in found}


@dataclass(frozen=True, slots=True)
class Joint:
    """The terms of two versions as one vocabulary, in the names of the new one.

    A term has the values of both; `changed` are those whose values differ. Of a situation every value that either version
    knows can happen; of conduct a version allows only what it has a name for (`known`).
    """

    vocabulary: Vocabulary
    changed: frozenset[str]
    others: tuple[str, ...]
    """Terms that are other things in the new version."""
    _old: Vocabulary
    _new: Vocabulary
    _terms: Mapping[str, str]
    _choices: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, old: Vocabulary, new: Vocabulary) -> Joint:
        names = renamed_terms(old, new)
        before = {names.get(name, name): term for name, term in old.items()}
        choices = {name: _renamed_choices(term, new[name]) for name, term in before.items() if name in new}
        before = {name: _in_new_names(name, term, choices.get(name, {})) for name, term in before.items()}
        both = [name for name in new if name in before]
        changed = frozenset(name for name in both if differs(before[name], new[name]))
        others = tuple(name for name in both if another(before[name], new[name]))
        merged = {**before, **new} | {n: _merged(before[n], new[n]) for n in both if n in changed and n not in others}
        return cls(merged, changed, others, before, new, names, choices)

    def in_new_names(self, rule: Rule) -> Rule:
        """A rule of the old version with terms and choices called as in the new one."""
        if not self._terms and not any(self._choices.values()):
            return rule

        def maybe(condition: Condition | None) -> Condition | None:
            return None if condition is None else self._renamed(condition)

        return replace(
            rule,
            when=maybe(rule.when),
            unless=maybe(rule.unless),
            must=maybe(rule.must),
            must_not=tuple(map(self._renamed, rule.must_not)),
            should=maybe(rule.should),
            should_not=tuple(map(self._renamed, rule.should_not)),
            may=maybe(rule.may),
        )

    def _renamed(self, condition: Condition) -> Condition:
        match condition:
            case AllOf(parts) | AnyOf(parts):
                return replace(condition, parts=tuple(map(self._renamed, parts)))
            case Not(part):
                return Not(self._renamed(part))
            case Bound(terms):
                return replace(condition, terms=tuple(self._terms.get(term, term) for term in terms))
            case Choice(term, names):
                term = self._terms.get(term, term)
                renamed = self._choices.get(term, {})
                return replace(condition, term=term, choices=tuple(renamed.get(name, name) for name in names))
            case YesNo(term):
                return replace(condition, term=self._terms.get(term, term))

    def known(self, terms: Iterable[str], *, old: bool) -> Iterator[Condition]:
        """What a version has a name for, of those terms whose values differ; one that it does not have is left open."""
        vocabulary = self._old if old else self._new
        for name in self.vocabulary:
            if name in terms and name in self.changed and (condition := _values(vocabulary[name])) is not None:
                yield condition

    def either(self, name: str) -> Condition:
        """That a term, whose values differ, has one that either version knows."""
        return AnyOf(tuple(c for is_old in (True, False) for c in self.known((name,), old=is_old)))


def _in_new_names(name: str, term: Term, choices: Mapping[str, str]) -> Term:
    limits = term.range and replace(term.range, terms=(name,))
    named = tuple(replace(choice, name=choices.get(choice.name, choice.name)) for choice in term.choices)
    return replace(term, name=name, range=limits, choices=named)


def _merged(old: Term, new: Term) -> Term:
    """A term with the values of both versions; a quantity is without limits, which `known` says."""
    have = {choice.name for choice in new.choices}
    choices: tuple[TermChoice, ...] = (*new.choices, *(choice for choice in old.choices if choice.name not in have))
    endless = Bound((new.name,), None, None, place=new.place) if new.kind is TermKind.QUANTITY else None
    return replace(new, choices=choices, range=endless)


def _values(term: Term) -> Condition | None:
    match term.kind:
        case TermKind.QUANTITY:
            assert term.unit is not None
            return term.range or Bound((term.name,), Quantity(Fraction(0), term.unit, "0"), None, place=term.place)
        case TermKind.CHOICE:
            return Choice(term.name, tuple(choice.name for choice in term.choices), place=term.place)
        case TermKind.SEVERAL:
            return Choice(term.name, tuple(c.name for c in term.choices), Among.ONLY, place=term.place)
        case TermKind.YES_NO:
            return None

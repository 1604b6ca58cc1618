"""What rules demand, and what they state thereby (section Meaning). Shares no code with `generator.reasoning`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from spaces import Chosen, Variable

from generator.model import AllOf, Among, AnyOf, Bound, Choice, Condition, Not, Rule, Term, TermKind, YesNo, atoms


class Reading(Enum):
    """What counts of a rule: its musts; its shoulds as well; or its may alone, as if it were a must."""

    MUSTS = "musts"
    ALL = "all"
    MAY = "may"


def wishes(rule: Rule, reading: Reading) -> list[tuple[Condition, bool]]:
    """(condition, whether it is forbidden) for each thing that a rule demands."""
    if reading is Reading.MAY:
        return [(rule.may, False)] if rule.may is not None else []
    shoulds = reading is Reading.ALL
    wanted = [rule.must, rule.should if shoulds else None]
    forbidden = [*rule.must_not, *(rule.should_not if shoulds else ())]
    return [*((c, False) for c in wanted if c is not None), *((c, True) for c in forbidden)]


def says(condition: Condition, negated: bool, terms: Mapping[str, Term]) -> Iterator[tuple[Variable, str]]:
    """(variable, what is stated of it) once negations are pushed down: from below, from above, or a value."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from says(part, negated, terms)
        case Not(part):
            yield from says(part, not negated, terms)
        case Bound(of, low, high):
            if low and high:
                yield from () if negated else ((tuple(sorted(of)), "low"), (tuple(sorted(of)), "high"))
            else:
                yield tuple(sorted(of)), "low" if bool(low) != negated else "high"
        case Choice(term, choices, among) if terms[term].kind is TermKind.SEVERAL:
            for choice in terms[term].choices:
                # Nothing but these: it is the others that are spoken of.
                if (choice.name in choices) != (among is Among.ONLY):
                    yield Chosen(term, choice.name), "value"
        case Choice(term):
            yield from () if negated else (((term,), "value"),)
        case YesNo(term):
            yield (term,), "value"


def stated(rule: Rule, reading: Reading, terms: Mapping[str, Term]) -> dict[Variable, frozenset[str]]:
    """What a rule states where it applies."""
    found: dict[Variable, frozenset[str]] = {}
    for condition, forbidden in wishes(rule, reading):
        for variable, what in says(condition, forbidden, terms):
            found[variable] = found.get(variable, frozenset()) | {what}
    return found


def spoken(conditions: Iterable[Condition | None], terms: Mapping[str, Term]) -> dict[Variable, None]:
    """The variables of conduct that conditions ask about, each term of a sum by itself."""
    found: dict[Variable, None] = {}
    for atom in (atom for condition in conditions for atom in atoms(condition)):
        if isinstance(atom, Bound):
            found.update(dict.fromkeys((term,) for term in atom.terms if not terms[term].given))
        elif not terms[atom.term].given:
            found.update(dict.fromkeys(variable for variable, _ in says(atom, False, terms)))
    return found


def asked(rules: Iterable[Rule], reading: Reading, terms: Mapping[str, Term]) -> dict[Variable, None]:
    """The variables of conduct that some rules' demands ask about."""
    return spoken((condition for rule in rules for condition, _ in wishes(rule, reading)), terms)


def guards(groups: Iterable[tuple[Iterable[Rule], Reading]], terms: Mapping[str, Term]) -> list[Variable]:
    """The variables of conduct in `when` and `unless` of rules that demand something."""
    said = (c for rules, reading in groups for rule in rules if wishes(rule, reading) for c in (rule.when, rule.unless))
    return list(spoken(said, terms))

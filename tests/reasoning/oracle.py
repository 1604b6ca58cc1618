"""The definitions of section Meaning by brute force, over domains small enough to try everything. Shares no code with
`generator.reasoning`.
"""

from __future__ import annotations

from itertools import product

from generator.model import AllOf, Among, AnyOf, Bound, Choice, Not, YesNo, atoms, terms_of

TERMS = """\
  时段: { given: true, choices: [昼, 夜] }
  急: { given: true, yes_no: true }
  次数: { unit: 次, whole: true, range: 0..3 次 }
  渠道: { choices: [甲, 乙, 丙] }
  留痕: { yes_no: true }
  抄送: { several: true, choices: [子, 丑] }
"""
VALUES = {
    "时段": ["昼", "夜"],
    "急": [True, False],
    "次数": [0, 1, 2, 3],
    "渠道": ["甲", "乙", "丙"],
    "留痕": [True, False],
    "抄送": [frozenset(), frozenset({"子"}), frozenset({"丑"}), frozenset({"子", "丑"})],
}
GIVEN = ("时段", "急")


def spaces(rules):
    """Every situation and every conduct over the terms that some rules speak of."""
    named = {
        t for rule in rules for c in (rule.when, rule.unless, *rule.duties()) for a in atoms(c) for t in terms_of(a)
    }

    def space(terms):
        return [dict(zip(terms, values, strict=True)) for values in product(*(VALUES[term] for term in terms))]

    return space([t for t in VALUES if t in GIVEN and t in named]), space(
        [t for t in VALUES if t not in GIVEN and t in named]
    )


def true(condition, world):
    match condition:
        case AllOf(parts):
            return all(true(part, world) for part in parts)
        case AnyOf(parts):
            return any(true(part, world) for part in parts)
        case Not(part):
            return not true(part, world)
        case Bound(terms, low, high, low_open, high_open):
            total = sum(world[term] for term in terms)
            above = low is None or (total > low.amount if low_open else total >= low.amount)
            return above and (high is None or (total < high.amount if high_open else total <= high.amount))
        case Choice(term, choices, among):
            value = world[term]
            if not isinstance(value, frozenset):
                return value in choices
            return {
                Among.ANY: bool(value & set(choices)),
                Among.ALL: value >= set(choices),
                Among.ONLY: value <= set(choices),
            }[among]
        case YesNo(term, yes):
            return world[term] is yes


def applies(rule, world):
    return (rule.when is None or true(rule.when, world)) and not (rule.unless is not None and true(rule.unless, world))


def wishes(rule, *, shoulds):
    """(condition, whether it is forbidden) for each thing that a rule demands."""
    yield from ((c, False) for c in (rule.must, rule.should if shoulds else None) if c is not None)
    yield from ((c, True) for c in (*rule.must_not, *(rule.should_not if shoulds else ())))


def follows(rules, world, *, shoulds):
    return all(
        true(condition, world) != forbidden
        for rule in rules
        if applies(rule, world)
        for condition, forbidden in wishes(rule, shoulds=shoulds)
    )


def says(condition, negated):
    """(variable, what is stated of it) once negations are pushed down; a several-valued term is one variable a choice."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from says(part, negated)
        case Not(part):
            yield from says(part, not negated)
        case Bound(terms, low, high):
            if low and high:
                yield from () if negated else ((terms[0], "low"), (terms[0], "high"))
            else:
                yield terms[0], ("low" if bool(low) != negated else "high")
        case Choice("抄送", choices, among):
            for name in ("子", "丑"):
                if (name in choices) != (among is Among.ONLY):
                    yield ("抄送", name), "value"
        case Choice(term):
            yield from () if negated else ((term, "value"),)
        case YesNo(term):
            yield term, "value"


def pull(own, guards, above, s, a, conducts):
    """Every conduct that follows D and agrees with a on what D states."""
    stated = {}
    for rule in own:
        if applies(rule, s | a):
            for condition, forbidden in wishes(rule, shoulds=True):
                for variable, what in says(condition, forbidden):
                    stated.setdefault(variable, set()).add(what)

    def same(other):
        return all(value(a, guard) == value(other, guard) for guard in guards)

    kept = any(follows(above, s | o, shoulds=False) for o in conducts if same(o))
    for other in conducts:
        if kept and not same(other):
            continue
        if follows(own, s | other, shoulds=True) and all(agrees(a, other, v, w) for v, w in stated.items()):
            yield other


def agrees(a, other, variable, what):
    if isinstance(variable, tuple):
        term, choice = variable
        return (choice in a[term]) == (choice in other[term])
    x, y = a[variable], other[variable]
    if what == {"low"}:
        return y <= x
    return y >= x if what == {"high"} else x == y


def value(a, variable):
    return variable[1] in a[variable[0]] if isinstance(variable, tuple) else a[variable]


def guards_of(own, above):
    """The conduct variables that a `when` or `unless` of O(D) or O(M) speaks of."""
    rules = [r for r in own if any(wishes(r, shoulds=True))] + [r for r in above if any(wishes(r, shoulds=False))]
    guards = {}
    for atom in (a for r in rules for c in (r.when, r.unless) for a in atoms(c)):
        if isinstance(atom, Choice) and atom.term == "抄送":
            guards.update(dict.fromkeys(variable for variable, _ in says(atom, False)))
        else:
            guards.update(dict.fromkeys(t for t in terms_of(atom) if t not in GIVEN))
    return list(guards)


def self_conflict(own):
    situations, conducts = spaces(own)
    return any(not any(follows(own, s | a, shoulds=True) for a in conducts) for s in situations)


def conflict(own, above):
    situations, conducts = spaces([*own, *above])
    guards = guards_of(own, above)
    for s in situations:
        if not any(follows(above, s | a, shoulds=False) for a in conducts):
            continue
        groups = {}
        for a in conducts:
            groups.setdefault(tuple(value(a, g) for g in guards), []).append(a)
        for group in (conducts, *groups.values()):
            d = [a for a in group if follows(own, s | a, shoulds=True)]
            m = [a for a in group if follows(above, s | a, shoulds=False)]
            if d and m and not any(a in m for a in d):
                return True
    return False


def looser(own, above):
    situations, conducts = spaces([*own, *above])
    guards = guards_of(own, above)
    return any(
        follows(own, s | a, shoulds=True)
        and not any(follows(above, s | o, shoulds=False) for o in pull(own, guards, above, s, a, conducts))
        for s in situations
        if any(follows(above, s | a, shoulds=False) for a in conducts)
        for a in conducts
    )


def fixed_changed(own, clause):
    """`clause` are the rules of one fixed clause."""
    situations, conducts = spaces([*own, *clause])
    variables = sorted(looked_at(clause), key=str)

    def part(a):
        return tuple(value(a, variable) for variable in variables)

    for s in situations:
        allowed = {part(a) for a in conducts if follows(clause, s | a, shoulds=False)}
        if not allowed:
            continue
        stated = {
            variable
            for a in conducts
            for rule in own
            if applies(rule, s | a)
            for condition, forbidden in wishes(rule, shoulds=True)
            for variable, _ in says(condition, forbidden)
        }
        if stated & set(variables) and allowed != {part(a) for a in conducts if follows(own, s | a, shoulds=True)}:
            return True
    return False


def looked_at(rules):
    """The conduct variables that some rules ask about."""
    found = set()
    for rule in rules:
        for condition, _ in wishes(rule, shoulds=False):
            for atom in atoms(condition):
                if isinstance(atom, Choice) and atom.term == "抄送":
                    found |= {variable for variable, _ in says(atom, False)}
                else:
                    found |= set(terms_of(atom))
    return found


def forbids_permitted(own, above, may):
    """`may` is a rule of a fixed clause."""
    situations, conducts = spaces([*own, *above, may])
    for s in situations:
        granted = [
            a for a in conducts if applies(may, s | a) and true(may.may, s | a) and follows(above, s | a, shoulds=False)
        ]
        if granted and not any(follows(own, s | a, shoulds=True) for a in granted):
            return True
    return False

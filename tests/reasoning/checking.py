"""Is what the engine reports what the definitions say? Each function yields what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from oracle import Upper
from oracle_policy import KINDS, Key, Policy, only
from replaying import matches, shows_it

from generator.model import Rule
from generator.reasoning import Contradiction, Member, Memory, contradictions, never_apply, peer_conflicts, redundant

PARTS = {"self-conflict": ("unfollowable", "forbids its own may")}
"""A document contradicts itself in either of two ways; a set is minimal for one of them."""


def names(members) -> str:
    return " ".join(
        member.rule.clause + ("" if member.rule.index == 0 else f"#{member.rule.index}") for member in members
    )


def check_documents(policy: Policy, codes: Counter[str]) -> Iterator[str]:
    """Each document against itself and those above it, from the top down, as the checks of the product do."""
    named: frozenset[Key] = frozenset()
    memory = Memory()
    for name, edition in policy.editions.items():
        above = policy.made.above(edition)
        over = {upper.document.id for upper in above}
        without = frozenset(key for key in named if key[0] in over)
        found = contradictions(edition, above, without, memory)
        codes.update(code(each) for each in found)
        named |= {m.key for each in found for m in each.members if m.edition.document.id == name}
        upper = policy.above(name, without)
        yield from (f"{name}: {said}" for said in check_rounds(policy, name, upper, found))
        idle = [member for member, _ in redundant(edition, above, without, memory)]
        memory.keep_above()
        yield from (f"{name}: {said}" for said in check_idle(policy, name, upper, idle, codes))


def code(each: Contradiction) -> str:
    """A finding's name; of a departure with a reason, that it has one."""
    own = each.members[0].edition
    explained = each.name == "departs-from-should" and any(m.rule.because for m in each.members if m.edition is own)
    return f"{each.name} (because)" if explained else str(each.name)


def check_rounds(policy: Policy, name: str, above: list[Upper], found: Sequence[Contradiction]) -> Iterator[str]:
    left = policy.rules(name)
    if any(each.name == "undecided" for each in found):
        yield f"undecided: {', '.join(names(each.members) for each in found if each.name == 'undecided')}"
        return
    for each in found:
        # Where a kind holds under each conversion in a way of its own, no one set of it is certain, and the order of the
        # table is asked for among certain findings only.
        for other in KINDS[: KINDS.index(each.kind)] if each.name != "incomparable-units" else ():
            if policy.certain(PARTS.get(other, (other,))[0], left, above):
                yield f"{each.name} ({each.kind}) {names(each.members)} is reported while it still has a {other}"
        own = [m.rule for m in each.members if m.edition.document.id == name]
        over = [m.rule for m in each.members if m.edition.document.id != name]
        said = f"{each.name} ({each.kind}) {names(each.members)}"
        yield from (f"{said}: {fault}" for fault in check_one(policy, each, own, only(above, over)))
        taken = {id(rule) for rule in own}
        left = [rule for rule in left if id(rule) not in taken]
    for kind in KINDS:
        if any(policy.verdicts(kind, left, above)):
            yield f"a {kind} is left among {[(rule.clause, rule.index) for rule in left]}"


def check_one(policy: Policy, each: Contradiction, own: list[Rule], over: list[Upper]) -> Iterator[str]:
    """One finding, alone: is it so, is it minimal, has it the right name, does its witness show it?"""
    uncertain = each.name == "incomparable-units"
    above = [rule for upper in over for rule in upper.rules]

    def holds(kind: str, own: Sequence[Rule], over: Sequence[Upper]) -> bool:
        verdicts = policy.verdicts(kind, own, over)
        return any(verdicts) if uncertain else all(verdicts)

    def spare(kind: str) -> list[str]:
        return [
            f"{one.clause}#{one.index}"
            for one in [*own, *above]
            if holds(kind, [r for r in own if r is not one], only(over, [r for r in above if r is not one]))
        ]

    if not holds(each.kind, own, over):
        yield "not so, alone"
        return
    shown = [part for part in PARTS.get(each.kind, ()) if holds(part, own, over)] or [each.kind]
    if uncertain and all(all(policy.verdicts(part, own, over)) for part in shown):
        yield "certain"
    if all(spare(part) for part in shown):
        yield f"not minimal: {' or '.join(spare(shown[0]))} can go"
    if each.kind in ("conflict", "looser") and not uncertain:
        # What vanishes when ranges give way without a limit is against a range.
        against = not any(policy.verdicts(each.kind, own, over, ranged=False))
        if against != (each.name == "out-of-range"):
            yield f"the name should {'' if against else 'not '}be out-of-range"
    elif each.name not in (each.kind, "incomparable-units"):
        yield "a wrong name"
    if each.witness is None:
        yield "no witness"
    elif not shows_it(policy, each.kind, own, over, each.witness):
        yield f"its witness does not show it: {dict(each.witness.situation)} {dict(each.witness.conduct)}"


def check_idle(
    policy: Policy, name: str, above: list[Upper], idle: Sequence[Member], codes: Counter[str]
) -> Iterator[str]:
    """never-applies, and redundant of rules that could be broken.

    A rule that grants something beside says more than what follows from those above.
    """
    edition = policy.editions[name]
    never = {id(member.rule) for member in never_apply(edition)}
    redundant = {id(member.rule) for member in idle}
    codes["never-applies"] += len(never)
    codes["redundant"] += len(redundant)
    for rule in policy.rules(name):
        said = f"{rule.clause}#{rule.index}"
        expected = all(oracle.never_applies(rule) for oracle in policy.oracles)
        if expected != (id(rule) in never):
            yield f"{said} should {'' if expected else 'not '}be never-applies"
        clause = edition.document.clause(rule.clause)
        if (
            clause is None
            or clause.implements
            or rule.may is not None
            or all(oracle.redundant(rule, []) for oracle in policy.oracles)
        ):
            continue
        follows = all(oracle.redundant(rule, above) for oracle in policy.oracles)
        if follows != (id(rule) in redundant):
            yield f"{said} should {'' if follows else 'not '}be redundant"


def check_peers(policy: Policy, codes: Counter[str]) -> Iterator[str]:
    """Departments that share one conduct."""
    (oracle,) = policy.oracles
    below = [name for name, edition in policy.editions.items() if edition.document.implements]
    found = list(peer_conflicts([(policy.editions[name], policy.made.above(policy.editions[name])) for name in below]))
    codes["peer-conflict"] += len(found)

    def holds(kept: Sequence[Rule]) -> set[int]:
        ids = {id(rule) for rule in kept}
        documents = [
            ([rule for rule in policy.rules(name) if id(rule) in ids], only(policy.above(name), kept)) for name in below
        ]
        return {n for n, _ in oracle.peers(documents)}

    left = [rule for name in policy.editions for rule in policy.rules(name)]
    for each in found:
        said = f"peer-conflict {names(each.members)}"
        if each.situation is None:
            yield f"{said}: undecided"
            return
        rules = [m.rule for m in each.members]
        situations = [oracle.space.situations[n] for n in holds(rules)]
        if not situations:
            yield f"{said}: not so, alone"
        elif not any(matches(oracle, each.situation.situation, situation) for situation in situations):
            yield f"{said}: its situation does not show it: {dict(each.situation.situation)}"
        for one in rules:
            if holds([rule for rule in rules if rule is not one]):
                yield f"{said}: not minimal: {one.clause}#{one.index} can go"
        taken = {id(m.rule) for m in each.members if m.edition.document.implements}
        left = [rule for rule in left if id(rule) not in taken]
    if holds(left):
        yield f"a peer-conflict is left among {[(rule.clause, rule.index) for rule in left]}"

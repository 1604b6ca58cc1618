"""Contradictions between a document and those above it, in words: the engine decides, this tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.checks.idle import idle
from generator.checks.peers import peers
from generator.checks.scope import Scope
from generator.checks.unfollowable import reason
from generator.document import citations
from generator.findings import Clash, Finding, Fix, Severity, finding
from generator.findings import Witness as Shown
from generator.model import Atom, Edition, Place, Policy, Procedure, Rule, atoms, terms_of
from generator.model.documents import Version
from generator.phrases import atom_words, rule_words, said_words, typed, witness_words
from generator.reasoning import Contradiction, Key, Kind, Member, Memory, Value, Witness, contradictions

Named = dict[tuple[str, str, Version], frozenset[Key]]


def check(scope: Scope) -> Iterator[Finding]:
    """Every contradiction of every document that anybody still follows, and the rules in it that say nothing."""
    shared: Named = {}
    memory = Memory()
    for edition in (each for each in scope.editions if not each.document.over(scope.today)):
        above = scope.procedure.above(edition)
        # Documents that implement each other find another order from wherever one begins.
        named = {} if _in_circle(above, scope.procedure) else shared
        for each in _decided(edition, scope.procedure, named, memory):
            yield _finding(each, edition)
        yield from idle(edition, above, named[edition.key], _named_above(above, named), memory)
        memory.keep_above()


def _in_circle(above: Sequence[Edition], procedure: Procedure) -> bool:
    link = above[-1].document.implements if above else None
    return link is not None and procedure.edition(link.document, link.version) is not None


def check_peers(policy: Policy) -> Iterator[Finding]:
    """`peer-conflict`, which is among all documents of a procedure."""
    for procedure in policy.procedures:
        if any(term.shared for edition in procedure.working for term in edition.vocabulary.values()):
            named: Named = {}
            for _ in decided(procedure, named, Memory()):
                pass
            yield from peers(procedure, frozenset[Key]().union(*named.values()))


def decided(
    procedure: Procedure, named: Named, memory: Memory
) -> Iterator[tuple[Edition, tuple[Contradiction, ...], frozenset[Key]]]:
    """Each working document, its contradictions, and the rules above that are left out for it.

    `named` comes to hold the rules of each edition that its own findings name.
    """
    for edition in procedure.working:
        found = _decided(edition, procedure, named, memory)
        yield edition, found, _named_above(procedure.above(edition), named)
        memory.keep_above()


def _decided(edition: Edition, procedure: Procedure, named: Named, memory: Memory) -> tuple[Contradiction, ...]:
    """A document's contradictions; rules above that findings of their own name are left out."""
    above = procedure.above(edition)
    # Documents that implement each other meet themselves again above.
    named[edition.key] = frozenset()
    for upper in above:
        if upper.key not in named:
            named[upper.key] = _own_rules(_decided(upper, procedure, named, memory), upper)
    found = contradictions(edition, above, _named_above(above, named), memory)
    named[edition.key] = _own_rules(found, edition)
    return found


def _named_above(above: Sequence[Edition], named: Named) -> frozenset[Key]:
    return frozenset[Key]().union(*(named[upper.key] for upper in above))


def _own_rules(found: tuple[Contradiction, ...], edition: Edition) -> frozenset[Key]:
    return frozenset(m.key for each in found for m in each.members if m.edition.key == edition.key)


def _finding(each: Contradiction, edition: Edition) -> Finding:
    clashes = tuple(_clash(member, each.witness) for member in each.members)
    # The owner looks first where the change is that would mend it.
    first = next(
        (c for m, c in zip(each.members, clashes, strict=True) if each.fix and m is each.fix.member), clashes[0]
    )
    said = _witness(each.witness) if each.witness else None
    zh, en = _words(each, edition)
    return finding(
        each.name,
        each.fix.old.place if each.fix else first.place,
        zh=zh,
        en=en,
        severity=_severity(each, edition),
        fix=Fix(typed(each.fix.new), each.fix.old.place) if each.fix else None,
        document=first.document,
        clause=first.clause,
        conflict=clashes,
        witness=said,
    )


def _severity(each: Contradiction, edition: Edition) -> Severity | None:
    """The usual one; what departs from a recommendation for a reason is only listed."""
    own = (member.rule for member in each.members if member.edition.key == edition.key)
    explained = each.name == "departs-from-should" and any(rule.because for rule in own)
    return Severity.NOTE if explained else None


def _clash(member: Member, witness: Witness | None) -> Clash:
    document = member.edition.document
    place = _atom_place(member.rule, witness) or member.rule.place
    return Clash(document.name, member.rule.clause, place, citations(document)[member.rule.clause])


def _atom_place(rule: Rule, witness: Witness | None) -> Place | None:
    """Where the rule speaks of what the witness does."""
    said: list[Atom] = [atom for duty in rule.duties() for atom in atoms(duty)]
    chosen = [atom for atom in said if witness and set(terms_of(atom)) & witness.conduct.keys()]
    return next((atom.place for atom in chosen or said), None)


def _witness(witness: Witness) -> Shown:
    def shown(values: Mapping[str, Value]) -> dict[str, str | tuple[str, ...]]:
        return {term: value if isinstance(value, tuple) else said_words(value) for term, value in values.items()}

    return Shown(shown(witness.situation), shown(witness.conduct))


def _named(members: tuple[Member, ...], *, here: bool, edition: Edition, english: bool) -> str:
    shown = []
    for member in members:
        document = member.edition.document
        if (member.edition.key == edition.key) != here:
            continue
        label = citations(document)[member.rule.clause]
        if english:
            shown.append(
                f"{label} ({rule_words(member.rule)})"
                if here
                else f"{document.title} {label} ({rule_words(member.rule)})"
            )
        else:
            shown.append(
                f"{label}（{rule_words(member.rule)}）"
                if here
                else f"《{document.title}》{label}（{rule_words(member.rule)}）"
            )
    return (", " if english else "、").join(shown)


def _words(each: Contradiction, edition: Edition) -> tuple[str, str]:
    own = [_named(each.members, here=True, edition=edition, english=english) for english in (False, True)]
    above = [_named(each.members, here=False, edition=edition, english=english) for english in (False, True)]
    case = witness_words(each.witness.situation, each.witness.conduct) if each.witness else ""
    if each.name == "undecided":
        return (
            f"这条规则与上位文件的关系太复杂，在限定的工作量内判定不了，所以不能算通过：{own[0]}。请拆成几条较简单的规则。",
            f"Whether this agrees with the documents above could not be decided within the bound on work, so it does not pass: "
            f"{own[1]}. Split it into simpler rules.",
        )
    if each.name == "incomparable-units" and each.witness is None:
        return (
            f"这里相加的数量没有确定的换算（一个月有几天、一个工作日有几小时并不固定），加起来是多少没有确定的答案：{own[0]}。"
            "请改用同一种单位。",
            f"What is added here has no certain conversion (a month has no fixed number of days, a working day none of hours), so "
            f"the sum has no certain answer: {own[1]}. Use the same unit.",
        )
    if each.name == "incomparable-units" and each.kind is Kind.SELF_CONFLICT:
        return (
            f"能否遵守取决于单位怎样换算（一个月有几天、一个工作日有几小时并不固定），没有确定的答案：{own[0]}。请改用术语的单位。",
            f"Whether this can be followed depends on how units convert (a month has no fixed number of days, a working day none "
            f"of hours): {own[1]}. Use the term's own unit.",
        )
    if each.name == "incomparable-units":
        return (
            f"能否同时遵守取决于单位怎样换算（一个月有几天、一个工作日有几小时并不固定），没有确定的答案。本文件{own[0]}；{above[0]}。"
            "请改用同一种单位。",
            f"Whether this agrees depends on how units convert (a month has no fixed number of days, a working day none of hours). "
            f"Here {own[1]}; {above[1]}. Use the same unit.",
        )
    if each.name == "out-of-range":
        ranges = "、".join(atom_words(b) for m in each.members if m.edition.key != edition.key for b in m.clause.range)
        return (
            f"{case}：符合本细则，但超出上位文件给定的范围（{ranges}）。本文件{own[0]}；{above[0]}。",
            f"{case}: allowed here, but outside the range that the document above gives ({ranges}). Here {own[1]}; "
            f"above {above[1]}.",
        )
    match each.kind:
        case Kind.SELF_CONFLICT if each.witness and each.witness.conduct:
            return (
                f"{case}：本文件一处允许，另一处禁止。{own[0]}。例外请用 unless 写在那条规则里。",
                f"{case}: this document permits it in one place and forbids it in another. {own[1]}. Write exceptions with unless.",
            )
        case Kind.SELF_CONFLICT if len(each.members) == 1:
            why = reason(each.members[0])
            when = (f"{case}时，", f", {case}") if case else ("", "")
            return (
                f"{when[0]}这条规则永远做不到：{own[0]}。{why.zh}",
                f"This rule can never be followed{when[1]}: {own[1]}. {why.en}",
            )
        case Kind.SELF_CONFLICT:
            where = (f"{case}时", f"in the case {case}") if case else ("任何情况下", "in any case")
            return (
                f"{where[0]}，这些规则不能同时遵守：{own[0]}。请改掉其中一条，或用 when、unless 分开各自适用的情形。",
                f"These rules cannot be followed together, {where[1]}: {own[1]}. Change one, or part them with when or unless.",
            )
        case Kind.CONFLICT:
            return (
                f"{case}：按本细则做，就不可能遵守上位文件。本文件{own[0]}；{above[0]}。",
                f"{case}: who follows this document cannot follow the one above. Here {own[1]}; above {above[1]}.",
            )
        case Kind.LOOSER:
            return (
                f"{case}：符合本细则，违反{above[0]}。",
                f"{case}: allowed by {own[1]} here, but it breaks {above[1]}.",
            )
        case Kind.PERMITS_FORBIDDEN:
            return (
                f"{case}：本细则允许，上位文件禁止。本文件{own[0]}；{above[0]}。",
                f"{case}: permitted here, forbidden above. Here {own[1]}; above {above[1]}.",
            )
        case Kind.FORBIDS_PERMITTED:
            return (
                f"上位文件在不得变更的条款里允许这样做，本文件却全部禁止（例如 {case}）。"
                f"本文件{own[0]}；{above[0]}。请至少留下一种。",
                f"A fixed clause above permits this, and all of it is forbidden here (such as {case}). Here {own[1]}; above "
                f"{above[1]}. Leave at least one way open.",
            )
        case Kind.FIXED_CHANGED:
            return (
                f"上位文件的这一条不得变更，本文件的规定却与它不同：{case} 只在一处允许。"
                f"本文件{own[0]}；{above[0]}。请写成完全相同，或删去本条规则。",
                f"The clause above is fixed, and this differs from it: {case} is allowed on one side only. Here {own[1]}; above "
                f"{above[1]}. Say exactly the same, or remove the rule.",
            )
        case Kind.DEPARTS_FROM_SHOULD:
            return (
                f"{case}：符合本细则，但偏离上位文件的建议。本文件{own[0]}；{above[0]}。"
                "请改成一致，或在规则里用 because 写明理由。",
                f"{case}: allowed here, but it departs from what is recommended above. Here {own[1]}; above {above[1]}. Follow it, "
                "or give the reason in because.",
            )

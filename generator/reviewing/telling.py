"""What a change means, in words for people: lines that every format prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.document.unprinted import LATITUDES
from generator.findings import Words
from generator.history.meaning import Aspect, Direction, Meaning
from generator.model import Clause, Policy
from generator.phrases import atom_words, rule_words, witness_words
from generator.reasoning import Witness
from generator.reviewing.differences import ClauseDifference, DocumentDifference

DIRECTIONS: Mapping[Direction, Words] = {
    Direction.TIGHTER: Words("更严", "tighter"),
    Direction.LOOSER: Words("更宽", "looser"),
    Direction.EQUIVALENT: Words("等效", "equivalent"),
    Direction.INCOMPARABLE: Words("有严有宽", "tighter in one case, looser in another"),
    Direction.EDITORIAL: Words("仅文字", "wording only"),
}
_DOUBTFUL = Words("无法比较", "not comparable")
_NO_RULE = Words("没有规则，请读文字", "no rule: read its words")

KINDS: Mapping[str, str] = {
    "新增": "new",
    "删除": "gone",
    "修改": "changed",
    "移动": "moved",
    "更名": "renamed",
    "调整": "rules changed",
    "说明": "reason given",
}
"""The kinds of a line of the comparison, in English."""


def direction_words(meaning: Meaning, *, alone: bool = False) -> Words:
    """What a change comes to, in a word or two; `alone` where there is a clause on one side only."""
    if meaning.direction is Direction.INCOMPARABLE and any(aspect.doubt for aspect in meaning.aspects):
        return _DOUBTFUL
    if meaning.direction is Direction.EDITORIAL and alone:
        return _NO_RULE
    return DIRECTIONS[meaning.direction]


def kind_words(difference: ClauseDifference) -> Words:
    """`修改`, `移动、修改`."""
    kinds = difference.change.kinds
    return Words("、".join(kinds), ", ".join(KINDS[kind] for kind in kinds))


def verdict(difference: ClauseDifference) -> Words:
    """What became of a clause and what that comes to: `修改 · 更严`."""
    kind = kind_words(difference)
    if difference.meaning is None:
        return kind
    clause = difference.clause
    means = direction_words(difference.meaning, alone=bool(clause and (clause.old is None or clause.new is None)))
    return Words(f"{kind.zh} · {means.zh}", f"{kind.en} · {means.en}")


def reasons(difference: ClauseDifference, policy: Policy) -> Iterator[Words]:
    """Why it comes to that: cases that changed sides, latitude, who must implement it, terms defined anew."""
    if difference.clause is None or difference.meaning is None:
        return
    told: set[tuple[str, str]] = set()
    for aspect in difference.meaning.aspects:
        for line in _aspect(aspect, difference.clause.old, difference.clause.new, policy):
            cases = tuple(_case(w).zh for w in (aspect.lost, aspect.gained) if w)
            # What a must says is advised, too: the same case is told once.
            if aspect.name == "advice" and cases and all(("duties", case) in told for case in cases):
                continue
            yield line
        told.update((aspect.name, _case(w).zh) for w in (aspect.lost, aspect.gained) if w)
    if difference.clause.terms:
        names = difference.clause.terms
        yield Words(f"术语{'、'.join(names)}的定义有变。", f"Defined anew: {', '.join(names)}.")


def _aspect(aspect: Aspect, old: Clause | None, new: Clause | None, policy: Policy) -> Iterator[Words]:
    if aspect.doubt:
        yield _DOUBTS[aspect.doubt](aspect)
    elif aspect.name == "implement":
        before, after = (_asked(clause, policy) for clause in (old, new))
        yield Words(
            f"须落实的部门：{before.zh} → {after.zh}。",
            f"Departments that must implement it: {before.en} → {after.en}.",
        )
    elif aspect.name == "latitude" and old and new and old.latitude is not new.latitude:
        yield Words(
            f"{LATITUDES[old.latitude]} → {LATITUDES[new.latitude]}。",
            f"Latitude for documents below: {old.latitude} → {new.latitude}.",
        )
    else:
        lost, gained = _CASES[aspect.name]
        for witness, words in ((aspect.lost, lost), (aspect.gained, gained)):
            if witness:
                case = _case(witness)
                yield Words(words.zh.format(case.zh), words.en.format(case.en))
        if aspect.name == "latitude" and not aspect.lost and not aspect.gained and old and new:
            before_zh, after_zh = ("、".join(map(atom_words, c.range)) or "无" for c in (old, new))
            yield Words(f"给下级文件的范围：{before_zh} → {after_zh}。", f"The range left: {before_zh} → {after_zh}.")


def _case(witness: Witness) -> Words:
    said = witness_words(witness.situation, witness.conduct)
    return Words(said, said) if said else Words("任何做法", "whatever is done")


_CASES: Mapping[str, tuple[Words, Words]] = {
    "duties": (
        Words("{}：原来可以，现在不行。", "{}: was allowed, no longer is."),
        Words("{}：原来不行，现在可以。", "{}: was not allowed, now is."),
    ),
    "advice": (
        Words("{}：原来合乎建议，现在不合。", "{}: was as recommended, no longer is."),
        Words("{}：原来不合建议，现在合乎。", "{}: was not as recommended, now is."),
    ),
    "permissions": (
        Words("{}：原来明文许可，现在没有了这项许可。", "{}: was expressly permitted, no longer is."),
        Words("{}：现在明文许可。", "{}: is now expressly permitted."),
    ),
    "latitude": (
        Words("下级文件原来可以定为 {}，现在不行。", "Documents below could set {}, and no longer can."),
        Words("下级文件原来不能定为 {}，现在可以。", "Documents below could not set {}, and now can."),
    ),
}


_DOUBTS = {
    "units": lambda aspect: Words(
        "结果取决于单位怎样换算（一个月有几天、一个工作日有几小时并不固定），没有确定的答案。",
        "It depends on how units convert (a month has no fixed number of days, a working day none of hours).",
    ),
    "work": lambda aspect: Words(
        "规则太复杂，在限定的工作量内没有判定。", "It could not be decided within the bound on work."
    ),
    "terms": lambda aspect: Words(
        f"术语{'、'.join(aspect.others)}已是另一个东西（种类、单位或是否为情形不同），新旧规则无法比较。",
        f"{', '.join(aspect.others)} is another thing now (its kind, its unit, or whether it is given): the rules cannot be "
        "compared.",
    ),
}


def _asked(clause: Clause | None, policy: Policy) -> Words:
    if clause is None or not clause.implement:
        return Words("无", "none")
    if clause.implement == "all":
        return Words("全部", "all")
    names = [policy.department_title(id) for id in clause.implement]
    return Words("、".join(names), ", ".join(names))


def rules_said(clause: Clause | None) -> tuple[str, ...]:
    """A clause's rules in words."""
    return tuple(rule_words(rule) for rule in clause.all_rules()) if clause else ()


def rules_differ(difference: ClauseDifference) -> bool:
    """Whether the rules themselves, and not only the words around them, are written otherwise."""
    clause = difference.clause
    return clause is not None and rules_said(clause.old) != rules_said(clause.new)


def versions(difference: DocumentDifference) -> Words:
    """`1.0 → 1.1`, `1.1（发布后改动）`, `新增 1.0`."""
    old, new = (stand and _version(stand.edition.document.version, draft=stand.edition.release is None)
                for stand in (difference.old, difference.new))  # fmt: skip
    if old is None:
        assert new is not None
        return Words(f"新增 {new.zh}", f"new, {new.en}")
    if new is None:
        return Words(f"删去（原 {old.zh}）", f"removed (was {old.en})")
    return old if old == new else Words(f"{old.zh} → {new.zh}", f"{old.en} → {new.en}")


def _version(version: object, *, draft: bool) -> Words:
    return Words(f"{version} 版（草案）" if draft else f"{version} 版", f"{version} (draft)" if draft else f"{version}")


def together_words(difference: DocumentDifference) -> Words | None:
    """What all changes come to, where there are several with a meaning."""
    if difference.meaning is None:
        return None
    words = direction_words(difference.meaning)
    return Words(f"这些改动合起来：{words.zh}", f"All changes together: {words.en}")

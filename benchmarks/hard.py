"""Hard cases for the deciding alone: medians of five, in process, each case without and with a planted contradiction.

    python benchmarks/hard.py > benchmarks/hard.txt

Every case is generated from a fixed seed and read from YAML like any policy; only `contradictions` of the department's
document is timed (all kinds, minimal set, witness and fix). Each has to find what was planted, and nothing where nothing was.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator

from machine import described

from generator.model import Procedure
from generator.reading import read_policy
from generator.reasoning import contradictions

RUNS = 5
Case = tuple[str, list[str], list[str]]
"""Terms, the procedure's rules, the department's."""


def rules_over_one_term(*, loose: bool) -> Case:
    """160 rules above and 160 below on one term, each in a situation of its own over eight given terms."""
    dice = random.Random(1)
    given = [f"情形{n}" for n in range(8)]
    terms = (
        "".join(f"  {name}: {{ given: true, choices: [甲, 乙, 丙, 丁] }}\n" for name in given)
        + "  时限: { unit: 分钟 }\n"
    )

    def rule(least: int, most: int) -> tuple[dict[str, str], int]:
        when = {name: dice.choice("甲乙丙丁") for name in dice.sample(given, 3)}
        return when, dice.randint(least, most)

    above = [rule(60, 120) for _ in range(160)]
    below = []
    for number, (when, _) in enumerate(above):
        narrowed = when | {dice.choice([name for name in given if name not in when]): dice.choice("甲乙丙丁")}
        met = [
            limit for other, limit in above if all(narrowed.get(name, value) == value for name, value in other.items())
        ]
        below.append((narrowed, min(met) + (10 if loose and number == 80 else 0)))

    def written(when: dict[str, str], minutes: int) -> str:
        named = ", ".join(f"{name}: {value}" for name, value in when.items())
        return f"when: {{ {named} }}, must: {{ 时限: 不超过 {minutes} 分钟 }}"

    return terms, [written(*each) for each in above], [written(*each) for each in below]


def sums_over_terms(*, loose: bool) -> Case:
    """12 sums over 20 terms above; below each term has its bound, and three sums theirs."""
    dice = random.Random(2)
    names = [f"环节{n}" for n in range(20)]
    terms = "".join(f"  {name}: {{ unit: 分钟 }}\n" for name in names)
    share = {name: dice.randint(5, 20) for name in names}
    sums = [dice.sample(names, dice.randint(4, 9)) for _ in range(12)]
    above = [f"must: {{ {' + '.join(each)}: 不超过 {sum(share[n] for n in each)} 分钟 }}" for each in sums]
    below = [f"must: {{ {name}: 不超过 {share[name]} 分钟 }}" for name in names]
    if loose:
        below[7] = f"must: {{ {names[7]}: 不超过 {share[names[7]] + 4} 分钟 }}"
    below += [f"must: {{ {' + '.join(each[:4])}: 不超过 {sum(share[n] for n in each[:4])} 分钟 }}" for each in sums[:3]]
    return terms, above, below


def situations_and_choices(*, loose: bool) -> Case:
    """40 situations, in each of which the procedure and the department list some of 40 choices."""
    dice = random.Random(3)
    situations, choices = [f"情形{n}" for n in range(40)], [f"渠道{n}" for n in range(40)]
    terms = f"  情形: {{ given: true, choices: [{', '.join(situations)}] }}\n  渠道: {{ choices: [{', '.join(choices)}] }}\n"
    above, below = [], []
    for number, situation in enumerate(situations):
        allowed = dice.sample(choices, 15)
        chosen = dice.sample(allowed, 5)
        if loose and number == 20:
            chosen.append(next(choice for choice in choices if choice not in allowed))
        above.append(f"when: {{ 情形: {situation} }}, must: {{ 渠道: [{', '.join(allowed)}] }}")
        below.append(f"when: {{ 情形: {situation} }}, must: {{ 渠道: [{', '.join(chosen)}] }}")
    return terms, above, below


def nested(*, loose: bool) -> Case:
    """24 rules on either side with `any`, `all` and `not` nested three deep, over conduct of every sort."""
    dice = random.Random(4)
    terms = (
        "  时段: { given: true, choices: [昼, 夜, 假日] }\n  等级: { given: true, choices: [一, 二, 三, 四] }\n"
        + "".join(
            f"  时限{n}: {{ unit: 分钟 }}\n  渠道{n}: {{ choices: [甲, 乙, 丙, 丁] }}\n  留痕{n}: {{ yes_no: true }}\n"
            for n in range(8)
        )
    )

    def rule(number: int, minutes: int, when: str) -> str:
        n, m = number % 8, (number * 3 + 1) % 8
        return (
            f"when: {{ {when} }}, must: {{ any: [{{ 时限{n}: 不超过 {minutes} 分钟 }}, {{ all: [{{ 渠道{n}: [甲, 乙] }}, "
            f"{{ any: [{{ 留痕{n}: yes }}, {{ not: {{ 时限{m}: 超过 {minutes + 20} 分钟 }} }}] }}] }}] }}"
        )

    above, below = [], []
    for number in range(24):
        minutes = dice.randint(30, 90)
        when = f"时段: {['昼', '夜', '假日'][number % 3]}, 等级: {'一二三四'[number // 8]}"
        above.append(rule(number, minutes, when))
        below.append(rule(number, minutes + 15 if loose and number == 12 else minutes - 5, when))
    return terms, above, below


CASES: dict[str, Callable[..., Case]] = {
    "320 rules over one term": rules_over_one_term,
    "12 sums over 20 terms": sums_over_terms,
    "40 situations x 40 choices": situations_and_choices,
    "any, all, not three deep": nested,
}


def read(terms: str, above: list[str], below: list[str]) -> Procedure:
    """The procedure that a case writes."""

    def document(id: str, head: str, rules: list[str]) -> str:
        clauses = "".join(f"  - {{ id: {id}{n}, text: 条款。, {rule} }}\n" for n, rule in enumerate(rules))
        top = f'id: {id}\ntitle: 文件\nnumber: N-{id}\nversion: "1.0"\neffective: 2026-01-01\ndepartment: d\n{head}'
        return f"{top}sections:\n- id: s\n  title: 节\n  clauses:\n{clauses}"

    files = {
        "policy/organization.yaml": "organization: 集团\ndepartments: { d: { title: 部门 } }\n",
        "policy/m/terms.yaml": f"terms:\n{terms}",
        "policy/m/procedure.yaml": document("m", "", above),
        "policy/m/departments/d.yaml": document("d", "implements: m@1.0\n", below),
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert not reading.findings, reading.findings[0]
    (procedure,) = reading.policy.procedures
    return procedure


def timed(case: Callable[..., Case]) -> Iterator[tuple[float, list[str]]]:
    for loose in (False, True):
        procedure = read(*case(loose=loose))
        edition = next(e for e in procedure.working if e.document.implements)
        above, seconds, found = procedure.above(edition), [], []
        for _ in range(RUNS):
            start = time.perf_counter()
            found = [each.name for each in contradictions(edition, above)]
            seconds.append(time.perf_counter() - start)
        yield statistics.median(seconds), found


def main() -> None:
    print(described())
    print(f"{'':<28} {'nothing wrong':>14} {'one planted':>14}")
    for name, case in CASES.items():
        (fine, nothing), (planted, found) = timed(case)
        assert nothing == [], (name, nothing)
        assert found, name
        print(f"{name:<28} {fine:>12.3f} s {planted:>12.3f} s   {', '.join(found)}", flush=True)


if __name__ == "__main__":
    main()

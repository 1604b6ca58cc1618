"""What must not change what is found, and what must: on random policies, without knowing the right answer."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from plain_policies import ATOMS, TERMS, rule
from policies import department, document_text, procedure

from generator.model import Choice, YesNo
from generator.phrases import typed
from generator.reasoning import Fix, Memory, contradictions

PAIRS = int(os.environ.get("METAMORPHIC_PAIRS", "120"))
"""How many random policies each of these is tried on."""
DONE: Counter[str] = Counter()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _told_how_much(pytestconfig):
    """Says at the end how much was tried, for whoever asks for more with METAMORPHIC_PAIRS."""
    yield
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write("\nmetamorphic: " + ", ".join(f"{count} {what}" for what, count in DONE.items()) + "\n")


def found(upper: list[str], lower: list[str], *, terms: str = TERMS) -> list[tuple[str, frozenset[str]]]:
    """Each finding by its name and its clauses' texts, whatever their ids."""
    made = procedure(upper, lower, terms=terms)
    edition = department(made)
    texts = {f"m-{n}": f"M {text}" for n, text in enumerate(upper, 1)} | {
        f"d-{n}": f"D {t}" for n, t in enumerate(lower, 1)
    }
    return sorted(
        (each.name, frozenset(texts[member.rule.clause] for member in each.members))
        for each in contradictions(edition, made.above(edition))
    )


def told(upper: list[str], lower: list[str], *, terms: str = TERMS):
    """Each finding with its clauses' texts, as a set, and its witness, in the order of the report."""
    made = procedure(upper, lower, terms=terms)
    edition = department(made)
    texts = {f"m-{n}": text for n, text in enumerate(upper, 1)} | {f"d-{n}": text for n, text in enumerate(lower, 1)}
    return [
        (each.name, frozenset((m.edition is edition, texts[m.rule.clause]) for m in each.members), each.witness)
        for each in contradictions(edition, made.above(edition))
    ]


def policies(seed: int):
    dice = random.Random(seed)
    for _ in range(PAIRS // 4):
        upper = [rule(dice, may=True) for _ in range(dice.randint(1, 3))]
        lower = list(dict.fromkeys(rule(dice, may=True) for _ in range(dice.randint(1, 3))))
        yield dice, list(dict.fromkeys(upper)), lower


@pytest.mark.parametrize("seed", range(4))
def test_names_change_nothing(seed):
    for _, upper, lower in policies(seed):
        renamed = {"次数": "件数", "甲": "子丑", "留痕": "存档"}

        def other(text, renamed=renamed):
            return re.sub("|".join(renamed), lambda match: renamed[match[0]], text)

        here = [name for name, _ in found(upper, lower)]
        there = [name for name, _ in found([*map(other, upper)], [*map(other, lower)], terms=other(TERMS))]
        assert here == there, (upper, lower)
    DONE["renamed"] += PAIRS // 4


@pytest.mark.parametrize("seed", range(4))
def test_a_rule_about_something_else_changes_nothing(seed):
    terms = f"{TERMS}  旁及: {{ yes_no: true }}\n  旁量: {{ unit: 秒 }}\n"
    for _, upper, lower in policies(seed):
        before = told(upper, lower, terms=terms)
        aside = ["must: { 旁及: yes }", "when: { 急: yes }, must: { 旁量: 不超过 5 秒 }"]
        assert told([*upper, aside[1]], [*lower, aside[0]], terms=terms) == before, (upper, lower)
    DONE["with unrelated rules"] += PAIRS // 4


@pytest.mark.parametrize("seed", range(4))
def test_a_fix_removes_its_finding_and_brings_no_other(seed):
    fixes = 0
    for _, upper, lower in (each for part in range(6) for each in policies(100 + 6 * seed + part)):
        made = procedure(upper, lower, terms=TERMS)
        edition = department(made)
        before = contradictions(edition, made.above(edition))
        for each in before:
            if each.fix is None:
                continue
            number = int(each.fix.member.rule.clause.removeprefix("d-")) - 1
            changed = written_instead(lower[number], number, each.fix)
            fixes += 1
            after = told(upper, [*lower[:number], changed, *lower[number + 1 :]])
            others = [finding for finding, one in zip(told(upper, lower), before, strict=True) if one is not each]
            # Nothing new; what only showed beside the mended rule may go with it.
            assert [finding for finding in after if finding not in others] == [], (upper, lower, each.fix)
    assert fixes >= 5
    DONE["fixes written"] += fixes


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rules_changes_no_verdict(seed):
    """It may choose between sets that are each minimal, but not the kind that comes first, nor the case that shows a set."""
    same = 0
    for dice, upper, lower in policies(200 + seed):
        before, after = told(upper, lower), told(dice.sample(upper, len(upper)), dice.sample(lower, len(lower)))
        assert [name for name, *_ in before][:1] == [name for name, *_ in after][:1], (upper, lower)
        witnesses = {rules: witness for _, rules, witness in before}
        for _, rules, witness in after:
            assert witnesses.get(rules, witness) == witness, (upper, lower)
        same += {rules for _, rules, _ in before} == {rules for _, rules, _ in after}
    assert same >= PAIRS // 4 * 0.9
    DONE["reordered"] += PAIRS // 4


def test_the_hash_seed_changes_nothing(tmp_path):
    """Nor does the run: sets, witnesses and fixes come out alike wherever they are worked out."""
    upper = [
        "when: { 渠道: 甲 }, must: { 次数: 不超过 1 次, 抄送: 子和丑 }",
        "must: { 渠道: [甲, 乙] }",
        "may: { 渠道: 乙 }, latitude: fixed",
    ]
    lower = [
        "must: { 次数: 不超过 2 次 }",
        "must: { 渠道: [甲, 丙] }",
        "should: { 抄送: 仅限 子 }",
        "must: { 留痕: no }, may: { 留痕: yes }",
    ]
    files = {
        "organization.yaml": "organization: 集团\ndepartments: { d: { title: 部门 } }\n",
        "m/terms.yaml": f"terms:\n{TERMS}",
        "m/procedure.yaml": document_text("m", "", upper),
        "m/departments/d.yaml": document_text("d", "implements: m@1.0\n", lower),
    }
    for name, text in files.items():
        (tmp_path / "policy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policy" / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "--root", tmp_path, "check", "--format", "json", "--no-cache"]
    outputs = {
        subprocess.run(
            command, check=False, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT
        ).stdout
        for seed in ("0", "1", "2")
    }
    (output,) = outputs
    assert {f["code"] for f in json.loads(output)["findings"]} >= {"looser", "self-conflict"}


WRITTEN = sorted({atom.split(": ", 1)[1] for atom in ATOMS}, key=len, reverse=True)


def written_instead(text: str, number: int, fix: Fix) -> str:
    """A rule's text with the new value where the old one stands."""
    at = fix.old.place.column - 1 - len(f"  - {{ id: d-{number + 1}, text: 条款。, ")
    old = next(value for value in WRITTEN if text.startswith(value, at))
    match fix.new:
        case Choice(choices=choices):
            new = f"[{', '.join(choices)}]"
        case YesNo(yes=yes):
            new = "yes" if yes else "no"
        case bound:
            new = typed(bound)
    return text[:at] + new + text[at + len(old) :]


FORBIDS_ONE = re.compile(r"not|(when|unless): .*(次数|渠道).*(must|should)")
STRICTER = [
    ("次数: 不超过 2 次", "次数: 不超过 1 次"),
    ("次数: 不少于 1 次", "次数: 不少于 2 次"),
    ("次数: 1..3 次", "次数: 1..2 次"),
    ("渠道: [甲, 乙]", "渠道: [甲]"),
    ("渠道: [甲, 乙, 丙]", "渠道: [乙, 丙]"),
]


@pytest.mark.parametrize(("wide", "narrow"), STRICTER)
@pytest.mark.parametrize("seed", range(2))
def test_what_a_department_tightens_is_not_looser_for_it(wide, narrow, seed):
    """Moving a stated bound inwards, or taking a choice out of a list, never adds a `looser`.

    Where the procedure forbids single values (`must_not: 2 次`, or a rule for the case of 2 次) it may: what began at 1
    begins at the forbidden 2.
    """
    dice = random.Random(seed)
    for _ in range(PAIRS // 4):
        upper = [text for _ in range(dice.randint(1, 3)) if not FORBIDS_ONE.search(text := rule(dice, may=False))]
        before = [name for name, _ in found(upper, [f"must: {{ {wide} }}"])]
        after = [name for name, _ in found(upper, [f"must: {{ {narrow} }}"])]
        assert not ("looser" in after and "looser" not in before and "conflict" not in before), upper
    DONE["tightened"] += PAIRS // 4


def test_what_is_remembered_from_other_departments_changes_nothing():
    memory = Memory()
    dice = random.Random(1)
    upper = [rule(dice, may=True) for _ in range(4)]
    for _ in range(60):
        made = procedure(upper, [rule(dice, may=True) for _ in range(3)], terms=TERMS)
        edition = department(made)
        above = made.above(edition)
        fresh = contradictions(edition, above)
        assert contradictions(edition, above, memory=memory) == fresh
        assert contradictions(edition, above, memory=memory) == fresh
        memory.keep_above()

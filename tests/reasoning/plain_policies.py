"""Random policies of a plain kind: one vocabulary, whole numbers, no sums; for tests that rewrite the text of rules."""

from __future__ import annotations

TERMS = """\
  时段: { given: true, choices: [昼, 夜] }
  急: { given: true, yes_no: true }
  次数: { unit: 次, whole: true, range: 0..3 次 }
  渠道: { choices: [甲, 乙, 丙] }
  留痕: { yes_no: true }
  抄送: { several: true, choices: [子, 丑] }
"""
ATOMS = [
    "次数: 不超过 1 次", "次数: 不少于 2 次", "次数: 1..2 次", "次数: 2 次", "次数: 超过 0 次", "渠道: 甲", "渠道: [甲, 乙]",
    "渠道: [乙, 丙]", "留痕: yes", "留痕: no", "抄送: 子", "抄送: 子和丑", "抄送: 仅限 子", "抄送: 子或丑",
]  # fmt: skip
GIVENS = ["时段: 昼", "时段: 夜", "急: yes", "急: no"]


def condition(dice, atoms, depth=0):
    shape = dice.random()
    if depth < 2 and shape < 0.12:
        return f"any: [{{{condition(dice, atoms, depth + 1)}}}, {{{condition(dice, atoms, depth + 1)}}}]"
    if depth < 2 and shape < 0.2:
        return f"not: {{{condition(dice, atoms, depth + 1)}}}"
    return dice.choice(atoms)


def rule(dice, *, may):
    parts = []
    if dice.random() < 0.4:
        parts.append(f"when: {{ {condition(dice, GIVENS + (ATOMS if dice.random() < 0.5 else []))} }}")
    if dice.random() < 0.15:
        parts.append(f"unless: {{ {condition(dice, GIVENS + ATOMS)} }}")
    kinds = ["must", "must", "must", "must_not", "should", *(["may"] if may else [])]
    parts.append(f"{dice.choice(kinds)}: {{ {condition(dice, ATOMS)} }}")
    return ", ".join(parts)

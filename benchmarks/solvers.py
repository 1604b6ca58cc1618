"""The engine beside z3 on the same questions: does a document conflict with those above it, or is it looser?

    python benchmarks/solvers.py > benchmarks/solvers.txt

Medians of five. Asked are the departments of a generated company, and a dozen harder documents with `any`, `not` and guards.
Each run is a process of its own; its peak memory is told less that of one that only reads the policy and imports z3. All
have to give the same answers. The engine is asked for all that it reports of a document (every kind, with sets, witnesses
and fixes), the solvers for one yes or no.
"""

from __future__ import annotations

import json
import operator
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import z3
from company import PLANTED_EVERY, write_company
from machine import described

from generator.model import Edition, Procedure
from generator.project import Project
from generator.proving import formulas as f
from generator.proving import kinds
from generator.proving.obligations import Aspect, Obligation
from generator.proving.spaces import A
from generator.reasoning import Kind, Memory, contradictions

RUNS = 5
KINDS = (Kind.CONFLICT, Kind.LOOSER)
Answers = list[bool]

TERMS = """\
terms:
  事项: { given: true, choices: [重大, 一般, 日常] }
  时段: { given: true, choices: [工作时间, 夜间] }
  渠道: { choices: [邮件, 会议, 电话, 即时通讯] }
  抄送: { several: true, choices: [上级, 同事, 外部] }
  留痕: { yes_no: true }
  响应: { unit: 分钟 }
  回访: { unit: 分钟 }
  次数: { unit: 次/周, whole: true, range: 0..100 次/周 }
"""
ABOVE = [
    "when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }",
    "when: { 渠道: 邮件, 事项: 重大 }, must: { 抄送: 上级和同事 }",
    "unless: { 留痕: yes }, must_not: { 渠道: [电话, 会议] }",
    "must: { any: [{ 响应: 不超过 10 分钟 }, { 回访: 不超过 30 分钟, 次数: 不少于 3 次/周 }] }",
    "when: { any: [{ 抄送: 外部 }, { 次数: 超过 9 次/周 }] }, must: { not: { 渠道: 即时通讯 } }",
    "when: { 时段: 夜间, 留痕: no }, must: { 回访: 10..60 分钟 }",
]
HARDER = [
    ["must: { 响应: 不超过 5 分钟 }"],
    ["when: { 渠道: 即时通讯 }, must: { 响应: 不少于 3 分钟 }"],
    ["must: { any: [{ 渠道: 邮件 }, { 抄送: 外部 }] }", "when: { 抄送: 外部 }, must: { 渠道: 即时通讯 }"],
    ["must: { 次数: 不少于 10 次/周 }", "must: { 渠道: 即时通讯 }"],
    ["must: { any: [{ 响应: 不超过 9 分钟 }, { 回访: 不超过 29 分钟, 次数: 4..6 次/周 }] }"],
    ["must: { any: [{ 响应: 不超过 9 分钟 }, { 回访: 不超过 31 分钟 }] }"],
    ["must: { 留痕: no }", "when: { 事项: 日常 }, must: { 渠道: [电话, 邮件] }"],
    ["must: { not: { any: [{ 渠道: 邮件 }, { 渠道: 即时通讯 }] } }"],
    ["when: { 时段: 夜间 }, must: { 回访: 不超过 5 分钟, 留痕: yes }", "must: { 响应: 不超过 1 分钟 }"],
    ["when: { 渠道: 邮件 }, must: { 抄送: 仅限 上级、外部 }"],
    ["unless: { 次数: 不超过 9 次/周 }, must: { 渠道: [即时通讯, 会议] }", "must: { 次数: 8..12 次/周 }"],
    ["when: { any: [{ 渠道: 电话 }, { 抄送: 同事 }] }, must: { 留痕: no }"],
]


def main() -> None:
    if len(sys.argv) > 1:
        json.dump(measured(sys.argv[1], [Path(folder) for folder in sys.argv[2:]]), sys.stdout)
        return
    print(f"z3 {z3.get_version_string()}, {described()}")
    with tempfile.TemporaryDirectory() as parent:
        company, harder = Path(parent, "company"), Path(parent, "harder")
        write_company(company, rules=60, departments=PLANTED_EVERY, own_rules=20)
        _write_harder(harder)
        for title, folder in (
            ("3 departments of 20 rules each, below 60", company),
            (f"{len(HARDER)} harder documents, each below {len(ABOVE)} rules", harder),
        ):
            _compare(title, folder)


def _compare(title: str, folder: Path) -> None:
    nothing = min(_process("reading", folder)["memory"] for _ in range(RUNS))
    print(f"\n{title}\n{'':<24}{'median':>14}{'peak memory':>14}{'to the engine':>16}")
    engine, expected = 0.0, None
    for name in ASK:
        runs = [_process(name, folder) for _ in range(RUNS)]
        seconds = statistics.median(run["seconds"] for run in runs)
        engine = engine or seconds
        for run in runs:
            expected = expected or run["answers"]
            assert run["answers"] == expected, (name, title, run["answers"], expected)
        memory = max(0, max(run["memory"] for run in runs) - nothing)
        print(f"{name:<24}{seconds * 1000:>11.1f} ms{memory:>11.1f} MB{seconds / engine:>14.3g} x")
    assert expected is not None
    assert True in expected, title
    assert False in expected, title
    print(f"{len(expected)} documents, {sum(expected)} of them with a contradiction; all say the same")


def _process(name: str, folder: Path) -> dict:
    command = [sys.executable, __file__, name, str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def measured(name: str, folders: list[Path]) -> dict:
    """Seconds for the answers alone (the policy is read, modules are imported), the answers, and the peak memory in MB."""
    (folder,) = folders
    (procedure,) = Project(folder).load().policy.procedures
    below = _asked(procedure)
    answers: Answers = []
    seconds = 0.0
    if name != "reading":
        start = time.perf_counter()
        answers = ASK[name](procedure, below)
        seconds = time.perf_counter() - start
    # On Linux in kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "answers": answers, "memory": peak}


def _asked(procedure: Procedure) -> list[Edition]:
    """The documents below; of a large company only the first with a planted contradiction, and its neighbours."""
    below = [edition for edition in procedure.working if edition.document.implements]
    first = PLANTED_EVERY // 2
    return below[first - 1 : first + 2] if len(below) > first else below


def by_engine(procedure: Procedure, below: list[Edition]) -> Answers:
    memory = Memory()
    answers = []
    for edition in below:
        found = contradictions(edition, procedure.above(edition), memory=memory)
        memory.keep_above()
        assert not any(each.name == "undecided" or each.kind is Kind.SELF_CONFLICT for each in found), edition.key
        answers.append(any(each.kind in KINDS for each in found))
    return answers


def _questions(procedure: Procedure, below: list[Edition]) -> Iterator[list[Obligation]]:
    """For each document: does it conflict, or is it looser? Asked block by block, since one formula of all takes z3 seconds."""
    for edition in below:
        document = edition.document
        own, above = kinds.placed(edition, procedure.above(edition), frozenset())
        yield [
            Obligation(
                document.procedure, document.id, kind, Aspect.PRESENT, asked.space, asked.formula, sat=True, place=document.place
            )
            for kind, asked in kinds.absent(own, above, edition.vocabulary)
            if kind in KINDS
        ]  # fmt: skip


def _yes(solver: z3.Solver) -> bool:
    answer = solver.check()
    assert answer != z3.unknown, solver.reason_unknown()
    return answer == z3.sat


def by_text_fresh(procedure: Procedure, below: list[Edition]) -> Answers:
    def answer(question: Obligation) -> bool:
        solver = z3.SimpleSolver()
        solver.from_string(question.script())
        return _yes(solver)

    return [any(map(answer, asked)) for asked in _questions(procedure, below)]


def by_text_incremental(procedure: Procedure, below: list[Edition]) -> Answers:
    context = z3.Context()

    def answer(question: Obligation) -> bool:
        said = z3.Z3_eval_smtlib2_string(context.ref(), f"(push 1)\n{question.script()}(pop 1)\n").strip()
        assert said in ("sat", "unsat"), said
        return said == "sat"

    return [any(map(answer, asked)) for asked in _questions(procedure, below)]


def by_objects_fresh(procedure: Procedure, below: list[Edition]) -> Answers:
    def answer(question: Obligation) -> bool:
        solver = z3.SimpleSolver()
        solver.add(*_objects(question))
        return _yes(solver)

    return [any(map(answer, asked)) for asked in _questions(procedure, below)]


def by_objects_incremental(procedure: Procedure, below: list[Edition]) -> Answers:
    solver = z3.SimpleSolver()

    def answer(question: Obligation) -> bool:
        solver.push()
        solver.add(*_objects(question))
        yes = _yes(solver)
        solver.pop()
        return yes

    return [any(map(answer, asked)) for asked in _questions(procedure, below)]


def _objects(question: Obligation) -> Iterator[z3.BoolRef]:
    """The question as objects of z3's Python API. No unit of these policies is uncertain."""
    space, body = question.space, question.formula
    known: dict[str, z3.ExprRef] = {name: z3.IntVal(number) for name, number in space.constants(body)}
    variables = list(space.free(body, A))
    known |= {name: z3.Const(name, SORTS[sort]()) for name, sort, _ in variables}
    for formula in (*(domain for *_, domain in variables), body):
        yield _object(formula, known)


SORTS = {"Int": z3.IntSort, "Real": z3.RealSort, "Bool": z3.BoolSort}
OPERATORS: dict[str, Callable[..., z3.ExprRef]] = {
    "and": z3.And, "or": z3.Or, "not": z3.Not, "=>": z3.Implies, "xor": z3.Xor, "to_real": z3.ToReal, "=": operator.eq,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "*": operator.mul, "/": operator.truediv,
    "+": z3.Sum,
}  # fmt: skip
QUANTIFIERS = {"exists": z3.Exists, "forall": z3.ForAll}


def _object(formula: f.Formula, known: dict[str, z3.ExprRef]) -> z3.ExprRef:
    if isinstance(formula, str):
        if formula in (f.TRUE, f.FALSE):
            return z3.BoolVal(formula == f.TRUE)
        if formula in known:
            return known[formula]
        return z3.RealVal(formula) if "." in formula else z3.IntVal(formula)
    head, *rest = formula
    if head in QUANTIFIERS:
        bound = {name: z3.Const(name, SORTS[sort]()) for name, sort in rest[0]}
        return QUANTIFIERS[head](list(bound.values()), _object(rest[1], known | bound))
    parts = [_object(part, known) for part in rest]
    return -parts[0] if head == "-" else OPERATORS[head](*parts)


ASK: dict[str, Callable[[Procedure, list[Edition]], Answers]] = {
    "engine": by_engine,
    "z3 objects, fresh": by_objects_fresh,
    "z3 objects, push/pop": by_objects_incremental,
    "SMT-LIB text, fresh": by_text_fresh,
    "SMT-LIB text, push/pop": by_text_incremental,
}


def _write_harder(root: Path) -> None:
    """A procedure of the harder rules, and a department for each harder document."""
    names = [f"d{number:02}" for number in range(len(HARDER))]
    policy = root / "policy"
    (policy / "p/departments").mkdir(parents=True)
    listed = "".join(f"  {name}: {{ title: 部门{name} }}\n" for name in ["office", *names])
    (policy / "organization.yaml").write_text(f"organization: 集团\ndepartments:\n{listed}", encoding="utf-8")
    (policy / "p/terms.yaml").write_text(TERMS, encoding="utf-8")
    (policy / "p/procedure.yaml").write_text(_document("p", "office", "", ABOVE), encoding="utf-8")
    for name, rules in zip(names, HARDER, strict=True):
        text = _document(name, name, "implements: p@1.0\n", rules)
        (policy / f"p/departments/{name}.yaml").write_text(text, encoding="utf-8")


def _document(id: str, department: str, head: str, rules: list[str]) -> str:
    clauses = "".join(f"  - {{ id: c{number}, text: 条款。, {rule} }}\n" for number, rule in enumerate(rules))
    return (
        f'id: {id}\ntitle: 文件{id}\nnumber: N-{id}\nversion: "1.0"\neffective: 2026-01-01\ndepartment: {department}\n{head}'
        f"sections:\n- id: s\n  title: 节\n  clauses:\n{clauses}"
    )


if __name__ == "__main__":
    main()

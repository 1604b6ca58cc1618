"""`policy effective`: the rules that hold for a department on a day, each with where it comes from; with `--when`, those that
can apply in a situation, and what may then be chosen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.commands import Invocation, add_day, add_format, print_whole
from generator.commands.names import is_called, must_be_whole, version, working
from generator.document import citations
from generator.findings import Language, Words
from generator.model import Condition, Edition, Finder, Rule, Vocabulary, atoms, terms_of
from generator.phrases import RELATIONS, VERDICTS, condition_words, duty_words, rule_words, said_words
from generator.project import ProjectError
from generator.publishing.rules import condition as condition_json
from generator.publishing.rules import rule as rule_json
from generator.reading import Reading
from generator.reading.nearest import suggestion
from generator.reading.quantities import Unreadable
from generator.reading.situations import situation
from generator.website.library import Entry, Shelf, shelves

if TYPE_CHECKING:
    from generator.reasoning import Applying, Effective, Option

EXAMPLE = """\
policy effective customer-service
policy effective customer-service@draft
policy effective customer-service --when 时段=夜间 --when 事项=重大事项
policy effective sales --when '群发客户数=超过 50 人' --format json"""


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "name",
        metavar="DEPARTMENT",
        help=Words(
            "部门或文件的 id；默认为当天有效的一版，@draft 为草案，@1.0 为那一版",
            "id of a department or of a document; the version in force that day, @draft: the draft, @1.0: that version",
        ).in_(language),
    )
    parser.add_argument(
        "--when",
        metavar="TERM=VALUE",
        action="append",
        default=[],
        help=Words(
            "只看这种情形下可能适用的规则，以及可以选什么；可写多次，取值写法与规则中的条件相同",
            "only the rules that can apply in this situation, and what may be chosen; may be repeated, VALUE as in a condition",
        ).in_(language),
    )
    add_format(parser, language, "text", "json")
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    project = invocation.project()
    reading = project.load()
    today = invocation.today(project)
    entries = _entries(reading, invocation.options.name, today)
    for entry in entries:
        must_be_whole(reading, entry.procedure, entry.edition)
    typed: list[str] = invocation.options.when
    known = _known(typed, [entry.edition.vocabulary for entry in entries])
    answers = [_Answer.of(entry, each, today) for entry, each in zip(entries, known, strict=True)]
    if invocation.options.format == "json":
        said = {"format": 1, "documents": [_json(answer, asked=bool(typed)) for answer in answers]}
        print_whole(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    else:
        print_whole("\n".join(line for answer in answers for line in _text(answer, invocation.language)))
    return 0


@dataclass(frozen=True, slots=True)
class _Answer:
    """What holds for a document where something is known: each rule with whether it applies; the finder's options."""

    entry: Entry
    known: Sequence[Condition]
    rules: Sequence[tuple[Effective, Applying]]
    finder: Finder | None
    options: Sequence[Option]

    @property
    def edition(self) -> Edition:
        return self.entry.edition

    @classmethod
    def of(cls, entry: Entry, known: Sequence[Condition], today: date) -> _Answer:
        from generator.reasoning import Applying, Extent, Ground, applying, can_happen, effective, options

        procedure, edition = entry.procedure, entry.edition
        above = procedure.above(edition)
        held = tuple(effective(edition, above))
        if not known:
            return cls(entry, known, [(each, Applying(Extent.ALWAYS)) for each in held], None, ())
        ground = Ground.of(edition, above, [waiver for waiver in procedure.waivers if waiver.runs(today)])
        formulas = ground.formulas(known)
        if not can_happen(ground, formulas):
            raise ProjectError("--when 写的情形不能同时出现。", "--when: these situations cannot be at once.")
        judged = [(each, applying(ground.member(each.edition, each.rule), ground, formulas)) for each in held]
        finder = (edition, *above)[-1].document.finder
        answers = options(ground, finder.answer, known) if finder else ()
        return cls(entry, known, [pair for pair in judged if pair[1].extent is not Extent.NEVER], finder, answers)


def _entries(reading: Reading, typed: str, today: date) -> list[Entry]:
    """What holds on a day: of every document of that id, else of those of that department, else of what binds it without one."""
    name, _, wanted = typed.partition("@")
    every = [each for each in shelves(reading.policy, today, drafts=False) if _working(each) is not None]
    found = [each for each in every if is_called(each.main.edition.document, name)]
    found = found or [each for each in every if _of_department(each.main, name)]
    if not found and name in reading.policy.organization.departments:
        found = [each for each in every if _binds(each.main, name)]
    if not found:
        raise _nothing(reading, name)
    return [_version(each, wanted) if wanted else each.main for each in found]


def _working(shelf: Shelf) -> Edition | None:
    id = shelf.main.edition.document.id
    return next((each for each in shelf.procedure.working if each.document.id == id), None)


def _of_department(entry: Entry, department: str) -> bool:
    document = entry.edition.document
    return document.department == department and document.implements is not None and entry.status != "ended"


def _binds(entry: Entry, department: str) -> bool:
    """Whether it is a procedure for this department."""
    document = entry.edition.document
    named = document.departments == "all" or department in document.departments
    return document.implements is None and named and entry.status != "ended"


def _version(shelf: Shelf, wanted: str) -> Entry:
    working = _working(shelf)
    assert working is not None
    chosen = version(shelf.procedure, working, wanted)
    return next(entry for entry in shelf.entries if entry.edition.key == chosen.key)


def _nothing(reading: Reading, name: str) -> ProjectError:
    departments = reading.policy.organization.departments
    if name in departments:
        title = departments[name].title
        return ProjectError(
            f"{title}没有实施细则，也没有规程的 departments 写到它。",
            f"{title} has no implementation rules, and no procedure names it under `departments`.",
        )
    _, hint = suggestion(name, [*departments, *(edition.document.id for _, edition in working(reading.policy))])
    return ProjectError(
        f"没有“{name}”这个部门或文件。{hint.zh}", f"There is no department or document '{name}'. {hint.en}".rstrip()
    )


def _known(typed: Sequence[str], vocabularies: Sequence[Vocabulary]) -> Sequence[Sequence[Condition]]:
    """What is typed, for each document: a term that only another one knows tells it nothing."""
    merged = {name: term for vocabulary in reversed(vocabularies) for name, term in vocabulary.items()}
    try:
        conditions = [situation(each, merged) for each in typed]
    except Unreadable as error:
        raise ProjectError(f"--when {error.words.zh}", f"--when: {error.words.en}") from error
    return [[each for each in conditions if _terms(each) <= vocabulary.keys()] for vocabulary in vocabularies]


def _terms(condition: Condition) -> set[str]:
    return {name for atom in atoms(condition) for name in terms_of(atom)}


def _text(answer: _Answer, language: Language) -> Iterator[str]:
    head = answer.edition.document
    count, when = len(answer.rules), "、".join(condition_words(each) for each in answer.known)
    status = _status(answer.entry).in_(language)
    if answer.known:
        yield Words(
            f"《{head.title}》V{head.version}{status}：{when}时，可能适用 {count} 条规则",
            f"{head.title} V{head.version}{status}: {count} rules can apply where {when}",
        ).in_(language)
    else:
        yield Words(
            f"《{head.title}》V{head.version}{status}：{count} 条规则",
            f"{head.title} V{head.version}{status}: {count} rules",
        ).in_(language)
    for each, applies in answer.rules:
        depends = _depends(applies.open, undecided=applies.extent == "undecided").in_(language)
        remark = RELATIONS[each.relation].in_(language) + depends
        yield f"  {_place(each.edition, each.rule, answer.edition)}  {rule_words(each.rule)}  [{remark}]"
    yield from _options(answer, language)
    yield ""


def _status(entry: Entry) -> Words:
    """What is to be known of a version before its rules are relied on; nothing where it is in force."""
    document, until = entry.edition.document, entry.until
    match entry.status:
        case "current":
            return Words("", "")
        case "draft":
            return Words("（草案，尚未发布）", " (a draft, not released)")
        case "future":
            return Words(f"（{document.effective} 起实施）", f" (in force from {document.effective})")
        case "replaced":
            return Words(f"（已由 V{entry.successor} 替代）", f" (replaced by V{entry.successor})")
        case "ended":
            return Words(f"（已于 {until} 失效）", f" (no longer in force since {until})")


def _depends(terms: Sequence[str], *, undecided: bool = False) -> Words:
    if undecided:
        return Words("；是否适用无法判定", "; whether it applies could not be decided")
    return Words(f"；视{'、'.join(terms)}而定", f"; depends on {', '.join(terms)}") if terms else Words("", "")


def _place(edition: Edition, rule: Rule, here: Edition) -> str:
    document = edition.document
    title = "" if document.id == here.document.id else f"《{document.title}》"
    return f"{title}{citations(document)[rule.clause]}"


def _options(answer: _Answer, language: Language) -> Iterator[str]:
    """The finder's answers, those of which the same is said in one line."""
    if answer.finder is None:
        return
    yield Words(f"{answer.finder.answer}：", f"{answer.finder.answer}:").in_(language)
    order = list(VERDICTS)
    ranked = sorted(answer.options, key=lambda option: order.index(option.verdict))
    for (verdict, by, terms, asks), alike in groupby(ranked, lambda o: (o.verdict, o.by, o.open, o.asks)):
        names = "、".join(said_words(option.choice) for option in alike)
        places = "、".join(_place(member.edition, member.rule, answer.edition) for member in by)
        yield f"  {VERDICTS[verdict].in_(language)}{_depends(terms).in_(language)}  {names}  {places}".rstrip()
        for duty in asks:
            where = _place(duty.member.edition, duty.member.rule, answer.edition)
            remark = _depends(duty.open).in_(language).lstrip("；; ")
            yield f"    {duty_words(duty.strength, duty.condition)}  {where}" + (f"  [{remark}]" if remark else "")


def _json(answer: _Answer, *, asked: bool) -> dict[str, Any]:
    document = answer.edition.document
    said: dict[str, Any] = {"document": document.name, "version": str(document.version), "status": answer.entry.status}
    if asked:
        said["when"] = [condition_json(each) for each in answer.known]
    said["rules"] = [
        {
            **_clause(each.edition, each.rule),
            "relation": each.relation,
            **({"applies": applies.extent.value, "depends_on": list(applies.open)} if asked else {}),
            "words": rule_words(each.rule),
            "rule": rule_json(each.rule),
        }
        for each, applies in answer.rules
    ]
    if answer.finder:
        said["answer"] = answer.finder.answer
        said["options"] = [_option(option) for option in answer.options]
    return said


def _clause(edition: Edition, rule: Rule) -> dict[str, Any]:
    document = edition.document
    return {
        "document": document.name,
        "version": str(document.version),
        "clause": rule.clause,
        "citation": citations(document)[rule.clause],
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "choice": option.choice,
        "verdict": option.verdict,
        "allowed": option.allowed.value,
        "recommended": option.recommended.value if option.recommended else None,
        "depends_on": list(option.open),
        "by": [_clause(member.edition, member.rule) for member in option.by],
        "asks": [
            {
                **_clause(duty.member.edition, duty.member.rule),
                "strength": duty.strength,
                "words": duty_words(duty.strength, duty.condition),
                "condition": condition_json(duty.condition),
                "depends_on": list(duty.open),
            }
            for duty in option.asks
        ],
    }

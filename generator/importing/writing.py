"""A draft as YAML text: what an owner would have typed, proposals marked with how sure they are and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.editing import Value
from generator.editing.writing import inline
from generator.importing.draft import (
    ChoiceProposal,
    Cross,
    Draft,
    DraftClause,
    DraftForm,
    DraftRow,
    DraftSection,
    Line,
    Out,
    Ref,
    RuleProposal,
    TermProposal,
    Use,
)
from generator.importing.reasons import SURE, WHY
from generator.importing.scalars import block, comment, inside, listed, scalar

STRENGTHS = ("must", "must_not", "should", "should_not", "may")
_SCHEMA = "# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"
MAX_PARAGRAPH = 18_000


def document_text(draft: Draft, source: str, depth: int, *, terms: bool) -> str:
    """The document's file. `depth` counts the folders between it and the project's root; `terms` writes its terms into it."""
    kind = "department" if draft.implements else "procedure"
    lines = [
        _SCHEMA.format(up="../" * depth, kind=kind).rstrip(),
        f"# 由 {comment(source)} 导入。标有“提议”的规则、术语和对应关系请逐条核对，核对后删去注释。",
        "format: 1",
        *_head(draft),
    ]
    if terms and draft.terms:
        lines += ["terms:", *_terms(draft.terms.values())]
    lines.append("sections:")
    for section in draft.sections:
        lines += _section(section, "")
    if draft.appendices:
        lines.append("appendices:")
        for section in draft.appendices:
            lines += _section(section, "")
    if draft.forms:
        lines.append("forms:")
        for form in draft.forms:
            lines += _form(form)
    return "\n".join(lines) + "\n"


def terms_text(draft: Draft, depth: int) -> str:
    """terms.yaml of a procedure."""
    head = (
        _SCHEMA.format(up="../" * depth, kind="terms")
        + "# 由导入提议的术语，请核对名称、单位和定义（about）。\nformat: 1\n"
    )
    if not draft.terms:
        return head + "terms: {}\n"
    return head + "terms:\n" + "\n".join(_terms(draft.terms.values())) + "\n"


def organization_text(name: str, departments: Iterable[tuple[str, str]]) -> str:
    """organization.yaml of a project that begins with an import."""
    lines = [f"  {id}: {{ title: {inside(title)} }}" for id, title in departments]
    return (
        _SCHEMA.format(up="../", kind="organization")
        + "# 由导入建立，请核对组织名称和各部门。\nformat: 1\n"
        + f"organization: {scalar(name)}\ndepartments:\n"
        + "\n".join(lines)
        + "\n"
    )


def _head(draft: Draft) -> Iterator[str]:
    def guess(key: str) -> str:
        note = draft.guesses.get(key)
        return f"  # {comment(note)}" if note else ""

    asked = {question.about for question in draft.questions}
    yield f"id: {draft.id}"
    yield f"title: {scalar(draft.title)}"
    yield f"number: {scalar(draft.number)}" + ("  # 请填写" if "number" in asked else "")
    yield f'version: "{draft.version}"' + guess("version")
    if draft.issued:
        yield f"issued: {draft.issued.isoformat()}" + guess("issued")
    if draft.effective:
        yield f"effective: {draft.effective.isoformat()}" + guess("effective")
    if draft.expires:
        yield f"expires: {draft.expires.isoformat()}"
    if draft.review_every:
        yield f"review_every: {scalar(draft.review_every)}"
    if draft.classification:
        yield f"classification: {scalar(draft.classification)}"
    yield f"department: {draft.department}" + ("  # 请核对" if "department" in asked else guess("department"))
    if draft.implements:
        yield f"implements: {draft.implements}"
    yield f"numbering: {draft.numbering}"
    if draft.sign_off:
        yield "sign_off:"
        for line in draft.sign_off:
            person = f", person: {inside(line.person)}" if line.person else ""
            yield f"- {{ role: {inside(line.role)}, department: {line.department}{person} }}"
    if draft.distribution:
        yield f"distribution: {listed(draft.distribution)}"
    if draft.summary:
        yield "changes:"
        yield f"  summary: {scalar(draft.summary)}"
        if draft.by:
            yield f"  by: {scalar(draft.by)}"
    if draft.repeals:
        yield f"repeals: {listed(draft.repeals)}"
    if draft.related:
        yield "related:"
        for number, title in draft.related:
            yield f"- {{ number: {inside(number)}, title: {inside(title)} }}"


def _terms(terms: Iterable[TermProposal]) -> Iterator[str]:
    for term in terms:
        parts = [f"{key}: {inline(value)}" for key, value in entries_of(term).items()]
        open = term.why == "defined" and not term.unit and not term.given
        note = f"  # {WHY['defined-choices' if term.choices else 'defined'].zh}" if open else ""
        yield f"  {scalar(term.name)}: {{ {', '.join(parts)} }}{note}"


def entries_of(term: TermProposal) -> dict[str, Value]:
    """What the format says of a term, key by key."""
    made: dict[str, Value] = {"given": True} if term.given else {}
    if term.choices:
        made["choices"] = list(map(_choice, term.choices))
    elif term.unit:
        made["unit"] = term.unit
    else:
        made["yes_no"] = True
    if term.whole:
        made["whole"] = True
    if term.percent:
        made["range"] = "0..100 %"
    if term.about:
        made["about"] = term.about
    if term.aliases:
        made["aliases"] = list(term.aliases)
    return made


def _choice(choice: ChoiceProposal) -> Value:
    aliases = {"aliases": list(choice.aliases)} if choice.aliases else {}
    return {"name": choice.name, "about": choice.about, **aliases} if choice.about else choice.name


def _section(section: DraftSection, indent: str) -> Iterator[str]:
    yield f"{indent}- id: {section.id}"
    indent += "  "
    yield f"{indent}title: {scalar(section.title)}"
    if section.lines:
        yield f"{indent}text: {_text(section.lines, indent)}"
    if section.show:
        yield f"{indent}show: {section.show}"
    if section.clauses:
        yield f"{indent}clauses:"
        for clause in section.clauses:
            yield from _clause(clause, indent)
    if section.sections:
        yield f"{indent}sections:"
        for inner in section.sections:
            yield from _section(inner, indent)


def _clause(clause: DraftClause, indent: str) -> Iterator[str]:
    yield f"{indent}- id: {clause.id}"
    indent += "  "
    if clause.title:
        yield f"{indent}title: {scalar(clause.title)}"
    for link in clause.links:
        likely = f"{round(link.likeness * 100)}%" if link.likeness < 1 else "正文写明"
        yield f"{indent}# 提议，{SURE[link.sure].zh}：对应上位文件 {comment(link.citation)}，相似度 {likely}"
        yield f"{indent}{'# ' if link.sure == 'low' else ''}implements: {link.target}"
    yield f"{indent}text: {_text(clause.lines, indent)}"
    yield from _rules(clause.rules, indent)
    if clause.table:
        yield f"{indent}table:"
        yield f"{indent}  columns: {listed(clause.table.columns)}"
        if not clause.table.rows:
            yield f"{indent}  rows: []"
        else:
            yield f"{indent}  rows:"
        for row in clause.table.rows:
            yield from _row(row, f"{indent}  ")
    if clause.picture:
        picture = clause.picture
        parts = f"file: {inside(picture.file)}, title: {inside(picture.title)}, alt: {inside(picture.alt)}"
        yield f"{indent}figure: {{ {parts} }}"
    if clause.clauses:
        yield f"{indent}clauses:"
        for inner in clause.clauses:
            yield from _clause(inner, indent)


def _row(row: DraftRow, indent: str) -> Iterator[str]:
    cells = f"[{', '.join(_cell(cell) for cell in row.cells)}]"
    active = [rule for rule in row.rules if rule.sure != "low"]
    if not active:
        yield f"{indent}- {cells}"
        return
    why = "；".join(dict.fromkeys(WHY[key].zh for rule in active for key in rule.why))
    yield f"{indent}# 提议，{SURE[min((rule.sure for rule in active), key=('medium', 'high').index)].zh}：{why}"
    yield f"{indent}- cells: {cells}"
    if when := active[0].when:
        yield f"{indent}  when: {_condition([when])}"
    yield f"{indent}  must: {_condition([(rule.term, rule.value) for rule in active])}"


def _form(form: DraftForm) -> Iterator[str]:
    yield f"- id: {form.id}"
    yield f"  number: {scalar(form.number)}"
    yield f"  title: {scalar(form.title)}"
    if form.keep:
        yield f"  keep: {scalar(form.keep)}"
    yield f"  columns: {listed(form.columns)}"


def _rules(rules: Sequence[RuleProposal], indent: str) -> Iterator[str]:
    """The rules in force, and as comments those that are not."""
    for rule in rules:
        why = "；".join(WHY[key].zh for key in rule.why)
        yield f"{indent}# 提议，{SURE[rule.sure].zh}：“{comment(rule.words, 60)}”——{why}"
        if rule.sure == "low" and rule.term:
            when = f"when: {_condition([rule.when])}, " if rule.when else ""
            yield f"{indent}#   {when}{rule.strength}: {_condition([(rule.term, rule.value)])}"
    groups = grouped(rules)
    if len(groups) == 1:
        yield from (f"{indent}{key}: {value}" for key, value in _grouped(*groups[0]))
    elif groups:
        yield f"{indent}rules:"
        for situation, those in groups:
            yield f"{indent}- {{ {', '.join(f'{key}: {value}' for key, value in _grouped(situation, those))} }}"


def grouped(rules: Iterable[RuleProposal]) -> list[tuple[tuple[str, str] | None, list[RuleProposal]]]:
    """The rules in force by their situation; each group can stand in one rule of the format."""
    groups: list[tuple[tuple[str, str] | None, list[RuleProposal]]] = []
    for rule in (each for each in rules if each.sure != "low"):
        mates = [those for when, those in groups if when == rule.when]
        room = next((t for t in mates if all((r.strength, r.term) != (rule.strength, rule.term) for r in t)), None)
        if room is not None:
            room.append(rule)
        else:
            groups.append((rule.when, [rule]))
    return groups


def _grouped(when: tuple[str, str] | None, rules: Sequence[RuleProposal]) -> Iterator[tuple[str, str]]:
    if when is not None:
        yield "when", _condition([when])
    for strength in STRENGTHS:
        if those := [(rule.term, rule.value) for rule in rules if rule.strength == strength]:
            yield strength, _condition(those)


def _condition(entries: Iterable[tuple[str, str]]) -> str:
    parts = {term: value if value.startswith("[") else inside(value) for term, value in entries}
    return f"{{ {', '.join(f'{inside(term)}: {value}' for term, value in parts.items())} }}"


def _cell(cell: Sequence[Line]) -> str:
    written = "\n\n".join(map(_written, cell))
    return inside(written) if written else '""'


def _text(lines: Iterable[Line], indent: str) -> str:
    return block("\n\n".join(map(_written, lines)), indent)


def _written(line: Line) -> str:
    return "".join(map(_piece, line)).strip()


def _piece(part: str | Cross | Out | Use | Ref) -> str:
    match part:
        case str():
            return part
        case Use():
            return f"{{{{ {part.term} }}}}"
        case Ref():
            return f'{{{{ ref("{part.id}") }}}}'
        case Out():
            return f'{{{{ link("{part.url}", "{part.text}") }}}}'
        case Cross():
            return part.text

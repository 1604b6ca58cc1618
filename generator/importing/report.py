"""What an import did, for people and for programs: where everything went, what is proposed, what only the owner can answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.findings import Finding, Language, Severity, Words, counted
from generator.importing.assembling import Imported
from generator.importing.draft import DraftClause, LinkProposal, RuleProposal
from generator.importing.ledger import IN_YAML, REASONS, SILENT
from generator.importing.reasons import STEPS, SURE, WHY
from generator.importing.scalars import comment

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """An import with the files it wrote (project paths), what `policy check` says of them, and lines for organization.yaml."""

    imported: Imported
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    new_departments: Mapping[str, str]


def rules(imported: Imported) -> Iterator[tuple[DraftClause, RuleProposal]]:
    """Every proposed rule with its clause, those of table rows among them."""
    for clause in imported.draft.all_clauses():
        for rule in clause.rules:
            yield clause, rule
        for row in clause.table.rows if clause.table else ():
            for rule in row.rules:
                yield clause, rule


def links(imported: Imported) -> Iterator[tuple[DraftClause, LinkProposal]]:
    """Every proposed link with its clause."""
    for clause in imported.draft.all_clauses():
        for each in clause.links:
            yield clause, each


def as_json(outcome: Outcome) -> str:
    """The report as one JSON object; keys and codes never change with the language."""
    imported = outcome.imported
    paragraphs, rows = imported.ledger.counted()
    made = {
        "format": 1,
        "document": {"id": imported.draft.id, "title": imported.draft.title, "version": imported.draft.version},
        "files": list(outcome.files),
        "made_from": imported.word.properties.get("PolicyDocument"),
        "paragraphs": {"total": sum(paragraphs.values()), **paragraphs},
        "rows": {"total": sum(rows.values()), **rows},
        "left_out": [
            {"reason": each.reason, "paragraph": each.place or None, "text": each.text}
            for each in imported.ledger.entries
        ],
        "changed": [{"change": s.kind, "paragraph": s.paragraph or None, "text": s.text} for s in imported.steps],
        "rules": [_rule(clause, rule) for clause, rule in rules(imported)],
        "links": [
            {
                "clause": clause.id,
                "implements": each.target,
                "likeness": round(each.likeness, 2),
                "sure": each.sure,
                "in_force": each.sure != "low",
            }
            for clause, each in links(imported)
        ],
        "terms": [
            {"name": t.name, "unit": t.unit or None, "choices": [choice.name for choice in t.choices], "given": t.given}
            for t in imported.draft.terms.values()
        ],
        "questions": [{"about": each.about, "message": each.en} for each in imported.draft.questions],
        "departments": dict(outcome.new_departments),
        "check": {
            "errors": sum(f.severity is Severity.ERROR for f in outcome.findings),
            "warnings": sum(f.severity is Severity.WARNING for f in outcome.findings),
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _rule(clause: DraftClause, rule: RuleProposal) -> Mapping[str, object]:
    return {
        "clause": clause.id,
        "paragraph": clause.source or None,
        "strength": rule.strength,
        "term": rule.term,
        "value": rule.value,
        "when": {rule.when[0]: rule.when[1]} if rule.when else None,
        "words": rule.words,
        "sure": rule.sure,
        "why": list(rule.why),
        "in_force": rule.sure != "low",
    }


def as_text(outcome: Outcome, language: Language) -> str:
    """The report for people."""
    return "\n".join(_lines(outcome, language)) + "\n"


def _lines(outcome: Outcome, language: Language) -> Iterator[str]:
    zh = language == "zh"
    imported = outcome.imported
    paragraphs, rows = imported.ledger.counted()
    name = imported.word.package.name
    total, lines = sum(paragraphs.values()), sum(rows.values())
    yield (
        f"{name}：《{imported.draft.title}》，{total} 个段落、{lines} 个表格行"
        if zh
        else f"{name}: {imported.draft.title}, {counted(total, 'paragraph')}, {counted(lines, 'table row')}"
    )
    for file in outcome.files:
        yield f"  {'已新建' if zh else 'wrote'} {file}"
    if made_from := imported.word.properties.get("PolicyDocument"):
        yield ""
        yield (
            f"这份 Word 是由 {comment(made_from)} 生成的。Word 里不印规则的理由（because）、余地（latitude）、"
            "落实要求（implement）、版面（layout）和发布历史，所以读不回来。"
            "要把 Word 里的修改带回原来的 YAML，请用 policy import --into。"
            if zh
            else f"This Word file was made from {comment(made_from)}. It does not print the reasons of rules (because), "
            "latitude, implement, layout or the release history, so these do not come back. To bring edits of it into the "
            "YAML that it was made from, use policy import --into."
        )
    yield ""
    yield "每个段落和表格行的去向" if zh else "Where every paragraph and row went"
    for reason, words in REASONS.items():
        if (count := paragraphs.get(reason, 0)) | (row := rows.get(reason, 0)):
            where = Words("写入 YAML", "in the YAML") if reason in IN_YAML else Words("未写入", "not in it")
            numbers = (
                f"{count} 段" + (f"、{row} 行" if row else "")
                if zh
                else f"{count}" + (f" and {counted(row, 'row')}" if row else "")
            )
            yield f"  {where.in_(language)}  {words.in_(language)}{'：' if zh else ': '}{numbers}"
    yield from _left_out(imported, language)
    yield from _steps(imported, language)
    yield from _rules(imported, language)
    yield from _links(imported, language)
    yield from _questions(outcome, language)


def _left_out(imported: Imported, language: Language) -> Iterator[str]:
    zh = language == "zh"
    groups: dict[str, list[str]] = {}
    for each in sorted(imported.ledger.entries, key=lambda entry: entry.place or len(imported.ledger.paragraphs) + 1):
        if each.reason not in SILENT:
            where = (f"第 {each.place} 段 " if zh else f"paragraph {each.place} ") if each.place else ""
            groups.setdefault(each.reason, []).append(f"{where}{comment(each.text, _SHOWN)}")
    if groups:
        yield ""
        yield "没有写入 YAML 的内容" if zh else "What is not in the YAML"
    for reason in REASONS:
        if reason == "contents" and reason in groups and len(groups[reason]) > 2:
            yield f"  {REASONS[reason].in_(language)}"
            yield f"    {groups[reason][0]} … {groups[reason][-1]}"
        elif reason in groups:
            yield f"  {REASONS[reason].in_(language)}"
            yield from (f"    {line}" for line in groups[reason])


def _steps(imported: Imported, language: Language) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for step in sorted(imported.steps, key=lambda step: step.paragraph):
        text = f" {comment(step.text, 30)}" if step.text else ""
        groups.setdefault(step.kind, []).append(f"{step.paragraph or '–'}{text}")
    if groups:
        yield ""
        yield (
            "为符合格式所作的改动（段落号）" if language == "zh" else "What was changed to fit the format (paragraphs)"
        )
    for kind, places in groups.items():
        yield f"  {STEPS[kind].in_(language)}{'：' if language == 'zh' else ': '}{_run_on(places, language)}"


def _run_on(places: Sequence[str], language: Language) -> str:
    """Places in a row, neighbours joined."""
    made: list[str] = []
    numbers = [int(place) if place.isdigit() else None for place in places]
    start = 0
    for at in range(1, len(places) + 1):
        before, here = numbers[at - 1], numbers[at] if at < len(places) else None
        if before is not None and here is not None and here - before in (0, 1):
            continue
        first, last = places[start], places[at - 1]
        made.append(first if first == last else f"{first}–{last}")
        start = at
    return ("、" if language == "zh" else ", ").join(made)


def _rules(imported: Imported, language: Language) -> Iterator[str]:
    zh = language == "zh"
    found = list(rules(imported))
    if not found:
        return
    counts = {sure: sum(rule.sure == sure for _, rule in found) for sure in SURE}
    summary = ("、" if zh else ", ").join(
        f"{SURE[sure].in_(language)} {count}" for sure, count in counts.items() if count
    )
    yield ""
    yield f"提议的规则（{summary}）" if zh else f"Proposed rules ({summary})"
    for clause, rule in found:
        when = f"when {rule.when[0]}: {rule.when[1]}; " if rule.when else ""
        said = f"{rule.strength} {rule.term}: {rule.value}" if rule.term else f"{rule.strength} {rule.value}"
        why = ("；" if zh else "; ").join(WHY[key].in_(language) for key in rule.why)
        yield f"  {_place(clause)}  {when}{said}"
        yield f"    “{comment(rule.words, 40)}” {SURE[rule.sure].in_(language)}{'：' if zh else ': '}{why}"


def _place(clause: DraftClause) -> str:
    """A clause as the file numbers it, and its id."""
    return f"{clause.label} {clause.id}" if clause.label and clause.label != "•" else clause.id


def _links(imported: Imported, language: Language) -> Iterator[str]:
    zh = language == "zh"
    found = list(links(imported))
    if not found:
        return
    yield ""
    yield "提议的对应关系（implements）" if zh else "Proposed links (implements)"
    for clause, each in found:
        likely = f"{round(each.likeness * 100)}%"
        yield f"  {_place(clause)} → {each.target} {each.citation}  {likely} {SURE[each.sure].in_(language)}"


def _questions(outcome: Outcome, language: Language) -> Iterator[str]:
    zh = language == "zh"
    draft = outcome.imported.draft
    if draft.questions or outcome.new_departments:
        yield ""
        yield "需要你回答" if zh else "What only you can answer"
    for each in draft.questions:
        yield f"  {each.about}{'：' if zh else ': '}{each.zh if zh else each.en}"
    if outcome.new_departments:
        yield (
            "  organization.yaml 的 departments 下还没有这些部门，请加上（或把文件里的编号改成已有的）："
            if zh
            else "  organization.yaml has no such departments yet; add them below departments (or use others):"
        )
        yield from (f"    {id}: {{ title: {title} }}" for id, title in outcome.new_departments.items())
    errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    warnings = sum(finding.severity is Severity.WARNING for finding in outcome.findings)
    yield ""
    yield (
        f"policy check：{len(errors)} 个错误，{warnings} 个警告"
        if zh
        else f"policy check: {len(errors)} errors, {warnings} warnings"
    )
    yield from (f"  {_said(each, language)}" for each in errors[:20])
    if len(errors) > 20:
        yield f"  …（{len(errors) - 20}）"


def _said(finding: Finding, language: Language) -> str:
    return f"{finding.place.file}:{finding.place.line} {finding.code} {finding.message.in_(language)}"


def summary_of(findings: Iterable[Finding], files: Sequence[str]) -> tuple[Finding, ...]:
    """The findings that stand in the files of an import."""
    return tuple(each for each in findings if each.place.file in files)

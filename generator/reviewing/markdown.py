"""Differences and reviews as Markdown, for a comment on a pull request: a screen to read, the rest folded away.

What people wrote is escaped (`escaping`), and the whole stays below the most that a comment may have: what is left out is
counted, and can be had with `--format text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.document import citations
from generator.document.annexes import MarkedLine
from generator.findings import SEVERITY_WORDS, Finding, Language, Severity, Words, counted
from generator.model import Policy
from generator.reviewing.differences import ClauseDifference, DocumentDifference
from generator.reviewing.escaping import code, escaped
from generator.reviewing.impact import Standing
from generator.reviewing.marking import (
    BRACKETS,
    COLON,
    again,
    besides,
    count,
    heading,
    marked,
    named,
    own_figures,
    own_side,
    stretches,
    upper_side,
    version_words,
    wronged_words,
)
from generator.reviewing.review import Review
from generator.reviewing.telling import reasons, rules_differ, rules_said, together_words, verdict, versions

MARK = "<!-- policy review -->"
"""The first line in whatever language, by which a forge's script finds its comment again."""
MOST = 65_536
"""The characters that a comment may have on GitHub."""
_ROWS = 10
"""Lines of a list that are shown before the rest is folded."""
_SPARE = 400


def differences_markdown(differences: Sequence[DocumentDifference], language: Language) -> str:
    """`policy diff --format markdown`."""
    shown = [each for each in differences if each.says_otherwise]
    if not shown:
        return Words("没有不同。", "There is no difference.").in_(language) + "\n"
    return _fitted([], [block for each in shown for block in _document(each, language, folded=False)], language)


def review_markdown(review: Review, language: Language) -> str:
    """`policy review`: whom the change puts in the wrong first, then what is to be done, then clause by clause."""
    title = f"{MARK}\n## " + Words("规章改动审阅", "What this change does to the policy").in_(language)
    if review.quiet:
        return f"{title}\n\n{Words('这次改动不涉及规章。', 'The change leaves the policy as it was.').in_(language)}\n"
    top = [title, *_summary(review, language), *_impact(review, language)]
    folded = [
        *_unharmed(review, language),
        *_again(review, language),
        *_findings(review, language),
        *(block for each in review.differences for block in _document(each, language, folded=True)),
    ]
    return _fitted(top, folded, language)


def _fitted(top: Sequence[str], blocks: Sequence[str], language: Language) -> str:
    """Whole blocks as long as they fit, then how many do not."""
    made: list[str] = []
    size = 0
    for number, block in enumerate((*top, *blocks)):
        if size + len(block) + 2 > MOST - _SPARE:
            left = len(top) + len(blocks) - number
            made.append(
                Words(
                    f"_篇幅所限，还有 {left} 段没有列出；全文请用 `--format text` 查看。_",
                    f"_{counted(left, 'more part')} left out for want of room; see all of it with `--format text`._",
                ).in_(language)
            )
            break
        made.append(block)
        size += len(block) + 2
    return "\n\n".join(made) + "\n"


def _summary(review: Review, language: Language) -> Iterator[str]:
    lines = [_changed(each, language) for each in review.differences]
    lines += [escaped(words.in_(language)) for words in besides(review)]
    yield from _listed(lines, language)
    todo = list(_todo(review, language))
    if todo:
        yield "\n".join(todo)


def _listed(lines: Sequence[str], language: Language) -> Iterator[str]:
    if lines:
        more = len(lines) - _ROWS
        rest = [Words(f"……还有 {more} 项", f"… and {more} more").in_(language)] if more > 0 else []
        yield "\n".join(f"- {line}" for line in (*lines[:_ROWS], *rest))


def _changed(difference: DocumentDifference, language: Language) -> str:
    title = f"**《{escaped(difference.document.title)}》** {escaped(versions(difference).in_(language))}"
    counted = count(difference, language)
    return title + (f" — {escaped(counted)}" if counted else "")


def _todo(review: Review, language: Language) -> Iterator[str]:
    for needed in review.versions:
        mark = "" if needed.enough else "❌ "
        line = f"- {mark}{escaped(version_words(needed).in_(language))}"
        if not needed.enough and needed.because:
            first = escaped(needed.because[0].words.in_(language), 160)
            more = len(needed.because) - 1
            rest = Words(f"（另有 {more} 处）", f" (and {more} more)").in_(language) if more else ""
            line += COLON.in_(language) + first + rest
        yield line
    if review.outdated:
        names = "、".join(dict.fromkeys(f"{each.department}" for each in review.outdated))
        yield "- " + Words(
            f"发布后须重新核对并提高 implements：{escaped(names)}",
            f"After the release, these have to look again and raise implements: {escaped(names)}",
        ).in_(language)
    errors, warnings = len(review.errors), len(review.new_findings) - len(review.errors)
    if review.new_findings or review.gone_findings:
        mark = "❌" if errors else "⚠️" if warnings else "✅"
        yield f"- {mark} " + Words(
            f"policy check：新增 {errors} 个错误、{warnings} 个警告，消除 {len(review.gone_findings)} 个问题",
            f"policy check: {counted(errors, 'new error')}, {counted(warnings, 'new warning')}, "
            f"{counted(len(review.gone_findings), 'finding')} gone",
        ).in_(language)


def _impact(review: Review, language: Language) -> Iterator[str]:
    if not review.standings:
        return
    wrong = [(standing, finding) for standing in review.wronged for finding in standing.new]
    if not wrong:
        fine = len(review.standings)
        yield "### ✅ " + Words(
            f"没有部门因此变得不合规（{fine} 份下级文件）",
            f"No department is put in the wrong ({counted(fine, 'document')} below)",
        ).in_(language)
        return
    yield f"### ❌ {wronged_words(review).in_(language)}"
    policy = review.head.ahead.policy
    yield _table(
        Words("部门|条款|现在的规定|为什么", "Department|Clause|What it says|Why").in_(language).split("|"),
        [_wronged(standing, finding, policy, language) for standing, finding in wrong[:_ROWS]],
    )
    if len(wrong) > _ROWS:
        rows = [_wronged(standing, finding, policy, language) for standing, finding in wrong[_ROWS:]]
        more = Words(f"还有 {len(rows)} 处", f"{len(rows)} more").in_(language)
        yield from _folds(more, ["- " + " · ".join(cell for cell in row if cell) for row in rows], language)
    said = [
        f"{escaped(named(each.department, each.document))} {escaped('；'.join(figures))}"
        for each in review.standings
        if not each.new and (figures := own_figures(each))
    ]
    if said:
        shown = "；".join(said[:5]) + (f" …… {len(said) - 5}" if len(said) > 5 else "")
        yield "✅ " + Words("有规定而不受影响：", "Speak of it, and are fine: ").in_(language) + shown


def _wronged(standing: Standing, finding: Finding, policy: Policy, language: Language) -> list[str]:
    label, says = own_side(finding, standing)
    why = finding.message.in_(language).split("\n")[0]
    upper = upper_side(finding, policy)
    clause = f"{escaped(label)} ← {escaped(upper)}" if upper else escaped(label)
    return [f"**{escaped(standing.department)}**", clause, escaped(says, 200), escaped(why, 300)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _folds(summary: str, lines: Sequence[str], language: Language, most: int = 16_000) -> Iterator[str]:
    """Folded blocks of bearable size; each stands by itself, so that any of them can be left out."""
    part: list[str] = []
    parts = [part]
    for line in lines:
        if part and sum(map(len, part)) + len(line) > most:
            part = []
            parts.append(part)
        part.append(line)
    for number, each in enumerate(parts, 1):
        name = summary if len(parts) == 1 else summary + BRACKETS.in_(language).format(f"{number}/{len(parts)}")
        body = "\n".join(each)
        yield f"<details><summary>{name}</summary>\n\n{body}\n\n</details>"


def _unharmed(review: Review, language: Language) -> Iterator[str]:
    """The documents that are not affected, each with what it says of the matter."""
    fine = [standing for standing in review.standings if not standing.new]
    if not fine:
        return
    nothing = Words("没有有关条款", "says nothing of it").in_(language)
    lines = []
    for each in fine:
        said = escaped("；".join(own_figures(each))) or nothing
        righted = "".join(f"；✅ {escaped(f.message.in_(language))}" for f in each.gone)
        lines.append(f"- {escaped(named(each.department, each.document))} {said}{righted}")
    summary = Words(f"不受影响的 {len(fine)} 份下级文件", f"Not affected: {counted(len(fine), 'document')} below").in_(
        language
    )
    yield from _folds(summary, lines, language)


def _again(review: Review, language: Language) -> Iterator[str]:
    if not review.outdated:
        return
    lines = []
    for each in review.outdated:
        labels = citations(each.document)
        spec = f"{each.parent.id}@{each.parent.version}"
        lines.append(f"- {escaped(named(each.department, each.document))} → {code(spec)}")
        lines += [f"  - {escaped(again(concern, labels).in_(language))}" for concern in each.concerns]
    yield from _folds(
        Words(
            f"须重新核对的条款（{len(review.outdated)} 份文件）", f"To be looked at again ({len(review.outdated)})"
        ).in_(language),
        lines,
        language,
    )


def _findings(review: Review, language: Language) -> Iterator[str]:
    for found, words in (
        (review.new_findings, Words("policy check 新出现的问题", "New findings of policy check")),
        (review.gone_findings, Words("不再出现的问题", "Findings that are gone")),
    ):
        lines = []
        for each in found:
            mark = "❌" if each.severity is Severity.ERROR else "⚠️"
            place = code(f"{each.place.file}:{each.place.line}")
            said = escaped(each.message.in_(language))
            lines.append(f"- {mark} {SEVERITY_WORDS[each.severity].in_(language)} {code(each.code)} {place}<br>{said}")
        if lines:
            yield from _folds(words.in_(language) + BRACKETS.in_(language).format(len(lines)), lines, language)


def _document(difference: DocumentDifference, language: Language, *, folded: bool) -> Iterator[str]:
    colon = COLON.in_(language)
    lines = [
        f"- {head.name.in_(language)}{colon}{escaped(head.old) or '—'} → {escaped(head.new) or '—'}"
        for head in difference.head
    ]
    for term in difference.terms:
        word = Words("术语", "term").in_(language)
        lines.append(f"- {word} **{escaped(term.name)}**{colon}{escaped(term.old or '—')} → {escaped(term.new or '—')}")
    if (words := together_words(difference)) is not None:
        lines.append(f"- {words.in_(language)}")
    for each in difference.clauses:
        lines += ["", *_clause(each, difference, language)]
    title = f"《{escaped(difference.document.title)}》{escaped(versions(difference).in_(language))}"
    if folded and lines:
        yield from _folds(title, lines, language)
    elif not folded:
        yield "\n".join([f"### {title}", "", *lines])


def _clause(each: ClauseDifference, difference: DocumentDifference, language: Language) -> Iterator[str]:
    yield f"**{escaped(heading(each))}** {code(each.change.id)} — {verdict(each).in_(language)}"
    yield ""
    for sign, line in marked(each.change.old, each.change.new):
        yield f"> {_side(sign, language)}{_line(line)}<br>"
    if rules_differ(each) and "调整" not in each.change.kinds and each.clause:
        name = Words("规则：", "rule: ").in_(language)
        for sign, clause in (("-", each.clause.old), ("+", each.clause.new)):
            yield from (f"> {_side(sign, language)}{name}{escaped(rule)}<br>" for rule in rules_said(clause))
    stand = difference.new or difference.old
    assert stand is not None
    notes = [escaped(words.in_(language)) for words in reasons(each, stand.policy)]
    if each.change.reason:
        notes.append(Words("理由：", "Reason: ").in_(language) + escaped(each.change.reason))
    if notes:
        yield ">"
        yield "> " + "<br>".join(notes)


_SIDES = {"-": Words("旧", "old"), "+": Words("新", "new")}


def _side(sign: str, language: Language) -> str:
    return f"**{_SIDES[sign].in_(language)}** " if sign in _SIDES else ""


def _line(line: MarkedLine) -> str:
    tags = {"gone": "del", "new": "ins"}
    return "".join(
        escaped_piece if piece.kind == "same" else f"<{tags[piece.kind]}><b>{escaped_piece}</b></{tags[piece.kind]}>"
        for piece in stretches(line)
        if (escaped_piece := escaped(piece.text))
    )

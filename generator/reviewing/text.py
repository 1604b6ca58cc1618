"""Differences and reviews for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.document.annexes import MarkedLine
from generator.findings import SEVERITY_WORDS, Language, Words
from generator.reports.quote import visible
from generator.reviewing.differences import ClauseDifference, DocumentDifference
from generator.reviewing.impact import Standing
from generator.reviewing.marking import (
    BRACKETS,
    COLON,
    again,
    besides,
    heading,
    marked,
    named,
    own_figures,
    own_side,
    stretches,
    version_words,
    wronged_words,
)
from generator.reviewing.review import Review
from generator.reviewing.telling import reasons, rules_differ, rules_said, together_words, verdict, versions

_BOLD, _FAINT, _RED, _GREEN = "1", "2", "31", "32"
_SIGNS = {"-": _RED, "+": _GREEN, " ": _FAINT}


@dataclass(frozen=True, slots=True)
class Paper:
    """In which language, and whether with colours."""

    language: Language
    color: bool = False

    def say(self, words: Words) -> str:
        return visible(words.in_(self.language))

    @property
    def colon(self) -> str:
        return COLON.in_(self.language)

    def lines(self, words: Words, indent: str) -> str:
        """A message of several lines, those after the first indented."""
        return f"\n{indent}".join(map(visible, words.in_(self.language).split("\n")))

    def paint(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.color else text


def differences_text(differences: Sequence[DocumentDifference], paper: Paper) -> str:
    """`policy diff`."""
    if not any(each.says_otherwise for each in differences):
        return paper.say(Words("没有不同。", "There is no difference.")) + "\n"
    return "\n".join("\n".join(_document(each, paper)) for each in differences if each.says_otherwise) + "\n"


def _document(difference: DocumentDifference, paper: Paper) -> Iterator[str]:
    title = f"《{visible(difference.document.title)}》{paper.say(versions(difference))}"
    yield paper.paint(title, _BOLD)
    for head in difference.head:
        yield f"  {paper.say(head.name)}{paper.colon}{visible(head.old) or '—'} → {visible(head.new) or '—'}"
    for term in difference.terms:
        was, now = visible(term.old or "—"), visible(term.new or "—")
        yield f"  {paper.say(Words('术语', 'term'))} {visible(term.name)}{paper.colon}{was} → {now}"
    if (words := together_words(difference)) is not None:
        yield f"  {paper.say(words)}"
    stand = difference.new or difference.old
    assert stand is not None
    for each in difference.clauses:
        yield ""
        yield from _clause(each, difference, paper)
    yield ""


def _clause(each: ClauseDifference, difference: DocumentDifference, paper: Paper) -> Iterator[str]:
    yield f"{paper.paint(visible(heading(each)), _BOLD)}{paper.say(BRACKETS).format(each.change.id)}  {paper.say(verdict(each))}"
    for sign, line in marked(each.change.old, each.change.new):
        yield f"  {paper.paint(sign, _SIGNS[sign])} {_line(line, sign, paper)}"
    if rules_differ(each) and "调整" not in each.change.kinds and each.clause:
        for sign, clause in (("-", each.clause.old), ("+", each.clause.new)):
            for rule in rules_said(clause):
                said = f"{Words('规则', 'rule').in_(paper.language)} {sign} {visible(rule)}"
                yield f"    {paper.paint(said, _SIGNS[sign])}"
    stand = difference.new or difference.old
    assert stand is not None
    for words in reasons(each, stand.policy):
        yield f"    {paper.say(words)}"
    if each.change.reason:
        yield f"    {paper.say(Words('理由：', 'Reason: '))}{visible(each.change.reason)}"


def _line(line: MarkedLine, sign: str, paper: Paper) -> str:
    return "".join(
        visible(piece.text) if piece.kind == "same" else paper.paint(visible(piece.text), f"4;{_SIGNS[sign]}")
        for piece in stretches(line)
    )


def review_text(review: Review, paper: Paper) -> str:
    """`policy review --format text`."""
    if review.quiet:
        return paper.say(Words("这次改动不涉及规章。", "The change leaves the policy as it was.")) + "\n"
    blocks = [
        "\n".join(lines)
        for part in (_impact, _again, _versions, _besides, _findings)
        if (lines := list(part(review, paper)))
    ]
    if review.differences:
        blocks.append(differences_text(review.differences, paper).rstrip("\n"))
    return "\n\n".join(blocks) + "\n"


def _impact(review: Review, paper: Paper) -> Iterator[str]:
    if not review.standings:
        return
    yield paper.paint(paper.say(wronged_words(review)), _BOLD)
    for standing in review.wronged:
        for finding in standing.new:
            label, says = own_side(finding, standing)
            where = f"{named(standing.department, standing.document)}{label}"
            yield f"  {paper.paint('✗', _RED)} {visible(f'{where} {says}'.strip())}"
            yield f"      {paper.lines(finding.message, '      ')}"
    for standing in review.standings:
        if not standing.new:
            yield f"  {paper.paint('✓', _GREEN)} {visible(_fine(standing, paper.language))}"


def _fine(standing: Standing, language: Language) -> str:
    said = "；".join(own_figures(standing)) or Words("没有有关条款", "says nothing of it").in_(language)
    return f"{named(standing.department, standing.document)} {said}"


def _again(review: Review, paper: Paper) -> Iterator[str]:
    if review.outdated:
        yield paper.paint(paper.say(Words("发布后须重新核对的条款", "To be looked at again after the release")), _BOLD)
    for each in review.outdated:
        labels = citations(each.document)
        for concern in each.concerns:
            yield f"  {visible(named(each.department, each.document))}{paper.say(again(concern, labels))}"


def _versions(review: Review, paper: Paper) -> Iterator[str]:
    if review.versions:
        yield paper.paint(paper.say(Words("版本", "Versions")), _BOLD)
    for needed in review.versions:
        sign = "" if needed.enough else paper.paint("✗ ", _RED)
        yield f"  {sign}{paper.say(version_words(needed))}"
        if not needed.enough:
            yield from (f"      {paper.say(each.words)}" for each in needed.because)


def _besides(review: Review, paper: Paper) -> Iterator[str]:
    lines = [f"  {paper.say(words)}" for words in besides(review)]
    if lines:
        yield paper.paint(paper.say(Words("此外", "Besides")), _BOLD)
        yield from lines


def _findings(review: Review, paper: Paper) -> Iterator[str]:
    for found, words in (
        (review.new_findings, Words("检查新出现的问题", "New findings of policy check")),
        (review.gone_findings, Words("检查不再出现的问题", "Findings that are gone")),
    ):
        if found:
            yield paper.paint(paper.say(words), _BOLD)
        for finding in found:
            severity = SEVERITY_WORDS[finding.severity].in_(paper.language)
            place = f"{visible(finding.place.file)}:{finding.place.line}"
            yield f"  {severity} {finding.code}  {place}  {paper.lines(finding.message, '    ')}"

"""For people at a terminal: place, message, the lines quoted, what to write instead, and a count at the end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import CODES, SEVERITY_WORDS, Finding, Severity, Words, counted
from generator.model import Place
from generator.reports import Report
from generator.reports.quote import quote, visible
from generator.reports.remarks import remarks

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_BOLD, _FAINT, _GREEN = "1", "2", "1;32"


def text(report: Report) -> str:
    """Every finding as a paragraph, then the summary."""
    paragraphs = ["\n".join(_finding(finding, report)) for finding in report.findings]
    return "\n\n".join([*paragraphs, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """One line: what was found, in how much."""
    documents, rules = report.overview.documents, report.overview.rules
    if not report.findings:
        words = Words(
            f"未发现问题：{documents} 份文件、{rules} 条规则",
            f"No findings: {counted(documents, 'document')}, {counted(rules, 'rule')}",
        )
        return _paint(words.in_(report.language), _GREEN, report)
    errors, warnings, notes = (report.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    words = Words(
        f"{errors} 个错误、{warnings} 个警告、{notes} 条提示（{documents} 份文件、{rules} 条规则）",
        f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(notes, 'note')} "
        f"({counted(documents, 'document')}, {counted(rules, 'rule')})",
    )
    worst = next((s for s in Severity if report.count(s)), Severity.NOTE)
    return _paint(words.in_(report.language), _COLORS[worst], report)


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    label = f"{SEVERITY_WORDS[finding.severity].in_(report.language)} {finding.code}"
    title = CODES[finding.code].title.in_(report.language)
    yield f"{_paint(_where(finding.place), _BOLD, report)} {_paint(label, _COLORS[finding.severity], report)} {title}"
    yield from (f"  {visible(line)}" for line in finding.message.in_(report.language).split("\n"))
    if finding.conflict:
        for clash in finding.conflict:
            title = visible(report.overview.titles.get(clash.document, clash.document))
            named = f"《{title}》{clash.citation}" if report.language == "zh" else f"{title} {clash.citation}"
            yield from _quoted(clash.place, f"{named}  {_where(clash.place)}", report, whole=True)
    else:
        yield from _quoted(finding.place, None, report, whole=False)
    for line in remarks(finding, report.language):
        yield f"  {_paint('=', _FAINT, report)} {visible(line)}"


def _where(place: Place) -> str:
    return f"{visible(place.file)}:{place.line}:{place.column}"


def _quoted(place: Place, heading: str | None, report: Report, *, whole: bool) -> Iterator[str]:
    lines = list(quote(report.overview.sources.get(place.file, ""), place, whole=whole))
    if heading:
        yield f"  {_paint('-->', _FAINT, report)} {heading}"
    width = max((len(str(number)) for number, _ in lines if number), default=1)
    for number, line in lines:
        gutter = _paint(f"{number or '':>{width}} |", _FAINT, report)
        shown = _paint(line, _COLORS[Severity.ERROR], report) if line.strip() == "^" else line
        yield f"  {gutter} {shown}".rstrip()


def _paint(text: str, color: str, report: Report) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if report.color else text

"""What a finding says besides its message, which tells the witness too: what to write instead, and the waiver."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Finding, Language, Words


def remarks(finding: Finding, language: Language) -> Iterator[str]:
    """The fix and the waiver, as far as the finding has them; one line each, but for a fix of several lines."""
    if (fix := finding.fix) is not None:
        verb = "写上" if fix.of == "nowhere" else "写成"
        first, *further = fix.new.split("\n")
        yield Words(f"建议：{verb} {first}", f"Suggestion: write {first}").in_(language)
        yield from further
    if waiver := finding.waiver:
        yield Words(
            f"已豁免至 {waiver.until}（{waiver.approved_by}批准）：{waiver.because}",
            f"Waived until {waiver.until} (approved by {waiver.approved_by}): {waiver.because}",
        ).in_(language)

"""What a finding says besides its message, which tells the witness too: what to write instead, and the waiver."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Finding, Language, Words


def remarks(finding: Finding, language: Language) -> Iterator[str]:
    """One line each: the fix and the waiver, as far as the finding has them."""
    if finding.fix is not None:
        yield Words(f"建议：写成 {finding.fix}", f"Suggestion: write {finding.fix}").in_(language)
    if waiver := finding.waiver:
        yield Words(
            f"已豁免至 {waiver.until}（{waiver.approved_by}批准）：{waiver.because}",
            f"Waived until {waiver.until} (approved by {waiver.approved_by}): {waiver.because}",
        ).in_(language)

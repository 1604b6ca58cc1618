"""What a finding says besides its message: the witness in words, what to write instead, the waiver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.findings import Finding, Language, Witness, Words
from generator.model import Policy

_BREAKS = frozenset({"looser", "out-of-range", "permits-forbidden", "departs-from-should"})
_VERDICTS: Mapping[str, Words] = {
    "self-conflict": Words("此时无法遵守本文件", "then this document cannot be followed"),
    "conflict": Words(
        "此时不能同时遵守本文件和上位文件", "then this document and the one above cannot both be followed"
    ),
    "peer-conflict": Words("此时各部门不能同时做到", "then the departments cannot all comply"),
}


def titles(policy: Policy) -> Mapping[str, str]:
    """PROCEDURE/ID -> title, as the newest text has it."""
    return {
        edition.document.name: edition.document.title
        for procedure in policy.procedures
        for edition in (*procedure.releases, *procedure.working)
    }


def remarks(finding: Finding, policy: Policy, language: Language) -> Iterator[str]:
    """One line each: the witness, the fix, the waiver, as far as the finding has them."""
    if finding.witness:
        case = in_words(finding, finding.witness, policy, language)
        yield Words(f"例如：{case}", f"For example: {case}").in_(language)
    if finding.fix is not None:
        yield Words(f"建议：写成 {finding.fix}", f"Suggestion: write {finding.fix}").in_(language)
    if waiver := finding.waiver:
        yield Words(
            f"已豁免至 {waiver.until}（{waiver.approved_by}批准）：{waiver.because}",
            f"Waived until {waiver.until} (approved by {waiver.approved_by}): {waiver.because}",
        ).in_(language)


def in_words(finding: Finding, witness: Witness, policy: Policy, language: Language) -> str:
    """The case and what it shows: `时段 夜间，热线响应时间 90 秒：符合本文件，违反《沟通渠道管理规程》三（二）1`."""
    comma, colon, and_ = ("，", "：", "、") if language == "zh" else (", ", ": ", ", ")

    def said(value: str | tuple[str, ...]) -> str:
        return value if isinstance(value, str) else and_.join(value)

    case = comma.join(f"{term} {said(value)}" for term, value in (*witness.situation.items(), *witness.conduct.items()))
    verdict = _verdict(finding, policy, language)
    return f"{case}{colon}{verdict}" if case and verdict else case or verdict


def _verdict(finding: Finding, policy: Policy, language: Language) -> str:
    if finding.code in _BREAKS:
        known = titles(policy)
        broken = [
            (known.get(clash.document, clash.document), clash.citation)
            for clash in finding.conflict
            if clash.document != finding.document
        ]
        if language == "zh":
            return "符合本文件，违反" + "、".join(f"《{title}》{citation}" for title, citation in broken)
        return "follows this document, breaks " + ", ".join(f"{title} {citation}" for title, citation in broken)
    return _VERDICTS[finding.code].in_(language) if finding.code in _VERDICTS else ""

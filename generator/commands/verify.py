"""`policy verify`: is a Word file that someone sends a released one, an edited one (which clauses), or unknown."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands import Invocation, add_format, print_whole
from generator.document import citations
from generator.document.words import Piece
from generator.findings import Language, Words, counted
from generator.model import Clause, Form, Section
from generator.project import ProjectError
from generator.reports.quote import visible

if TYPE_CHECKING:
    from generator.verifying.differences import Difference
    from generator.verifying.verdicts import Verdict

EXAMPLE = "policy verify 收到的文件.docx\npolicy verify received.docx --format json"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument("files", metavar="FILE.docx", nargs="+", help=Words("Word 文件", "Word files").in_(language))
    add_format(parser, language, "text", "json")


def run(invocation: Invocation) -> int:
    """Exit status 0 where every file says just what a released one says, 1 where one does not, 2 where one is unreadable."""
    from generator.verifying.verdicts import Verdict, verify

    project = invocation.project()
    policy = project.load().policy
    found: list[tuple[str, Verdict | Words]] = []
    for name in invocation.options.files:
        try:
            found.append((name, verify(Path(name), policy, project)))
        except ProjectError as refusal:
            found.append((name, refusal.words))
    if invocation.options.format == "json":
        print_whole(
            json.dumps({"format": 1, "files": [_json(*each) for each in found]}, ensure_ascii=False, indent=1) + "\n"
        )
    else:
        lines = [line for each in found for line in _text(*each, invocation.language)]
        print_whole("\n".join(map(visible, lines)) + "\n")
    if any(isinstance(verdict, Words) for _, verdict in found):
        return 2
    return 0 if all(isinstance(verdict, Verdict) and verdict.genuine for _, verdict in found) else 1


MOST_LINES = 12
"""So many lines of one difference are shown; all of them are in the JSON."""

_MEANING: Mapping[str, Words] = {
    "released": Words(
        "是已发布的原件：{document}，逐字节一致。", "is the released file of {document}, the same byte for byte."
    ),
    "resaved": Words(
        "与已发布的{document}文字完全相同，但重新保存过，不是原件。",
        "says exactly what the released {document} says, but was saved again; it is not the file that was signed.",
    ),
    "edited": Words(
        "改动过：与已发布的{document}有 {count} 处不同。",
        "was edited: it differs from the released {document} in {places}.",
    ),
    "draft": Words("是{document}的当前草案，尚未发布。", "is the current draft of {document}, which is not released."),
    "superseded-draft": Words(
        "是{document}的草案（尚未发布），与当前的草案有 {count} 处不同。",
        "is a draft of {document}, which is not released; it differs from the draft as it is now in {places}.",
    ),
    "unreleased": Words(
        "自称是 {claims}，但这里没有这份文件的这个版本。", "claims to be {claims}, and there is no such version here."
    ),
    "companion": Words(
        "是{document}的{companion}，不是受控的文件；它的文字没有核对。",
        "is {companion} of {document}, no controlled document itself; what it says was not compared.",
    ),
    "unknown": Words(
        "不是由本项目生成的文件，或标识已被去掉，无法判断。",
        "was not made by this project, or nothing says so any more; nothing can be said about it.",
    ),
}
_REMARKS: Mapping[str, Words] = {
    "marred": Words(
        "有文字被划去或看不清，按改动算，写在〔…〕里。",
        "Some text is struck out or cannot be read; that counts as a change, and stands in 〔…〕.",
    ),
    "tracked": Words("含有修订标记，以上按全部接受修订判断。", "It has tracked changes, which count as accepted here."),
    "comments": Words("含有批注。", "It has comments."),
    "other-source": Words(
        "它生成于发布之前的另一份源文件（例如发布前的草案）。",
        "It was made from other sources than the release, such as a draft before it.",
    ),
}
_KINDS: Mapping[str, Words] = {
    "changed": Words("修改", "changed"),
    "added": Words("新增", "added"),
    "removed": Words("删除", "removed"),
    "moved": Words("移动", "moved"),
    "renumbered": Words("改号", "renumbered"),
}
_PLACES: Mapping[str, Words] = {
    "front": Words("封面与正文之前的表格", "cover and the tables before the text"),
    "behind": Words("正文之后的附表", "tables behind the text"),
    "margins": Words("页眉、页脚、脚注", "headers, footers, notes"),
}


def _text(name: str, verdict: Verdict | Words, language: Language) -> Iterator[str]:
    from generator.verifying.verdicts import COMPANIONS

    if isinstance(verdict, Words):
        yield verdict.in_(language)  # which names the file
        return
    companion = COMPANIONS[verdict.companion] if verdict.companion else ("", "")
    said = {
        "document": _named(verdict, language),
        "claims": " ".join(verdict.claims) if verdict.claims else "",
        "count": len(verdict.differences),
        "places": counted(len(verdict.differences), "place"),
        "companion": companion[0] if language == "zh" else companion[1],
    }
    colon = "：" if language == "zh" else ": "
    yield f"{name}{colon}{_MEANING[verdict.kind].in_(language).format(**said)}"
    for each in verdict.differences:
        yield f"  {_KINDS[each.kind].in_(language)}  {_place(each, verdict, language)}"
        yield from (f"        {_marked(line)}" for line in each.lines[:MOST_LINES])
        if (more := len(each.lines) - MOST_LINES) > 0:
            yield "        " + Words(f"……（另有 {more} 行）", f"… ({counted(more, 'more line')})").in_(language)
    for remark in verdict.remarks:
        yield f"  {_REMARKS[remark].in_(language)}"


def _named(verdict: Verdict, language: Language) -> str:
    if verdict.edition is None:
        return " ".join(verdict.claims) if verdict.claims else ""
    document, release = verdict.edition.document, verdict.edition.release
    on = Words(f"（{release.on} 发布）", f" (released {release.on})").in_(language) if release else ""
    title = f"《{document.title}》" if language == "zh" else f"{document.title} "
    return f"{title}V{document.version}{on}"


def _place(difference: Difference, verdict: Verdict, language: Language) -> str:
    if difference.owner in _PLACES:
        return _PLACES[difference.owner].in_(language)
    behind = " ".join(filter(None, _clause(difference.behind, verdict))) if difference.behind else ""
    if difference.kind == "added":
        return Words(f"在 {behind} 之后", f"behind {behind}").in_(language) if behind else ""
    named = " ".join(filter(None, _clause(difference.owner, verdict)))
    if difference.kind == "moved":
        beginning = Words("移到正文开头", "now at the beginning of the text")
        now = Words(f"移到 {behind} 之后", f"now behind {behind}") if behind else beginning
        return f"{named}  {now.in_(language)}"
    return named


def _clause(id: str, verdict: Verdict) -> tuple[str, str]:
    """The number and the title of a clause, section or form; of one that is not known, its id."""
    if verdict.edition is None:
        return id, ""
    document = verdict.edition.document
    elements: Iterator[Section | Clause | Form] = chain(document.all_sections(), document.all_clauses(), document.forms)
    titles = {element.id: element.title or "" for element in elements}
    return (citations(document)[id], titles[id]) if id in titles else (id, "")


def _marked(line: Sequence[Piece]) -> str:
    from generator.verifying.differences import shortened

    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in shortened(line))


def _json(name: str, verdict: Verdict | Words) -> dict[str, Any]:
    if isinstance(verdict, Words):
        return {"file": name, "verdict": "unreadable", "genuine": False, "message": verdict.in_("en")}
    edition = verdict.edition
    claims = verdict.claims
    return {
        "file": name,
        "verdict": verdict.kind,
        "genuine": verdict.genuine,
        "sha256": verdict.digest,
        "document": edition.document.name if edition else claims[0] if claims else None,
        "version": str(edition.document.version) if edition else claims[1] if claims else None,
        "released": edition.release.on.isoformat() if edition and edition.release else None,
        "companion": verdict.companion,
        "remarks": list(verdict.remarks),
        "differences": [
            {
                "clause": each.clause,
                "part": each.owner if each.owner in _PLACES else "text",
                "citation": _clause(each.clause, verdict)[0] if each.clause else None,
                "kind": each.kind,
                "behind": each.behind,
                "lines": [[{"kind": piece.kind, "text": piece.text} for piece in line] for line in each.lines],
            }
            for each in verdict.differences
        ],
    }

"""What a Word file that came back changes: told to people, and to programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document import citations
from generator.findings import Finding, Language, Words
from generator.importing.fields import KEYS
from generator.importing.reasons import SURE, WHY
from generator.model import Document
from generator.reports.json import as_json as finding_json
from generator.reports.quote import visible
from generator.returning.merging import Conflict, Remark
from generator.returning.origin import Origin
from generator.returning.proposing import Proposal
from generator.reviewing.differences import DocumentDifference
from generator.reviewing.json import differences_json


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the difference (None where nothing could be proposed), and the findings that are new."""

    file: str
    document: Document
    origin: Origin
    proposal: Proposal
    authors: Mapping[str, int]
    difference: DocumentDifference | None
    findings: Sequence[Finding]
    written: Sequence[str]


REMARKS: Mapping[str, Words] = {
    "reworded": Words(
        "“{text}”读作 {more} 的规则，取值已改；正文按规则的说法印出，字面与 Word 略有不同。",
        "'{text}' was read as the rule on {more}, which has the value now; the text prints it in the rule's words.",
    ),
    "dropped": Words(
        "正文不再写 {more}（原为“{text}”），规则还在。请确认规则是否也要删除。",
        "The text no longer says {more} (it was '{text}'); the rule is still there. Should it go, too?",
    ),
    "split": Words(
        "这是从 {more} 拆出来的一条；{more} 的规则仍在原处，请核对哪些应归这一条。",
        "This was a part of {more}, whose rules have stayed there; see which of them belong here.",
    ),
    "join": Words(
        "{more} 并入了这一条；{more} 的规则已随它删去，还有效的请加到这一条。",
        "{more} was joined to this clause, and its rules are gone with it; add those that still hold to this one.",
    ),
    "shown": Words(
        "这一章由生成器列出（术语、相关文件或表单），改成的文字读不回来：{text}",
        "This section is listed by the generator; what it was changed to cannot be read back: {text}",
    ),
    "table": Words(
        "表格增加、删除或改了列数，请手工修改：{text}",
        "The table is new, gone, or has other columns; edit it by hand: {text}",
    ),
    "row-rule": Words("新的一行照同表其他行配了规则：{text}", "A new row got a rule like its neighbours': {text}"),
    "marred": Words(
        "有文字被划去或看不清（写在〔…〕里）。它还在 Word 里，没有当作删除；要删，请在 Word 里删掉，或手工修改 YAML：\n{text}",
        "Some text is struck out or cannot be read (in 〔…〕). It is still in the Word file and was not taken as deleted; to "
        "delete it, delete it in Word, or edit the YAML by hand:\n{text}",
    ),
    "picture": Words("图片换过或删掉了，请手工处理。", "The picture was changed or removed; see to it by hand."),
    "sign-off": Words(
        "签署表的角色或部门改过，请手工修改 sign_off。",
        "Roles or departments of the sign-off changed; edit sign_off by hand.",
    ),
    "distribution": Words(
        "分发范围里有组织没有的部门，请手工修改 distribution。",
        "It goes to departments that the organisation has not; edit distribution by hand.",
    ),
    "related": Words(
        "相关文件都删掉了，或写法认不出来，请手工修改 related。",
        "The related documents are gone, or written in another way; edit related by hand.",
    ),
    "term": Words(
        "新的术语，种类和单位不明，请手工加到 terms：{text}",
        "A new term of unknown kind; add it to terms by hand: {text}",
    ),
    "term-gone": Words(
        "定义从 Word 里删掉了，术语还在。", "Its definition is gone from the Word file; the term is still there."
    ),
    "choices": Words(
        "释义里的取值有增删或改名，请手工修改 terms；现在写着：{text}",
        "Values were added to a definition, taken out or renamed; edit terms by hand. It lists: {text}",
    ),
    "beside": Words(
        "正文以外也有改动。后面的改动清单里没有的，就没有读回，请手工处理：\n{text}",
        "Changed outside the text. What is not in the list of changes below was not read back; see to it by hand:\n{text}",
    ),
    "generated": Words(
        "这里的表由生成器按条款排出，改动不从这里读回：\n{text}",
        "These tables are made from the clauses; nothing is read back from here:\n{text}",
    ),
}
_PARTS: Mapping[str, Words] = {
    "front": Words("封面与正文之前的表格", "cover and front tables"),
    "behind": Words("正文之后的附表", "tables behind the text"),
    "margins": Words("页眉、页脚、脚注", "headers, footers, notes"),
}
_FIELDS: Mapping[str, Words] = {
    "title": Words("标题", "title"),
    "lines": Words("正文", "text"),
    "table": Words("表格", "table"),
    "picture": Words("图片", "picture"),
    "form": Words("表单", "form"),
    "removed": Words("Word 里删掉，YAML 里改过", "removed in Word, changed in the YAML"),
    "moved": Words("两边都移动过", "moved in both"),
    "about": Words("定义", "definition"),
    "aliases": Words("又称", "other names"),
    "related": Words("相关文件", "related documents"),
    "sign_off": Words("签署人", "who signs"),
    "summary": Words("本次修订的内容", "what is new in this version"),
    "by": Words("修订人", "who revised it"),
    "place": Words("Word 里放在一个 YAML 已经没有的章节下", "in Word below something that the YAML has no longer"),
}


def as_text(outcome: Outcome, language: Language) -> str:
    """All but the difference and the findings, which have forms of their own."""
    return "".join(f"{line}\n" for line in _lines(outcome, language))


def _lines(outcome: Outcome, language: Language) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    base = outcome.origin.built.stand.edition
    version, kind = base.document.version, say("发布版", "released") if base.release else say("草案", "draft")
    yield visible(
        say(
            f"{outcome.file}：由《{outcome.document.title}》V{version}（{kind}）生成。",
            f"{outcome.file}: built from {outcome.document.title} V{version} ({kind}).",
        )
    )
    if outcome.origin.guessed:
        yield say(
            "  文件里没有说明它是哪个版本，按现在的文本比较。",
            "  Nothing in it says which version it is; it is compared with the text as it is now.",
        )
    if outcome.authors:
        names = "、".join(f"{visible(name) or '—'}（{count}）" for name, count in outcome.authors.items())
        yield say(f"  含修订标记，按全部接受读取：{names}。", f"  Tracked changes count as accepted: {names}.")
    for conflict in outcome.proposal.conflicts:
        yield from _conflict(conflict, outcome, language)
    if outcome.proposal.conflicts:
        yield ""
        yield say(
            "有冲突，没有写入任何内容。请先在 YAML 或 Word 里改成一致，再导入一次。",
            "There are conflicts, and nothing was written. Settle them in the YAML or in Word, then import again.",
        )
    for id, rule in outcome.proposal.rules:
        why = "；".join(WHY[key].in_(language) for key in rule.why)
        sure = SURE[rule.sure].in_(language)
        yield visible(
            say(f"  提议（{sure}） {id}：“{rule.words}” → ", f"  proposed ({sure}) {id}: '{rule.words}' → ")
            + f"{rule.strength}: {{ {rule.term}: {rule.value} }} ({why})"
        )
    for remark in outcome.proposal.remarks:
        yield from _remark(remark, outcome, language)
    for id, author, text in outcome.proposal.comments:
        where = _named(id, outcome) if id else say("全文", "the whole")
        yield visible(say(f"  批注 {where}  {author}：", f"  comment {where}  {author}: ") + " ".join(text.split()))


def _named(id: str, outcome: Outcome) -> str:
    for document in (outcome.document, outcome.origin.built.stand.edition.document):
        if (number := citations(document).get(id)) is not None:
            return f"{number}（{id}）"
    return id


def _conflict(conflict: Conflict, outcome: Outcome, language: Language) -> Iterator[str]:
    what = (_FIELDS.get(conflict.what) or Words(KEYS[conflict.what][0], conflict.what)).in_(language)
    yield visible(Words("冲突 ", "conflict ").in_(language) + f"{_named(conflict.id, outcome)}  {what}")
    rows = (
        (Words("原来", "before"), conflict.before),
        (Words("Word", "Word"), conflict.word),
        (Words("YAML", "YAML"), conflict.yaml),
    )
    yield from (f"    {name.in_(language)}: {visible(text)}" for name, text in rows if text)


def _remark(remark: Remark, outcome: Outcome, language: Language) -> Iterator[str]:
    where = _PARTS[remark.id].in_(language) if remark.id in _PARTS else _named(remark.id, outcome)
    said = REMARKS[remark.kind].in_(language).format(text=remark.text, more=remark.more)
    first, *rest = said.split("\n")
    yield visible(Words(f"  注意 {where}  ", f"  note {where}  ").in_(language) + first)
    yield from (f"      {visible(line)}" for line in rest)


def as_json(outcome: Outcome, language: Language) -> str:
    """One JSON object; keys and codes never change with the language."""
    base = outcome.origin.built.stand.edition
    made = {
        "format": 1,
        "file": outcome.file,
        "document": outcome.document.name,
        "base": {
            "version": str(base.document.version),
            "released": base.release is not None,
            "guessed": outcome.origin.guessed,
        },
        "tracked": {"accepted": True, "authors": dict(outcome.authors)},
        "conflicts": [
            {"clause": c.id or None, "what": c.what, "before": c.before, "word": c.word, "yaml": c.yaml}
            for c in outcome.proposal.conflicts
        ],
        "rules": [
            {
                "clause": id,
                "strength": rule.strength,
                "term": rule.term,
                "value": rule.value,
                "words": rule.words,
                "sure": rule.sure,
                "in_force": rule.sure != "low",
            }
            for id, rule in outcome.proposal.rules
        ],
        "remarks": [
            {"remark": r.kind, "clause": r.id or None, "text": r.text, "term": r.more or None}
            for r in outcome.proposal.remarks
        ],
        "comments": [
            {"clause": id or None, "author": author, "text": text} for id, author, text in outcome.proposal.comments
        ],
        "changes": json.loads(differences_json([outcome.difference]))["documents"] if outcome.difference else [],
        "findings": [finding_json(each, language) for each in outcome.findings],
        "files": list(outcome.proposal.files),
        "written": list(outcome.written),
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"

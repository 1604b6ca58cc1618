"""What both formats for people say of clauses and documents, as lines without any markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.document import citations
from generator.document.annexes import MarkedLine
from generator.document.words import Piece
from generator.findings import Finding, Language, Words, counted
from generator.history.following import Concern
from generator.model import Document, Policy
from generator.reviewing.differences import ClauseDifference, DocumentDifference
from generator.reviewing.impact import Standing, says
from generator.reviewing.review import Review, WaiverChange
from generator.reviewing.telling import direction_words
from generator.reviewing.versioning import Needed

COLON = Words("：", ": ")
BRACKETS = Words("（{}）", " ({})")
ORDER = ("tighter", "looser", "incomparable", "equivalent", "editorial")


def heading(difference: ClauseDifference) -> str:
    """`三（一）2 工作时间响应`, with the number that it had, where it moved."""
    change = difference.change
    earlier = f"（原{change.earlier}）" if change.earlier else ""
    return f"{change.label}{earlier} {change.title or ''}".strip()


def count(difference: DocumentDifference, language: Language) -> str:
    """`更严 2、仅文字 1`: how many clauses came to mean what."""
    met: dict[str, tuple[Words, int]] = {}
    for each in difference.clauses:
        if each.meaning is not None and each.clause is not None:
            alone = each.clause.old is None or each.clause.new is None
            words = direction_words(each.meaning, alone=alone)
            key = f"{ORDER.index(each.meaning.direction.value)}{words.en}"
            met[key] = (words, met.get(key, (words, 0))[1] + 1)
    said = [f"{words.in_(language)} {number}" for _, (words, number) in sorted(met.items())]
    rest = sum(each.meaning is None for each in difference.clauses)
    if rest:
        said.append(Words(f"其他 {rest}", f"other {rest}").in_(language))
    if difference.terms:
        said.append(Words(f"术语 {len(difference.terms)}", f"terms {len(difference.terms)}").in_(language))
    return ("、" if language == "zh" else ", ").join(said)


def marked(old: Sequence[MarkedLine], new: Sequence[MarkedLine]) -> Iterator[tuple[str, MarkedLine]]:
    """Lines of both versions: first what both begin with (` `), then what the old one says (`-`) and the new one (`+`)."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    yield from ((" ", line) for line in old[:same])
    yield from (("-", line) for line in old[same:] if line)
    yield from (("+", line) for line in new[same:] if line)


def stretches(line: MarkedLine) -> Iterator[Piece]:
    """The pieces of a line, neighbours of one kind as one."""
    for kind, pieces in groupby(line, key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in pieces))


def named(department: str, document: Document) -> str:
    """`客户服务部《热线班组作业细则》`; the title alone where it names the department."""
    return f"《{document.title}》" if document.title.startswith(department) else f"{department}《{document.title}》"


def own_figures(standing: Standing) -> list[str]:
    """What a document says of what changed above, clause by clause: `三（一）3 热线响应时间应不超过60秒（夜间或节假日）`."""
    return list(dict.fromkeys(f"{each.label} {each.says}".strip() for each in standing.speaking))


def own_side(finding: Finding, standing: Standing) -> tuple[str, str]:
    """The number of the document's clause that a finding is about, and what that says of the matter."""
    said = {each.id: each.says for each in standing.speaking}
    labels = citations(standing.document)
    own = [clash.clause for clash in finding.conflict if clash.document == finding.document]
    ids = own or ([finding.clause] if finding.clause else [])
    if finding.conflict:  # a document that changed itself speaks of nothing that changed above
        about = frozenset(finding.witness.conduct if finding.witness else ())
        said = {c.id: says(c, about) for c in standing.document.all_clauses() if c.id in ids} | said
    return "、".join(labels.get(id, id) for id in ids), "；".join(said[id] for id in ids if said.get(id))


def upper_side(finding: Finding, policy: Policy) -> str:
    """The clauses above that a finding names."""
    titles = {e.document.name: e.document.title for p in policy.procedures for e in (*p.releases, *p.working)}
    found = [c for c in finding.conflict if c.document != finding.document]
    return "、".join(f"《{titles[clash.document]}》{clash.citation}" for clash in found)


def wronged_words(review: Review) -> Words:
    """How many documents the change puts in the wrong, and how many it does not."""
    wrong, fine = len(review.wronged), len(review.standings) - len(review.wronged)
    return Words(
        f"{wrong} 份下级文件将不合规，{fine} 份不受影响",
        f"{counted(wrong, 'document')} below now wrong, {fine} not affected",
    )


def again(concern: Concern, own_labels: Mapping[str, str]) -> Words:
    """`三（一）2、三（一）3 ← 三（二）1（1）`: what to look at again, and what changed above."""
    own = "、".join(own_labels[id] for id in concern.own)
    change = concern.change
    if change is None:
        return Words(f"{own} ← 术语“{concern.term}”", f"{own} ← the term {concern.term}")
    upper = citations((concern.step.new if change.new else concern.step.old).document)[change.id]
    title = concern.step.new.document.title
    kind = {"new": Words("新增", "new"), "gone": Words("删去", "gone"), "changed": Words("有改动", "changed")}[
        change.kind
    ]
    if not own:
        return Words(
            f"需要新写一条落实《{title}》{upper}（{kind.zh}）", f"needs a clause for {title} {upper} ({kind.en})"
        )
    return Words(f"{own} ← 《{title}》{upper}（{kind.zh}）", f"{own} ← {title} {upper} ({kind.en})")


def besides(review: Review) -> Iterator[Words]:
    """What a change does beside what it says differently: documents that became unreadable, waivers, releases, files."""
    for name in review.unread:
        yield Words(f"{name}读不出来了", f"{name} can no longer be read")
    for name in review.reread:
        yield Words(f"{name}又读得出来了", f"{name} can be read again")
    yield from map(_waiver, review.waivers)
    for edition in review.released:
        title, version = edition.document.title, edition.document.version
        yield Words(f"发布了《{title}》{version} 版", f"releases {title} {version}")
    if names := "、".join(review.other_files):
        yield Words(f"其他文件：{names}", f"other files: {names.replace('、', ', ')}")


def _waiver(change: WaiverChange) -> Words:
    """`新增豁免 customer-service/hotline-night（hotline/response），至 2027-03-31：值守不足。（沟通管理部批准）`."""
    waiver = change.new or change.old
    assert waiver is not None
    kind = "new" if change.old is None else "gone" if change.new is None else "changed"
    what = {
        "new": Words("新增豁免", "new waiver of"),
        "gone": Words("取消豁免", "no waiver any more of"),
        "changed": Words("改动豁免", "other waiver of"),
    }[kind]
    clause, origin = "/".join(waiver.clause), "/".join(waiver.origin)
    ends = " → ".join(dict.fromkeys(str(each.until) for each in (change.old, change.new) if each))
    return Words(
        f"{what.zh} {clause}（{origin}），至 {ends}：{waiver.because}（{waiver.approved_by}批准）",
        f"{what.en} {clause} ({origin}), until {ends}: {waiver.because} (approved by {waiver.approved_by})",
    )


def version_words(needed: Needed) -> Words:
    """What a document needs to be released."""
    title, version = needed.edition.document.title, needed.edition.document.version
    if needed.last is None:
        return Words(f"《{title}》{version} 版尚未发布过", f"{title} {version} was never released")
    if needed.enough:
        return Words(f"《{title}》{version} 版待发布", f"{title} {version} is to be released")
    if version == needed.last:
        return Words(
            f"《{title}》{version} 版已发布，不能再改：版本号须提高到 {needed.least}",
            f"{title} {version} is released and can change no more: raise its version to {needed.least}",
        )
    return Words(
        f"《{title}》的版本号 {version} 不够，须为 {needed.least}",
        f"{title} needs version {needed.least}, {version} is not enough",
    )

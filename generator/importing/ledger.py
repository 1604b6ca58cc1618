"""Where every paragraph and row of a Word file went: into the YAML, or named with the reason why not. Nothing else is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.findings import Words

REASONS: Mapping[str, Words] = {
    "text": Words("正文", "text"),
    "heading": Words("标题", "headings"),
    "table": Words("表格", "tables"),
    "cover": Words("封面和文件头", "cover and head"),
    "sign-off": Words("签署表", "sign-off"),
    "revision": Words("修订记录", "revision record"),
    "form": Words("记录表单", "record forms"),
    "list": Words("相关文件、表单清单、术语", "related documents, lists of forms, terms"),
    "picture": Words("图片", "pictures"),
    "empty": Words("空段落、空行", "empty paragraphs and rows"),
    "contents": Words("目录（由系统生成）", "table of contents (it is generated)"),
    "generated": Words("由系统生成的内容（标题重复、表头文字等）", "what the generator writes by itself"),
    "deleted": Words("修订中已删除的文字", "text that a tracked change deleted"),
    "hidden": Words("隐藏文字", "hidden text"),
    "text-box": Words("文本框里的文字", "text in text boxes"),
    "earlier-revision": Words(
        "以前版本的修订记录（由发布历史生成）", "earlier revisions (the release history gives them)"
    ),
    "not-kept": Words("封面上格式没有对应项的内容", "things on the cover that the format has no key for"),
    "unplaced": Words("没有放进 YAML 的段落，请自行处理", "paragraphs without a place in the YAML; please look"),
    "comment": Words("批注", "comments"),
    "note": Words("脚注、尾注", "foot- and endnotes"),
    "margin": Words("页眉、页脚", "headers and footers"),
    "outside": Words("指向文件之外的地址（没有访问）", "addresses outside the file (nobody followed them)"),
    "unread": Words("没有读取的嵌入内容", "embedded things that were not read"),
    "image": Words("没有导入的图片和图形", "pictures and drawings that were not taken over"),
}
"""Why something stands where it stands; those of `IN_YAML` are in the YAML."""

IN_YAML = ("heading", "text", "table", "cover", "sign-off", "revision", "form", "list", "picture")
SILENT = ("empty",)
"""What has nothing to show but its count."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the file that is not in the YAML. `place` is its paragraph, or 0 where it stands beside the body."""

    reason: str
    place: int
    text: str


@dataclass(slots=True)
class Step:
    """A change that the format made necessary: at which paragraph, and which one (a key of `reasons.STEPS`)."""

    kind: str
    paragraph: int
    text: str = ""


@dataclass(slots=True)
class Ledger:
    """The fate of each paragraph and row by its number; the first that is said of one counts."""

    paragraphs: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def keep(self, paragraph: int, reason: str) -> None:
        """It is in the YAML."""
        self.paragraphs.setdefault(paragraph, reason)

    def leave(self, paragraph: int, reason: str, text: str) -> None:
        """It is not, and here is why."""
        if paragraph not in self.paragraphs:
            self.paragraphs[paragraph] = reason
            if reason not in SILENT:
                self.entries.append(Entry(reason, paragraph, text))

    def row(self, row: int, reason: str) -> None:
        """Where a row went."""
        self.rows.setdefault(row, reason)

    def beside(self, reason: str, text: str, place: int = 0) -> None:
        """Something that is no paragraph of the body, or a part of one."""
        self.entries.append(Entry(reason, place, text))

    def counted(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many paragraphs and rows went where."""
        return _counts(self.paragraphs), _counts(self.rows)


def _counts(fates: Mapping[int, str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for reason in fates.values():
        counts[reason] = counts.get(reason, 0) + 1
    return {reason: counts[reason] for reason in REASONS if reason in counts}

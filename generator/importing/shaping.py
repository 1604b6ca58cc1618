"""From the tree to sections and clauses: two levels of sections, three of clauses, whatever the document had.

What the format has no room for is folded into the text above it with its number typed; what has no number becomes a lead or
a clause; each such step is noted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importing.content import Block, Paragraph, Table, WordFile
from generator.importing.draft import Draft, DraftClause, DraftSection, Line, said
from generator.importing.fields import squeezed
from generator.importing.holding import Holder
from generator.importing.ledger import Ledger, Step
from generator.importing.lines import lines_of, run_in
from generator.importing.listing import form_of, listed
from generator.importing.outline import Node, Outline
from generator.importing.special import is_definitions

MAX_CLAUSE_DEPTH = 3
_ASKS = re.compile(
    r"必须|务必|不得|不应|严禁|禁止|应当|(?<![响相反供适回效呼感对])应(?!用|急|届|付|收|邀|诉|援|变|聘)|宜|\d\s*(?:[秒分小天日周月年次人条份字元%％个工季万])|以内|不超过|至少"
)
_SPREAD = re.compile(r"[\u3400-\u9fff](?:[\s　]+[\u3400-\u9fff]){1,5}")
"""A title spread over its line: 总　则."""
_HEAD_OF = re.compile(r"[，。；：,;:、（(]")


@dataclass(slots=True)
class Shaper:
    """Shapes one document. `ours` says that this project made the file."""

    word: WordFile
    ledger: Ledger
    draft: Draft
    ours: bool = False
    steps: list[Step] = field(default_factory=list)

    def shape(self, outline: Outline, preamble: Sequence[Paragraph]) -> None:
        """Fills the draft's sections, appendices and forms."""
        nodes = list(outline.root.children)
        rest = [node for node in nodes if node.scheme not in ("附录", "附件")]
        schemes = {
            child.scheme
            for node in rest
            for child in (node, *node.children, *(g for c in node.children for g in c.children))
        }
        articles = "第X条" in schemes or ("第X章" in schemes and not schemes & {"1.", "1、", "1"})
        self.draft.numbering = "articles" if articles else "outline"
        for node in nodes:
            if node.scheme == "附件" and (form := form_of(node, self.ledger)) is not None:
                self.draft.forms.append(form)
            elif node.scheme in ("附录", "附件"):
                self.draft.appendices.append(self._section(node, 1))
        self._chapters(rest)
        self._beginning([*preamble, *outline.root.body])
        if not self.draft.sections:
            self.draft.sections.append(DraftSection("正文", lines=[["（正文待补）"]]))
        self._number_forms()

    def _chapters(self, nodes: Sequence[Node]) -> None:
        """Sections of the first level; clauses that stand in none are gathered in one."""
        headed = any(node.is_heading and node.scheme != "第X条" for node in nodes)
        gathered: DraftSection | None = None
        for node in nodes:
            if self._is_made_elsewhere(node):
                continue
            if node.scheme == "第X条" or not headed:
                if gathered is None:
                    gathered = DraftSection("正文", source=node.source.number if node.source else 0)
                    self.draft.sections.append(gathered)
                    self.steps.append(Step("added-chapter", gathered.source, gathered.title))
                gathered.clauses += self._clause(node, 1)
            else:
                gathered = None
                self.draft.sections.append(self._section(node, 1))

    def _is_made_elsewhere(self, node: Node) -> bool:
        """A chapter of which nothing is left, since its table is one that the generator makes (修订记录)."""
        made = re.fullmatch(
            r"(?:文件)?(?:修订|修改|变更|版本|更改)(?:记录|历史|履历)(?:表)?|签署表|签署页", squeezed(node.text)
        )
        if made is None or node.children or node.source is None or any(isinstance(block, Table) for block in node.body):
            return False
        self.ledger.leave(node.source.number, "generated", node.text)
        for block in node.body:
            if isinstance(block, Paragraph):
                self.ledger.leave(block.number, "generated", block.text)
        return True

    def _beginning(self, blocks: Sequence[Block]) -> None:
        """What stands before the first number: the first chapter's lead, or clauses where there are no chapters."""
        if not blocks:
            return
        if self.draft.sections:
            holder = Holder(self.word, self.ledger, self.steps)
            lead = holder.lead(blocks)
            first = self.draft.sections[0]
            first.lines = lead + first.lines
            first.clauses = holder.clauses + first.clauses
            if lead:
                self.steps.append(Step("moved-preamble", next(b.number for b in blocks if isinstance(b, Paragraph))))
            return
        holder = Holder(self.word, self.ledger, self.steps)
        section = DraftSection("正文", clauses=holder.each(blocks))
        self.steps.append(Step("added-chapter", 0, section.title))
        self.draft.sections.append(section)

    def _section(self, node: Node, level: int) -> DraftSection:
        section = DraftSection(
            self._title(node),
            source=node.source.number if node.source else 0,
            label=node.label.text if node.label else "",
            keys=node.keys,
        )
        if node.source:
            self.ledger.keep(node.source.number, "heading")
        if listed(node, section, self.draft, self.ledger, self.steps, ours=self.ours):
            return section
        inner = level == 1 and self._has_sections(node)
        holder = Holder(self.word, self.ledger, self.steps)
        if not self.ours and not node.children and _asks(node.body):
            section.clauses += holder.each(node.body)
        else:
            section.lines = holder.lead(node.body)
            section.clauses += holder.clauses
        for child in node.children:
            if inner and self._begins_section(child, section):
                section.sections.append(self._section(child, level + 1))
            else:
                section.clauses += self._clause(child, 1)
        if not self.ours and not node.is_heading and level == 1 and not section.lines and not section.clauses:
            self._split_sentence(section, node)
        return section

    def _title(self, node: Node) -> str:
        lines = lines_of(node.source, node.skip) if node.source else []
        text = " ".join(map(said, lines)).strip()
        if _SPREAD.fullmatch(text):
            text = squeezed(text)
        if len(text) > 900:
            self.steps.append(Step("long-title", node.source.number if node.source else 0, text[900:]))
        return text[:900] or "（无标题）"

    def _split_sentence(self, section: DraftSection, node: Node) -> None:
        """A chapter that is a sentence which asks for something: a rule needs a clause."""
        if node.source is None or not (len(section.title) > 60 or _ASKS.search(section.title)):
            return
        text = section.title
        section.title = _HEAD_OF.split(text)[0][:20] or "规定"
        section.clauses = [DraftClause(lines_of(node.source, node.skip), source=node.source.number, keys=node.keys)]
        self.steps.append(Step("added-heading", node.source.number, section.title))

    def _has_sections(self, node: Node) -> bool:
        """Whether what stands below a chapter is sections: headings with numbered text below them, in one row."""
        kids = node.children
        if self.ours:
            return any(kid.source is not None and kid.source.outline is not None for kid in kids)
        if any(kid.scheme in ("第X条", "•") for kid in kids):
            return False
        first = next((place for place, kid in enumerate(kids) if kid.is_heading and self._is_section(kid)), None)
        if first is None or not all(kid.is_heading for kid in kids[first:]):
            return any(kid.scheme == "第X节" for kid in kids)
        return not any(kid.is_heading and kid.children for kid in kids[:first])

    def _begins_section(self, node: Node, section: DraftSection) -> bool:
        """Whether a node below a chapter is a section, or still a clause of the chapter itself."""
        if self.ours:
            return node.source is not None and node.source.outline is not None
        return node.is_heading or bool(section.sections)

    def _is_section(self, node: Node) -> bool:
        return bool(node.children) or is_definitions(node)

    def _clause(self, node: Node, depth: int) -> list[DraftClause]:
        """A clause; where several tables follow it, more than one."""
        assert node.source is not None
        self.ledger.keep(node.source.number, "text")
        if node.scheme == "•":
            self.steps.append(Step("bullets", node.source.number))
        title, skip = run_in(node.source, node.skip)
        lines = lines_of(node.source, skip)
        clause = DraftClause(
            lines, title, source=node.source.number, label=node.label.text if node.label else "", keys=node.keys
        )
        holder = Holder(self.word, self.ledger, self.steps, clause)
        holder.pictures_of(node.source)
        heading = not self.ours and node.is_heading and not title and bool(lines)
        holder.follow(node.body)
        if heading and len(clause.lines) > 1:
            clause.title = said(clause.lines.pop(0))
        if not clause.lines:
            clause.lines, clause.title = (
                ([[clause.title]] if clause.title else [["见下图。" if clause.picture else "见下。"]]),
                "",
            )
        if depth < MAX_CLAUSE_DEPTH:
            clause.clauses += holder.clauses
            for child in node.children:
                clause.clauses += self._clause(child, depth + 1)
            return [clause]
        beside = list(holder.clauses)
        for child in node.children:
            beside += self._fold(child, clause)
        return [clause, *beside]

    def _fold(self, node: Node, clause: DraftClause) -> list[DraftClause]:
        """What is too deep becomes text of the clause above, its number typed; gives the clauses that its tables need."""
        beside: list[DraftClause] = []
        waiting = [node]
        while waiting:
            each = waiting.pop(0)
            assert each.source is not None
            self.ledger.keep(each.source.number, "text")
            label = f"{each.label.text}" if each.label else ""
            gap = "" if label.endswith(("、", "）", ")")) or not label else " "
            lines = lines_of(each.source, each.skip)
            if lines:
                first: Line = [f"{label}{gap}", *lines[0]] if label else lines[0]
                if len(first) > 1 and isinstance(first[0], str) and isinstance(first[1], str):
                    first = [first[0] + first[1], *first[2:]]
                clause.lines += [first, *lines[1:]]
            self.steps.append(Step("folded", each.source.number, label))
            holder = Holder(self.word, self.ledger, self.steps, clause)
            holder.pictures_of(each.source)
            holder.follow(each.body)
            beside += holder.clauses
            waiting = [*each.children, *waiting]
        return beside

    def _number_forms(self) -> None:
        """A form without a number of its own cannot stand; its owner is asked."""
        for place, form in enumerate(self.draft.forms, 1):
            if not form.number:
                form.number = f"待填写-{place:02d}"


def _asks(body: Sequence[Block]) -> bool:
    return any(isinstance(block, Table) or _ASKS.search(block.text) for block in body)

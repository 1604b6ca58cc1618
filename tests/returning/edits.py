"""Random edits of a Word file, as a department makes them, with what the YAML has to say afterwards."""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass, field, replace

from lxml import etree

from generator.returning.elements import Content, Slot

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BY = {f"{{{W}}}author": "某人", f"{{{W}}}date": "2026-11-20T00:00:00Z", f"{{{W}}}id": "9000"}
NEW = (
    "值班坐席接班时与交班坐席当面交接。",
    "交接情况记在交接本上，双方签名。",
    "设备有异常的，先报机房再换机。",
    "外来人员由接待人陪同进入工作区。",
)


def q(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass
class Script:
    """Edits done to one file. `held` is what each element has to say, `order` what each list has to hold."""

    random: random.Random
    body: etree._Element
    held: dict[str, Content]
    order: dict[Slot, list[str]]
    slots: dict[str, Slot]
    figures: dict[str, set[str]]
    referred: set[str]
    log: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    added: dict[str, tuple[Slot, str, str | None]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    @property
    def controls(self) -> dict[str, etree._Element]:
        found = {}
        for each in self.body.iter(q("sdt")):
            tag = each.find(f"{q('sdtPr')}/{q('tag')}")
            if tag is not None:
                found[tag.get(q("val"))] = each
        return found

    def choose(self, wanted) -> tuple[str, etree._Element] | None:
        found = [(id, sdt) for id, sdt in self.controls.items() if id not in self.touched and wanted(id, sdt)]
        return self.random.choice(found) if found else None

    def leaf(self, id: str, sdt: etree._Element) -> bool:
        slot = self.slots[id]
        mates = [each for each in self.order[slot] if each not in self.gone]
        return Slot(id, "clauses") not in self.order and len(mates) > 1

    def figure(self, tracked: bool) -> None:
        """Another number in a figure that a rule gives."""

        def wanted(id, sdt):
            return any(re.search(r"[1-9]\d*", text) for text in self.figures.get(id, ()))

        if (chosen := self.choose(wanted)) is None:
            return
        id, sdt = chosen
        words = self.random.choice(sorted(text for text in self.figures[id] if re.search(r"[1-9]\d*", text)))
        runs = [t for t in sdt.iter(q("t")) if t.text == words]
        if len(runs) != 1 or sum(words in line for line in self.held[id].lines) > 1:
            return
        number = re.findall(r"[1-9]\d*", words)[-1]
        now = re.sub(rf"{number}(?!.*\d)", str(int(number) + self.random.randint(1, 9)), words)
        self._retype(runs[0], now, tracked)
        self._says(id, words, now)
        self.log.append(f"figure {id}: {words} -> {now}")

    def words(self, tracked: bool) -> None:
        """Some words more, or others."""

        def wanted(id, sdt):
            return any(self._plain(t, id) for t in sdt.findall(f"{q('sdtContent')}/{q('p')}/{q('r')}/{q('t')}"))

        if (chosen := self.choose(wanted)) is None:
            return
        id, sdt = chosen
        runs = [t for t in sdt.findall(f"{q('sdtContent')}/{q('p')}/{q('r')}/{q('t')}") if self._plain(t, id)]
        run = self.random.choice(runs)
        before = run.text
        at = self.random.randint(2, len(before) - 2)
        now = self.random.choice((before[:at] + "（试行）" + before[at:], before[:at] + "有关" + before[at + 1 :]))
        if sum(before in line for line in self.held[id].lines) != 1:
            return
        self._retype(run, now, tracked)
        self._says(id, before, now)
        self.log.append(f"words {id}: {before} -> {now}")

    def title(self, tracked: bool) -> None:
        if (chosen := self.choose(lambda name, sdt: bool(self.held[name].title))) is None:
            return
        id, sdt = chosen
        run = next(t for t in sdt.iter(q("t")) if t.text and t.text.startswith(self.held[id].title))
        title = self.held[id].title + self.random.choice(("要求", "办法"))
        self._retype(run, title + "　", tracked)
        self.held[id] = replace(self.held[id], title=title)
        self.touched.add(id)
        self.log.append(f"title {id}: {title}")

    def cell(self, tracked: bool) -> None:
        """Another word in a cell that no rule gives."""
        if (chosen := self.choose(lambda name, sdt: self.held[name].table is not None)) is None:
            return
        id, sdt = chosen
        columns, rows = self.held[id].table
        cells = [
            (r, c)
            for r, row in enumerate(rows)
            for c, cell in enumerate(row)
            if len(cell) == 1 and cell[0] not in self.figures.get(id, ()) and not re.search(r"\d", cell[0])
        ]
        if not cells:
            return
        r, c = self.random.choice(cells)
        cell = list(sdt.iter(q("tr")))[r + 1].findall(q("tc"))[c]
        runs = list(cell.iter(q("t")))
        if len(runs) != 1:
            return
        now = rows[r][c][0] + "等"
        self._retype(runs[0], now, tracked)
        made = [list(row) for row in rows]
        made[r][c] = (now,)
        self.held[id] = replace(self.held[id], table=(columns, tuple(map(tuple, made))))
        self.touched.add(id)
        self.log.append(f"cell {id} {r},{c}: {now}")

    def row(self, tracked: bool) -> None:
        """One row less."""
        if (
            chosen := self.choose(
                lambda name, sdt: self.held[name].table is not None and len(self.held[name].table[1]) > 2
            )
        ) is None:
            return
        id, sdt = chosen
        columns, rows = self.held[id].table
        r = self.random.randrange(len(rows))
        row = list(sdt.iter(q("tr")))[r + 1]
        if tracked:
            properties = row.find(q("trPr"))
            if properties is None:
                properties = etree.Element(q("trPr"))
                row.insert(0, properties)
            etree.SubElement(properties, q("del"), BY)
            for paragraph in row.iter(q("p")):
                self._delete(paragraph)
        else:
            row.getparent().remove(row)
        self.held[id] = replace(self.held[id], table=(columns, rows[:r] + rows[r + 1 :]))
        self.touched.add(id)
        self.log.append(f"row {id} {r}")

    def add(self, tracked: bool) -> None:
        """A clause behind another one, in its control or behind it, with the style that Word gives it."""
        if (chosen := self.choose(lambda name, sdt: self.leaf(name, sdt) and self.held[name].table is None)) is None:
            return
        id, sdt = chosen
        if self.held[id].picture is not None or any(after == id for _, _, after in self.added.values()):
            return
        style = sdt.find(f"{q('sdtContent')}/{q('p')}/{q('pPr')}")
        paragraph = etree.Element(q("p"))
        paragraph.append(copy.deepcopy(style))
        text = self.random.choice([each for each in NEW if not any(each in said for _, said, _ in self.added.values())])
        title = self.random.choice(("", "交接事项"))
        runs = [*([(f"{title}　", True)] if title else []), (text, False)]
        for said, bold in runs:
            run = etree.Element(q("r"))
            if bold:
                etree.SubElement(etree.SubElement(run, q("rPr")), q("rStyle"), {q("val"): "ClauseTitle"})
            etree.SubElement(run, q("t")).text = said
            if tracked:
                inserted = etree.Element(q("ins"), BY)
                inserted.append(run)
                run = inserted
            paragraph.append(run)
        if self.random.random() < 0.5:
            sdt.find(q("sdtContent")).append(paragraph)
        else:
            sdt.addnext(paragraph)
        key = f"new {len(self.added)}"
        self.added[key] = (self.slots[id], title + text, id)
        self.held[key] = Content(title, (text,))
        order = self.order[self.slots[id]]
        order.insert(order.index(id) + 1, key)
        self.slots[key] = self.slots[id]
        self.touched.add(id)
        self.log.append(f"add after {id}: {title} {text}")

    def remove(self, tracked: bool) -> None:
        if (chosen := self.choose(lambda name, sdt: self.leaf(name, sdt) and name not in self.referred)) is None:
            return
        id, sdt = chosen
        if tracked and self.held[id].table is None and self.held[id].picture is None:
            for paragraph in sdt.iter(q("p")):
                self._delete(paragraph)
        else:
            sdt.getparent().remove(sdt)
        self.order[self.slots[id]].remove(id)
        self.gone.add(id)
        self.touched.add(id)
        self.log.append(f"remove {id} {tracked}")

    def move(self, tracked: bool) -> None:
        """A clause behind another one of its depth, anywhere."""
        if (chosen := self.choose(self.leaf)) is None:
            return
        id, sdt = chosen

        def style(each):
            return each.find(f"{q('sdtContent')}/{q('p')}/{q('pPr')}/{q('pStyle')}").get(q("val"))

        def wanted(other, each):
            return other != id and self.leaf(other, each) and style(each) == style(sdt)

        if (found := self.choose(wanted)) is None:
            return
        other, target = found
        mates = self.order[self.slots[other]]
        if mates[mates.index(other) + 1 :][:1] == [id]:
            return
        self.order[self.slots[id]].remove(id)
        target.addnext(sdt)
        slot = self.slots[other]
        self.order[slot].insert(self.order[slot].index(other) + 1, id)
        self.slots[id] = slot
        self.touched |= {id, other}
        self.log.append(f"move {id} behind {other}")

    def _plain(self, t: etree._Element, id: str) -> bool:
        style = t.getparent().find(f"{q('rPr')}/{q('rStyle')}")
        return bool(style is None and t.text and len(t.text) > 8 and t.text not in self.figures.get(id, ()))

    def _says(self, id: str, before: str, now: str) -> None:
        if (table := self.held[id].table) is not None:
            rows = tuple(tuple(tuple(now if x == before else x for x in cell) for cell in row) for row in table[1])
            self.held[id] = replace(self.held[id], table=(table[0], rows))
        lines = tuple(line.replace(before, now, 1) if before in line else line for line in self.held[id].lines)
        self.held[id] = replace(self.held[id], lines=lines)
        self.touched.add(id)

    def _retype(self, t: etree._Element, now: str, tracked: bool) -> None:
        if not tracked:
            t.text = now
            return
        run = t.getparent()
        fresh = copy.deepcopy(run)
        fresh.find(q("t")).text = now
        for name, each, kind in (("ins", fresh, "t"), ("del", copy.deepcopy(run), "delText")):
            wrapped = etree.Element(q(name), BY)
            each.find(q("t")).tag = q(kind)
            wrapped.append(each)
            run.addnext(wrapped)
        run.getparent().remove(run)

    def _delete(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(q("pPr"))
        marks = properties.find(q("rPr"))
        marks = etree.SubElement(properties, q("rPr")) if marks is None else marks
        marks.insert(0, etree.Element(q("del"), BY))
        for run in list(paragraph.iter(q("r"))):
            wrapped = etree.Element(q("del"), BY)
            run.addprevious(wrapped)
            wrapped.append(run)
            for t in run.iter(q("t")):
                t.tag = q("delText")

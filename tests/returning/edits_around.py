"""More random edits of a Word file: rows, tracked moves, clauses broken and joined, headings, and all around the clauses."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from dataclasses import dataclass, field, replace

from edits import BY, Script, W, q
from lxml import etree

from generator.returning.elements import Content, Slot
from generator.returning.standing import Standing
from generator.word.writing import bookmark_name

SHIFTS = "值班表由班长每周公布一次。"
Row = tuple[tuple[str, ...], ...]


def day(value) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


@dataclass
class WholeScript(Script):
    """`head` is what keys of the document have to say, `about` what definitions, `related` what the list holds."""

    document: object = None
    abouts: dict[str, str] = field(default_factory=dict)
    head: dict[str, object] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    related: list[tuple[str, str]] | None = None
    comments: list[tuple[str, str]] = field(default_factory=list)

    def new_row(self, tracked: bool) -> None:
        """One row more, behind another one."""
        if (chosen := self._with_rows()) is None:
            return
        id, table, (columns, rows) = chosen
        r = self.random.randrange(len(rows))
        row = table[r + 1]
        fresh = copy.deepcopy(row)
        words = tuple((f"另定{c}",) for c in range(len(rows[r])))
        for cell, (text,) in zip(fresh.findall(q("tc")), words, strict=True):
            first, *more = cell.findall(q("p"))
            for each in (*more, *first.findall(q("r")), *first.findall(q("hyperlink"))):
                each.getparent().remove(each)
            run = etree.SubElement(etree.SubElement(first, q("ins"), BY) if tracked else first, q("r"))
            etree.SubElement(run, q("t")).text = text
        if tracked:
            self._row_mark(fresh, "ins")
        row.addnext(fresh)
        self._table(id, columns, (*rows[: r + 1], words, *rows[r + 1 :]), f"new_row {id} after {r}")

    def move_row(self, tracked: bool) -> None:
        if (chosen := self._with_rows()) is None:
            return
        id, table, (columns, rows) = chosen
        r, to = self.random.sample(range(len(rows)), 2)
        moved = table[r + 1]
        places = [*table]
        places.insert(to + 1, places.pop(r + 1))
        for place in places:
            moved.getparent().append(place)
        order = list(rows)
        order.insert(to, order.pop(r))
        self._table(id, columns, tuple(order), f"move_row {id} {r} to {to}")

    def _with_rows(self):
        def wanted(id, sdt):
            table = self.held[id].table
            # Which row is which is told by what they say.
            return table is not None and len(table[1]) > 2 and len(set(table[1])) == len(table[1])

        if (chosen := self.choose(wanted)) is None:
            return None
        id, sdt = chosen
        return id, list(sdt.iter(q("tr"))), self.held[id].table

    def _table(self, id: str, columns, rows: tuple[Row, ...], log: str) -> None:
        self.held[id] = replace(self.held[id], table=(columns, rows))
        self.touched.add(id)
        self.log.append(log)

    def _row_mark(self, row: etree._Element, name: str) -> None:
        properties = row.find(q("trPr"))
        if properties is None:
            properties = etree.Element(q("trPr"))
            row.insert(0, properties)
        etree.SubElement(properties, q(name), BY)

    def tracked_move(self, tracked: bool) -> None:
        """A clause moved under tracking: its text stays where it was, marked, and stands again where it went."""
        before = set(self.touched)
        places = {id: (sdt, sdt.getprevious()) for id, sdt in self.controls.items()}
        self.move(False)
        moved = next((id for id in self.touched - before if f"move {id} " in self.log[-1]), None)
        if moved is None or self.held[moved].table is not None or self.held[moved].picture is not None:
            return
        there, previous = places[moved]
        here = copy.deepcopy(there)
        stays = here if self.random.random() < 0.5 else there  # the bookmark's name stands once
        for each in [*stays.iter(q("bookmarkStart"))]:
            each.getparent().remove(each)
        previous.addnext(here)
        for control, kind in ((here, "moveFrom"), (there, "moveTo")):
            for paragraph in control.iter(q("p")):
                self._mark(paragraph, kind)
                for run in list(paragraph.iter(q("r"))):
                    wrapped = etree.Element(q(kind), BY)
                    run.addprevious(wrapped)
                    wrapped.append(run)
        self.log[-1] += " tracked"

    def _mark(self, paragraph: etree._Element, kind: str) -> None:
        properties = paragraph.find(q("pPr"))
        marks = properties.find(q("rPr"))
        marks = etree.SubElement(properties, q("rPr")) if marks is None else marks
        marks.insert(0, etree.Element(q(kind), BY))

    def split(self, tracked: bool) -> None:
        """A clause broken in two by a new line: what follows is a clause of its own."""

        def wanted(id, sdt):
            return self.one_line(id, sdt) and self._break(sdt, id) is not None

        if (chosen := self.choose(wanted)) is None:
            return
        id, sdt = chosen
        run, at = self._break(sdt, id)
        paragraph = run.getparent().getparent()
        rest = run.text[at:]
        run.text = run.text[:at]
        fresh = etree.Element(q("p"))
        fresh.append(copy.deepcopy(paragraph.find(q("pPr"))))
        etree.SubElement(etree.SubElement(fresh, q("r")), q("t")).text = rest
        paragraph.addnext(fresh)
        if tracked:
            self._mark(paragraph, "ins")
        (line,) = self.held[id].lines
        self.held[id] = replace(self.held[id], lines=(line.removesuffix(rest),))
        self._arrives(Content("", (rest,)), self.slots[id], id, rest)
        self.touched.add(id)
        self.log.append(f"split {id} before {rest}")

    def _break(self, sdt: etree._Element, id: str):
        """Where the last run of a clause's paragraph can be broken: after a comma, before Han characters."""
        runs = sdt.findall(f"{q('sdtContent')}/{q('p')}/{q('r')}/{q('t')}")
        if not runs or not self._plain(runs[-1], id) or sdt.find(f"{q('sdtContent')}/{q('p')}")[-1][-1] is not runs[-1]:
            return None
        found = re.search(r"[，。](?=[\u4e00-\u9fff]{6})(?![一二三四五六七八九十])", runs[-1].text)
        return (runs[-1], found.end()) if found else None

    def join(self, tracked: bool) -> None:
        """A clause joined to the one before it, its title among its words."""

        def wanted(id, sdt):
            after = self._after(id)
            return bool(
                self.one_line(id, sdt)
                and after in self.controls
                and after not in self.touched | self.referred
                and self.one_line(after, self.controls[after])
                and not self.figures.get(after)
                and not any(ord(sign) >= 0xF0000 for sign in self.held[after].lines[0])
            )

        if (chosen := self.choose(wanted)) is None:
            return
        id, sdt = chosen
        after = self._after(id)
        first, second = (each.find(f"{q('sdtContent')}/{q('p')}") for each in (sdt, self.controls[after]))
        said = "".join(t.text for t in second.iter(q("t")))
        if tracked:
            self._mark(first, "del")
        else:
            for each in second.findall(q("r")):
                first.append(each)
            self.controls[after].getparent().remove(self.controls[after])
        (line,) = self.held[id].lines
        self.held[id] = replace(self.held[id], lines=(line + said,))
        self.order[self.slots[after]].remove(after)
        self.gone.add(after)
        self.touched |= {id, after}
        self.log.append(f"join {id} and {after} {tracked}")

    def _after(self, id: str) -> str:
        mates = self.order[self.slots[id]]
        return next(iter(mates[mates.index(id) + 1 :]), "") if id in mates else ""

    def one_line(self, id: str, sdt: etree._Element) -> bool:
        held = self.held[id]
        alone = len(sdt.findall(f"{q('sdtContent')}/{q('p')}")) == 1
        return alone and self.leaf(id, sdt) and len(held.lines) == 1 and held.table is held.picture is None

    def _arrives(self, content: Content, slot: Slot, after: str | None, text: str) -> str:
        key = f"new {len(self.added)}"
        self.added[key] = (slot, text, after)
        self.held[key] = content
        order = self.order.setdefault(slot, [])
        order.insert(order.index(after) + 1 if after else 0, key)
        self.slots[key] = slot
        return key

    def _headings(self) -> dict[str, etree._Element]:
        """The heading of each section, by its bookmark."""
        marks = {bookmark_name(id): id for id, slot in self.slots.items() if slot.key in ("sections", "appendices")}
        found = {}
        for paragraph in self.body.iter(q("p")):
            for mark in paragraph.findall(q("bookmarkStart")):
                if (id := marks.get(mark.get(q("name")))) and id not in self.touched | self.gone:
                    found[id] = paragraph
        return found

    def heading(self, tracked: bool) -> None:
        found = self._headings()
        id = self.random.choice(sorted(found))
        run = next(t for t in found[id].iter(q("t")) if t.text == self.held[id].title)
        title = f"{self.held[id].title}要求"
        self._retype(run, title, tracked)
        self.held[id] = replace(self.held[id], title=title)
        self.touched.add(id)
        self.log.append(f"heading {id}: {title}")

    def new_section(self, tracked: bool) -> None:
        """A chapter with a clause, before another one."""
        found = {id: each for id, each in self._headings().items() if self.slots[id] == Slot(None, "sections")}
        styles = [sdt.find(f"{q('sdtContent')}/{q('p')}/{q('pPr')}") for sdt in self.controls.values()]
        plain = next((s for s in styles if s.find(q("pStyle")).get(q("val")) == "Clause1"), None)
        if len(found) < 2 or plain is None or any(slot.key == "sections" for slot, _, _ in self.added.values()):
            return
        id = self.random.choice(sorted(found)[1:])
        heading = found[id]
        while heading.getparent().tag == q("sdtContent"):
            heading = heading.getparent().getparent()
        for style, text in ((found[id].find(q("pPr")), "值班交接"), (plain, SHIFTS)):
            paragraph = etree.Element(q("p"))
            etree.SubElement(etree.SubElement(paragraph, q("pPr")), q("pStyle"), style.find(q("pStyle")).attrib)
            etree.SubElement(etree.SubElement(paragraph, q("r")), q("t")).text = text
            heading.addprevious(paragraph)
        order = self.order[Slot(None, "sections")]
        before = order[order.index(id) - 1] if order.index(id) else None
        section = self._arrives(Content("值班交接"), Slot(None, "sections"), before, "")
        self._arrives(Content("", (SHIFTS,)), Slot(section, "clauses"), None, SHIFTS)
        self.touched.add(id)
        self.log.append(f"new_section before {id}")

    def remove_section(self, tracked: bool) -> None:
        """A chapter with all that stands in it."""
        found = self._headings()
        chapters = [id for id in self.order[Slot(None, "sections")] if id in found]
        rest = {id: self._below(id) for id in chapters if id in self.slots}
        free = [
            id
            for id, ids in rest.items()
            if len(chapters) > 2
            and not ids & (self.referred | self.touched)
            and not any(self.added.get(each) for each in ids)
            and self.document_shows(id) is None
        ]
        if not free:
            return
        id = self.random.choice(free)
        each = found[id]
        following = [found[other] for other in chapters if other != id]
        while each is not None and each not in following and each.tag != q("sectPr"):
            if each.find(f".//{q('sectPr')}") is not None:
                break
            after = each.getnext()
            each.getparent().remove(each)
            each = after
        for other in rest[id]:
            self.order[self.slots[other]].remove(other)
        self.gone |= rest[id]
        self.touched |= rest[id]
        self.log.append(f"remove_section {id}")

    def document_shows(self, id: str) -> str | None:
        return next((each.show for each in self.document.all_sections() if each.id == id), None)

    def _below(self, id: str) -> set[str]:
        made = {id}
        for other, slot in self.slots.items():
            if slot.holder == id:
                made |= self._below(other)
        return made

    def definition(self, tracked: bool) -> None:
        """Other words for what a term means."""
        found = []
        for paragraph in self.body.iter(q("p")):
            runs = [*paragraph.iter(q("t"))]
            if len(runs) == 2 and (about := self.abouts.get(runs[0].text)) and runs[0].text not in self.about:
                found.append((runs[0].text, runs[1], about))
        if not found or self.about:
            return
        name, run, about = self.random.choice(found)
        self.about[name] = f"{about}，以系统记录为准"
        self._retype(run, run.text.replace(about, self.about[name]), tracked)
        self.log.append(f"definition {name}: {self.about[name]}")

    def documents(self, tracked: bool) -> None:
        """A related document added, taken away, or with another title."""
        caption = next((e for e in self.body.iter(q("tblCaption")) if e.get(q("val")) == "相关文件"), None)
        if caption is None or self.related is not None:
            return
        _, *rows = caption.getparent().getparent().findall(q("tr"))
        now = [(each.number, each.title) for each in self.document.related]
        place = self.random.randrange(len(rows))
        match self.random.choice(("add", "remove", "title")):
            case "add":
                fresh = copy.deepcopy(rows[place])
                for t, text in zip(fresh.iter(q("t")), ("CY-ZD-099", "值班管理办法"), strict=True):
                    t.text = text
                rows[place].addnext(fresh)
                now.insert(place + 1, ("CY-ZD-099", "值班管理办法"))
            case "remove" if len(rows) > 1:
                rows[place].getparent().remove(rows[place])
                del now[place]
            case _:
                number, title = now[place]
                run = [*rows[place].iter(q("t"))][1]
                self._retype(run, f"{title}（修订）", tracked)
                now[place] = (number, f"{title}（修订）")
        self.related = now
        self.log.append(f"documents {now}")

    def front(self, tracked: bool) -> None:
        """Something on the cover, in the sign-off table or in the revision record."""
        said = self.document
        later = replace_day(said.effective)
        signer = next((each.person for each in said.sign_off if each.person), None)
        key, was, now = self.random.choice(
            (
                ("title", said.title, f"{said.title}（试行）"),
                ("effective", day(said.effective), day(later)),
                ("person", signer, f"{signer}甲"),
                ("summary", said.changes.summary if said.changes else None, "按实际情况修订。"),
                ("classification", said.classification, "秘密"),
            )
        )
        if was is None or key in self.head:
            return
        runs = [t for t in self.body.iter(q("t")) if was in (t.text or "")]
        if not runs or (key != "title" and len(runs) != 1 and key != "person"):
            return
        self._retype(runs[0], runs[0].text.replace(was, now), tracked)
        self.head[key] = later if key == "effective" else now
        self.log.append(f"front {key}: {now}")

    def comment(self, tracked: bool) -> None:
        """A remark on a clause, a new one among them."""
        if not (found := [(id, sdt) for id, sdt in self.controls.items() if id not in self.gone]):
            return
        id, sdt = self.random.choice(found)
        paragraph = sdt.find(f"{q('sdtContent')}/{q('p')}")
        number, text = str(len(self.comments) + 50), f"请再想想（{len(self.comments)}）"
        if paragraph.find(f".//{q('moveFrom')}") is not None or paragraph.find(f".//{q('del')}") is not None:
            return
        paragraph.insert(1, etree.Element(q("commentRangeStart"), {q("id"): number}))
        paragraph.append(etree.Element(q("commentRangeEnd"), {q("id"): number}))
        run = etree.SubElement(paragraph, q("r"))
        etree.SubElement(run, q("commentReference"), {q("id"): number})
        self.comments.append((id, text))


def replace_day(value):
    return value.replace(day=value.day % 28 + 1)


KINDS = (
    *("figure", "words", "title", "cell", "row", "add", "remove", "move"),
    *("new_row", "move_row", "tracked_move", "split", "join", "heading", "new_section", "remove_section"),
    *("definition", "documents", "front", "comment"),
)


def edited(data: bytes, standing: Standing, figures: dict[str, set[str]], seed: int) -> tuple[bytes, WholeScript]:
    """A Word file after one to five random edits."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    script = WholeScript(
        chance,
        root,
        {id: each.content for id, each in standing.held.items()},
        {slot: list(ids) for slot, ids in standing.order().items()},
        {id: each.slot for id, each in standing.held.items()},
        figures,
        _referred(root),
        document=standing.edition.document,
        abouts={name: term.about for name, term in standing.edition.vocabulary.items() if term.about},
    )
    script.referred = {id for id in script.held if bookmark_name(id) in script.referred}
    for _ in range(chance.randint(1, 5)):
        getattr(script, chance.choice(KINDS))(chance.random() < 0.4)
    if not script.log:
        script.words(False)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    placed = {each.get(q("id")) for each in root.iter(q("commentRangeStart"))}
    script.comments = [(id if str(n) in placed else "", text) for n, (id, text) in enumerate(script.comments, 50)]
    if script.comments:
        parts |= _with_comments(parts, script.comments)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue(), script


def _referred(root: etree._Element) -> set[str]:
    """The bookmarks that texts lead to; the contents lead to every heading."""
    found = set()
    for link in root.iter(q("hyperlink")):
        style = next(link.iterancestors(q("p"))).find(f"{q('pPr')}/{q('pStyle')}")
        if style is None or not style.get(q("val")).startswith("TOC"):
            found.add(link.get(q("anchor")))
    return found


def _with_comments(parts: dict[str, bytes], comments: list[tuple[str, str]]) -> dict[str, bytes]:
    said = "".join(
        f'<w:comment w:id="{number}" w:author="法务"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for number, (_, text) in enumerate(comments, 50)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

    def with_last(part: str, tag: str, more: str) -> bytes:
        return parts[part].replace(f"</{tag}>".encode(), f"{more}</{tag}>".encode())

    relationship = f'<Relationship Id="rIdRemarks" Type="{kind}" Target="comments.xml"/>'
    override = f'<Override PartName="/word/comments.xml" ContentType="{type_}"/>'
    return {
        "word/comments.xml": f'<w:comments xmlns:w="{W}">{said}</w:comments>'.encode(),
        "word/_rels/document.xml.rels": with_last("word/_rels/document.xml.rels", "Relationships", relationship),
        "[Content_Types].xml": with_last("[Content_Types].xml", "Types", override),
    }

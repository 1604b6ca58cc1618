"""What Word files of this project are made like, beyond what holds any Word file together; each rule says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from ooxml_lint import WP, Package, W, values


def house_rules(data: bytes) -> Iterator[str]:
    """A line for each rule that a Word file breaks."""
    package = Package(data)
    for rule in RULES:
        yield from rule(package)


def _fonts_are_named_for_chinese(package: Package) -> Iterator[str]:
    """Without w:eastAsia Word takes a font of its own; theme fonts depend on the reader's Office."""
    fonts = package.styles.find(f"{W}docDefaults//{W}rFonts")
    if fonts is None or not fonts.get(f"{W}eastAsia"):
        yield "the defaults name no font for Chinese"
    if "zh-CN" not in values(package.styles, "lang", "eastAsia"):
        yield "the language is not zh-CN"
    known = {each.get(f"{W}name") for each in package.xml["word/fontTable.xml"] if each.find(f"{W}altName") is not None}
    for style in package.styles.iter(f"{W}style"):
        named = style.find(f"{W}rPr/{W}rFonts")
        font = named.get(f"{W}eastAsia") if named is not None else None
        if style.get(f"{W}type") == "paragraph" and not font:
            yield f"style {style.get(f'{W}styleId')} names no font for Chinese"
        if font and font not in known:
            yield f"font {font} has no other to stand in for it"
    if any("Theme" in name for name, root in package.xml.items() for each in root.iter() for name in each.attrib):
        yield "a theme's font is asked for"


def _numbers_are_tied_to_styles(package: Package) -> Iterator[str]:
    """A level without its style, or a style without its level, shows no number."""
    of_list = {num.get(f"{W}numId"): next(values(num, "abstractNumId")) for num in package.numbering.iter(f"{W}num")}
    tied = {
        (level, definition.get(f"{W}abstractNumId"), each.get(f"{W}ilvl"))
        for definition in package.numbering.iter(f"{W}abstractNum")
        for each in definition.iter(f"{W}lvl")
        for level in values(each, "pStyle")
    }
    said = set()
    for style in package.styles.iter(f"{W}style"):
        if (numbered := style.find(f"{W}pPr/{W}numPr")) is not None:
            level, of = next(values(numbered, "ilvl"), "0"), next(values(numbered, "numId"))
            said.add((style.get(f"{W}styleId"), of_list.get(of), level))
    for style, _, level in sorted(tied ^ said, key=str):
        yield f"style {style} and level {level} are not tied to each other"


def _numbers_are_native(package: Package) -> Iterator[str]:
    """LibreOffice does not know lvlRestart; any suffix but nothing moves the text."""
    if next(package.numbering.iter(f"{W}lvlRestart"), None) is not None:
        yield "a level restarts by lvlRestart"
    if set(values(package.numbering, "suff")) - {"nothing"}:
        yield "a number is followed by more than nothing"
    if len([*values(package.numbering, "suff")]) != len([*package.numbering.iter(f"{W}lvl")]):
        yield "a number is followed by a tab"


def _headings_are_words_own(package: Package) -> Iterator[str]:
    """The navigation pane and a reader's software know the built-in styles; levels follow one another; clauses have none."""
    levels = {}
    for style in package.styles.iter(f"{W}style"):
        identifier = style.get(f"{W}styleId") or ""
        level = next(values(style, "outlineLvl"), None)
        if level is not None:
            levels[identifier] = int(level)
        if identifier.startswith("Clause") and level is not None:
            yield f"style {identifier} has an outline level"
        if re.fullmatch(r"Heading[12]", identifier) and next(values(style, "name")) != f"heading {identifier[-1]}":
            yield f"style {identifier} is not Word's own"
    before = -1
    for style in values(package.document, "pStyle"):
        if style in levels:
            if levels[style] > before + 1:
                yield f"a heading of level {levels[style] + 1} follows none of the level above"
            before = levels[style]


def _contents_are_filled(package: Package) -> Iterator[str]:
    """Entries stand in it already, all with a page or none; nothing prompts when the file is opened."""
    settings = package.xml["word/settings.xml"]
    if settings.find(f"{W}updateFields") is not None or any(
        each.get(f"{W}dirty") for root in package.stories.values() for each in root.iter()
    ):
        yield "opening the file prompts to update fields"
    galleries = [
        each for each in package.document.iter(f"{W}sdt") if "Table of Contents" in values(each, "docPartGallery")
    ]
    if len(galleries) != 1:
        yield "there is no table of contents in a docPartObj"
        return
    asked = [each.text or "" for each in galleries[0].iter(f"{W}instrText")]
    entries = [each for each in galleries[0].iter(f"{W}p") if (next(values(each, "pStyle"), "")).startswith("TOC")][1:]
    pages = sum("PAGEREF" in text for text in asked)
    if not asked or not asked[0].strip().startswith("TOC ") or not entries:
        yield "the contents have no entries"
    elif ("\\n" in asked[0].split()) == bool(pages) or pages not in (0, len(entries)):
        yield "the contents have pages for some entries only"
    if any(next(each.iter(f"{W}hyperlink"), None) is None for each in entries):
        yield "an entry of the contents leads nowhere"


def _clauses_can_be_read_back(package: Package) -> Iterator[str]:
    """Each clause stands in a control with its id."""
    tagged = [each for each in package.document.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag") is not None]
    inside = {id(each) for control in tagged for each in control.iter(f"{W}p")}
    for each in package.document.iter(f"{W}p"):
        if re.fullmatch(r"Clause\d", next(values(each, "pStyle"), "")) and id(each) not in inside:
            yield "a clause stands outside of a control with its id"


def _tables_are_accessible(package: Package) -> Iterator[str]:
    """A head on each page, rows whole, a caption for those who do not see it, widths in a grid."""
    for table in package.document.iter(f"{W}tbl"):
        rows = [*table.iter(f"{W}tr")]
        caption = next(values(table, "tblCaption"), "")
        if not caption:
            yield "a table has no caption"
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"table {caption} has no head that repeats"
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield f"a row of table {caption} may break"
        if not [*table.iterfind(f"{W}tblGrid/{W}gridCol")]:
            yield f"table {caption} has no grid"


def _tables_hold_together(package: Package) -> Iterator[str]:
    """A line that leads to a table stays on its page, and so do the rows of one that is short."""
    keeping = {
        style.get(f"{W}styleId")
        for style in package.styles.iter(f"{W}style")
        if style.find(f"{W}pPr/{W}keepNext") is not None
    }

    def kept(paragraph: Element) -> bool:
        return (
            paragraph.find(f"{W}pPr/{W}keepNext") is not None or next(values(paragraph, "pStyle"), "Normal") in keeping
        )

    for holder in package.document.iter():
        for before, table in pairwise(holder):
            if table.tag != f"{W}tbl":
                continue
            caption = next(values(table, "tblCaption"), "")
            if before.tag == f"{W}p" and not kept(before):
                yield f"what leads to table {caption} may stay behind on the page before"
            rows = [*table.iter(f"{W}tr")]
            longest = max(len("".join(cell.itertext())) for cell in table.iter(f"{W}tc"))
            if len(rows) <= 7 and longest <= 10 and not all(kept(p) for row in rows[:-1] for p in row.iter(f"{W}p")):
                yield f"table {caption} may break, short as it is"


def _space_is_no_paragraph(package: Package) -> Iterator[str]:
    """Empty paragraphs are read out, and move when text above grows; one that ends a section is none of them."""
    body = package.document.find(f"{W}body")
    assert body is not None
    in_cells = {id(each) for cell in body.iter(f"{W}tc") for each in cell.iter(f"{W}p")}
    for each in body.iter(f"{W}p"):
        prints = any(next(each.iter(W + tag), None) is not None for tag in ("t", "delText", "drawing", "sectPr"))
        if not prints and id(each) not in in_cells:
            yield "an empty paragraph makes space"


def _pictures_have_words(package: Package) -> Iterator[str]:
    for each in package.document.iter(f"{WP}docPr"):
        if not each.get("descr"):
            yield f"picture {each.get('name')} has no words for those who do not see it"
    for root in package.stories.values():
        for each in root.iter("{urn:schemas-microsoft-com:vml}shape"):
            if not each.get("alt"):
                yield f"shape {each.get('id')} has no words for those who do not see it"


def _drafts_are_marked_everywhere(package: Package) -> Iterator[str]:
    """On every page, odd or even, of every section; or nowhere."""

    def marked(root: Element) -> bool:
        return next(root.iter("{urn:schemas-microsoft-com:vml}textpath"), None) is not None

    headers = {name: marked(root) for name, root in package.stories.items() if root.tag == f"{W}hdr"}
    if len(set(headers.values())) != 1:
        yield "some headers are marked as a draft, and some are not"


def _properties_say_which_document(package: Package) -> Iterator[str]:
    core, custom = (package.parts[f"docProps/{name}.xml"].decode() for name in ("core", "custom"))
    for name in ("dc:title", "dc:subject", "dc:creator", "dc:language", "cp:version"):
        if not re.search(f"<{name}>[^<]+</{name}>", core):
            yield f"property {name} is empty"
    for name in ("PolicyDocument", "PolicyVersion", "SourceDigest", "EffectiveDate"):
        if not re.search(f'name="{name}"><vt:lpwstr>[^<]+<', custom):
            yield f"property {name} is empty"


def _no_trace_of_a_machine(package: Package) -> Iterator[str]:
    """The same bytes everywhere: no time, no system, no session's ids, one order."""
    names = [each.filename for each in package.entries]
    if names != ["[Content_Types].xml", "_rels/.rels", *sorted(names[2:])]:
        yield "parts are out of order"
    if any(each.date_time != (1980, 1, 1, 0, 0, 0) or each.create_system for each in package.entries):
        yield "a part carries a time or a system"
    if any("rsid" in name for root in package.xml.values() for each in root.iter() for name in each.attrib):
        yield "an id of an editing session stands in it"
    if any("theme" in name or "thumbnail" in name for name in names):
        yield "a theme or a thumbnail stands in it"


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    _fonts_are_named_for_chinese,
    _numbers_are_tied_to_styles,
    _numbers_are_native,
    _headings_are_words_own,
    _contents_are_filled,
    _clauses_can_be_read_back,
    _tables_are_accessible,
    _tables_hold_together,
    _space_is_no_paragraph,
    _pictures_have_words,
    _drafts_are_marked_everywhere,
    _properties_say_which_document,
    _no_trace_of_a_machine,
)

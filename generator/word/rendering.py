"""A manuscript into a layout: the body is written, the layout's templates are filled, and the parts are packed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from generator.document.annexes import ParentTable
from generator.document.manuscript import Manuscript
from generator.phrases import chinese_date
from generator.word.binding import bound_bodies, bound_headers, bound_numbering
from generator.word.body import body, grid
from generator.word.checklists import check_tables
from generator.word.comparing_tables import change_table, parent_table, stretches, supplement_table
from generator.word.contents import PARENTS, contents
from generator.word.front import as_of, bound_rows, revision_rows, sign_off_rows
from generator.word.layouts import Layout
from generator.word.markup import NONE, Xml, bookmark, drawing, paragraph, run
from generator.word.packing import pack
from generator.word.styling import OWN_LISTS, own_lists
from generator.word.widths import Cell
from generator.word.writing import Writing

_CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"


def render(manuscript: Manuscript, layout: Layout, pages: Mapping[str, int] | None = None) -> bytes:
    """The Word file of a manuscript; `pages` has for each bookmark in the contents its page, where that is known."""
    writing = Writing(manuscript, layout)
    made = {name: text.encode() for name, text in _texts(writing, pages).items()}
    pictures = {f"word/media/{picture.name}": picture.png for picture in writing.pictures}
    if manuscript.bound:
        made[_NUMBERING] = bound_numbering(manuscript, layout)
    return pack({**layout.fixed[manuscript.numbering], **made, **pictures})


def texts(manuscript: Manuscript, layout: Layout) -> dict[str, str]:
    """The parts of a manuscript's Word file that are its own, as text."""
    return _texts(Writing(manuscript, layout), None)


def _texts(writing: Writing, pages: Mapping[str, int] | None) -> dict[str, str]:
    layout, context = writing.layout, _context(writing, pages)
    headers = [*bound_headers(writing.manuscript, layout.headers)]
    context["headers"] = (*layout.headers, *(name for name, _, _ in headers))
    # The document goes first: what it asks for (links, pictures) stands in other parts.
    made = {_DOCUMENT: layout.fill(_DOCUMENT, context)}
    context |= {"links": list(writing.links.items()), "pictures": writing.pictures}
    made |= {name: layout.fill(name, context) for name in layout.parts if name != _DOCUMENT}
    for name, template, number in headers:
        part = {"m": writing.manuscript.bound[number - 1], "part": number}
        made[f"word/{name}.xml"] = layout.fill(f"word/{template}.xml", context | part)
    if headers:
        made[_CONTENT_TYPES] = layout.fill(_CONTENT_TYPES, context)
    if lists := own_lists(writing.manuscript.blocks):
        made[_NUMBERING] = layout.fill(_NUMBERING, context | {"own_lists": range(OWN_LISTS, OWN_LISTS + lists)})
    return made


def _context(writing: Writing, pages: Mapping[str, int] | None) -> dict[str, object]:
    """Everything that a template of a document's part may use."""
    manuscript, layout = writing.manuscript, writing.layout
    words = layout.values["words"]

    def p(
        style: str, text: str, *, before: int | None = None, after: int | None = None, keep: bool = False, end: str = ""
    ) -> Markup:
        made = paragraph(style, run(text), before=before, after=after, keep_next=keep, end=Xml(str(end)))
        return _ready(made)

    def table(
        caption: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        height: int = 0,
        shares: Sequence[int] = (),
        wide: bool = False,
    ) -> Markup:
        return _ready(grid(writing, caption, columns, rows, height=height, shares=shares, wide=wide))

    placed = writing.logo()
    return layout.context() | {
        "m": manuscript,
        "numbering": manuscript.numbering,
        "day": (manuscript.as_of or manuscript.issued or manuscript.effective).isoformat(),
        "properties": (
            ("EffectiveDate", manuscript.effective.isoformat()),
            ("PolicyDocument", f"{manuscript.anchor.procedure}/{manuscript.anchor.document}"),
            ("PolicyVersion", str(manuscript.version)),
            ("SourceDigest", manuscript.digest),
            *((("PolicyKind", manuscript.kind),) if manuscript.kind != "document" else ()),
        ),
        "logo": _ready(paragraph("CoverLogo", drawing(placed, layout.logo.alt)) if placed and layout.logo else NONE),
        "body": _ready(body(writing, manuscript)),
        "bound": [(_ready(each.body), each.header) for each in bound_bodies(writing)],
        "bound_rows": bound_rows(manuscript),
        "as_of": as_of(manuscript),
        "part": 0,
        "check_tables": [(title, _ready(rows)) for title, rows in check_tables(writing)],
        "contents": _ready(contents(writing, pages)),
        "changes": _ready(_changes(writing)),
        "parents": [_parent(writing, each) for each in manuscript.parents],
        "annex_heading": _ready(
            paragraph("AnnexHeading", Xml(bookmark(writing.named(PARENTS)) + run(words["parents"])))
            if manuscript.parents
            else NONE
        ),
        "sign_off_rows": sign_off_rows(manuscript),
        "revision_rows": revision_rows(manuscript),
        "p": p,
        "table": table,
        "cn": chinese_date,
    }


def _parent(writing: Writing, beside: ParentTable) -> Mapping[str, object]:
    """A table beside a document above, with what follows it."""
    words = writing.layout.values["words"]
    return {
        "title": beside.parent.text,
        "rows": _ready(parent_table(writing, beside, words["parents_columns"], words["parents"])),
        "supplements": _ready(supplement_table(writing, beside, words["supplements_columns"], words["supplements"])),
        "silent": stretches(beside.silent),
    }


def _changes(writing: Writing) -> Xml:
    changes, words = writing.manuscript.changes, writing.layout.values["words"]
    if changes is None or not changes.changes:
        return NONE
    return change_table(writing, changes, words["changes_columns"], words["changes"])


def _ready(xml: Xml) -> Markup:
    """For templates, which escape all that is not said to be ready."""
    return Markup(xml)  # noqa: S704 - an `Xml` is escaped where it is made

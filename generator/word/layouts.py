"""Layouts: folders of `templates/word/` with a `layout.yaml` and templates, over what they build on and what all share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment

from generator.findings import Finding
from generator.project import ProjectError
from generator.reading.layouts import Values, left_unset, overlaid, read_layout_values
from generator.reading.nearest import suggestion
from generator.word.logos import Logo, read_logo
from generator.word.templating import TWIPS_IN_MILLIMETRE, environment, filled, part_names, refuse_links, shown

Numbering = Literal["outline", "articles"]
NUMBERINGS: tuple[Numbering, ...] = ("outline", "articles")

SHARED = "shared"
"""The folder, beside the layouts, of what they have in common. A layout that has a file of the same name has its own."""

VALUES = "layout.yaml"

_FIXED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
)
"""Parts that are the same for every document of a layout and a kind of numbering; they do not see the document."""


_SPACE = re.compile(r'<w:style [^>]*w:styleId="(\w+)"(?:(?!</w:style>).)*?<w:spacing [^>]*w:before="(\d+)"')
"""A style that keeps space free above."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twips; `header` and `footer` are how far these stand from the paper's edge."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def wide_text_width(self) -> int:
        """The width of the text where the page lies on its side, its margins with it."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout ready to be filled: its values (`layout.yaml`), its page, its logo, which parts it has, and the twips that its
    styles keep free above a paragraph.
    """

    values: Values
    page: Page
    logo: Logo | None
    templates: Environment
    parts: tuple[str, ...]
    fixed: Mapping[Numbering, Mapping[str, bytes]]
    spaces_before: Mapping[str, int]

    @property
    def form_rows(self) -> int:
        return int(self.values["form_rows"])

    @property
    def headers(self) -> tuple[str, ...]:
        return _running(self.parts, "header")

    def fill(self, name: str, context: Mapping[str, object]) -> str:
        """A part of a document. Raises a `ProjectError` that names the line of a template at fault."""
        return filled(self.templates, name, context)

    def context(self) -> dict[str, object]:
        """What every part may use. A layout with a footer for even pages is `two_sided`."""
        footers = _running(self.parts, "footer")
        return {
            "layout": self.values,
            "page": self.page,
            "headers": self.headers,
            "footers": footers,
            "two_sided": "footer_even" in footers,
        }


def _running(parts: Iterable[str], kind: str) -> tuple[str, ...]:
    """The names, without folder and suffix, of the parts that are headers or footers."""
    return tuple(name.removeprefix("word/")[:-4] for name in parts if name.startswith(f"word/{kind}"))


def read_layout(name: str, places: Sequence[Path], root: Path) -> Layout:
    """The layout of a name in `templates/word/` of the project or of the program (`places`, in this order).

    Read once, and again when a file of it has changed. Raises a `ProjectError` for everything that is wrong in it, with
    file and line; files are named as seen from `root`.
    """
    named = {path.parent.name for place in places for path in place.glob(f"*/{VALUES}")}
    if name not in named:
        _, hint = suggestion(name, named)
        raise ProjectError(f"没有“{name}”这个版式。{hint.zh}", f"There is no layout '{name}'. {hint.en}".rstrip())
    folders, values = _chain(name, places, root, named)
    changed = max(path.stat().st_mtime_ns for folder in folders for path in (folder, *folder.rglob("*")))
    return _read(name, folders, _Values(values), changed, root)


class _Values(dict[str, Any]):
    """Values that a cache can tell apart by the state of the files that they came from."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


def _chain(name: str, places: Sequence[Path], root: Path, named: Iterable[str]) -> tuple[tuple[Path, ...], Values]:
    """The folders of a layout, its own first, and its values over those of what it builds on."""
    names: list[str] = []
    folders: list[Path] = []
    values: Values = {}
    wanted: str | None = name
    while wanted is not None:
        names.append(wanted)
        based_on = None
        for folder in (place / wanted for place in places if (place / wanted).is_dir()):
            folders.append(folder)
            if (file := folder / VALUES).is_file():
                where = shown(file, root)
                said, findings = read_layout_values(where, file.read_bytes())
                _raise(findings)
                based_on = based_on or said.get("based_on")
                if based_on is not None and (based_on in names or based_on not in named):
                    _, hint = suggestion(based_on, named)
                    raise ProjectError(
                        f"{where}: based_on 写的“{based_on}”"
                        + ("又以它自己为底本。" if based_on in names else f"不是版式。{hint.zh}"),
                        f"{where}: based_on names '{based_on}', "
                        + ("which builds on it in turn." if based_on in names else f"which is no layout. {hint.en}"),
                    )
                values = overlaid(values, said)
        wanted = based_on
    _raise(left_unset(shown(folders[0] / VALUES, root), values))
    return (*folders, *(folder for place in places if (folder := place / SHARED).is_dir())), values


def _raise(findings: Sequence[Finding]) -> None:
    if findings:
        lines = [(f"{each.place.file}:{each.place.line}:{each.place.column} ", each.message) for each in findings]
        raise ProjectError(
            "版式的设置有错误：\n" + "\n".join(f"  {where}{said.zh}" for where, said in lines),
            "The settings of the layout have faults:\n" + "\n".join(f"  {where}{said.en}" for where, said in lines),
        )


@lru_cache(maxsize=16)
def _read(name: str, folders: tuple[Path, ...], values: Values, changed: int, root: Path) -> Layout:
    from generator.word.trial import try_out

    refuse_links(folders)
    sides = {side: round(length * TWIPS_IN_MILLIMETRE) for side, length in values["page"].items()}
    page = Page(**sides)
    if page.text_width < 1000 or page.height - page.top - page.bottom < 1000:
        where = shown(folders[0] / VALUES, root)
        raise ProjectError(
            f"{where}: page 的边距太大，纸上放不下文字。", f"{where}: the margins in page leave no room for text."
        )
    logo = read_logo(values["logo"], folders, shown(folders[0] / VALUES, root)) if "logo" in values else None
    names = part_names(folders)
    parts = tuple(part for part in names if part not in _FIXED)
    fixed: dict[Numbering, dict[str, bytes]] = {}
    spaces: dict[str, int] = {}
    layout = Layout(values, page, logo, environment(folders, root), parts, fixed, spaces)
    for kind in NUMBERINGS:
        context = layout.context() | {"numbering": kind, "own_lists": ()}
        fixed[kind] = {part: layout.fill(part, context).encode() for part in _FIXED}
    try_out(layout, folders, root, _FIXED)
    spaces |= {style: int(before) for style, before in _SPACE.findall(fixed["outline"]["word/styles.xml"].decode())}
    return layout

"""Layouts: folders of `templates/word/` with a `layout.yaml` and templates, over those that all layouts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import Template

from generator.word.templating import TWIPS_IN_MILLIMETRE, environment, part_names

Numbering = Literal["outline", "articles"]

SHARED = "shared"
"""The folder, beside the layouts, of what they have in common. A layout that has a file of the same name has its own."""

_FIXED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
)
"""Parts that are the same for every document of a layout and a kind of numbering; they do not see the document."""


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
    """A layout: its values (`layout.yaml`), its page, and its parts: `templates` by their names in the package, to be
    filled for each document, and `fixed` ones for each kind of numbering.
    """

    values: Mapping[str, Any]
    page: Page
    templates: Mapping[str, Template]
    fixed: Mapping[Numbering, Mapping[str, bytes]]
    headers: tuple[str, ...]
    footers: tuple[str, ...]

    @property
    def form_rows(self) -> int:
        return int(self.values["form_rows"])

    @property
    def two_sided(self) -> bool:
        """Whether even pages have headers and footers of their own."""
        return "footer_even" in self.footers

    def context(self) -> dict[str, object]:
        """What every part may use."""
        return {
            "layout": self.values,
            "page": self.page,
            "headers": self.headers,
            "footers": self.footers,
            "two_sided": self.two_sided,
        }


def read_layout(folders: Sequence[Path]) -> Layout:
    """The layout in the first of these folders, the others behind it; read once, and again when a file has changed."""
    changed = max(path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*"))
    return _read(tuple(folders), changed)


@lru_cache(maxsize=16)
def _read(folders: tuple[Path, ...], changed: int) -> Layout:
    values = yaml.safe_load((folders[0] / "layout.yaml").read_text(encoding="utf-8"))
    page = Page(**{side: round(float(length) * TWIPS_IN_MILLIMETRE) for side, length in values["page"].items()})
    written = environment(folders)
    names = part_names(folders)
    headers, footers = (
        tuple(name[5:-4] for name in names if name.startswith(f"word/{kind}")) for kind in ("header", "footer")
    )
    templates = {name: written.get_template(name) for name in names}
    each = {name: template for name, template in templates.items() if name not in _FIXED}
    layout = Layout(values, page, each, {}, headers, footers)
    kinds: tuple[Numbering, ...] = ("outline", "articles")
    fixed = {
        kind: {name: templates[name].render(layout.context(), numbering=kind).encode() for name in _FIXED}
        for kind in kinds
    }
    return Layout(values, page, each, fixed, headers, footers)

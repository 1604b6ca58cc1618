"""Layouts: folders of `templates/word/` with `layout.yaml` and the parts of a package as templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.document.kinds import BLOCK_TESTS

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's values (`layout.yaml`), its page, and its parts by their names in the package."""

    values: Mapping[str, Any]
    page: Page
    parts: Mapping[str, Template]


def layout(folder: Path) -> Layout:
    """The layout in a folder; read once, and again when a file of it has changed."""
    return _layout(folder, max(path.stat().st_mtime_ns for path in folder.rglob("*")))


@lru_cache(maxsize=16)
def _layout(folder: Path, changed: int) -> Layout:
    values = yaml.safe_load((folder / "layout.yaml").read_text(encoding="utf-8"))
    environment: Environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=False,
    )
    environment.tests.update(BLOCK_TESTS)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    parts = {name: environment.get_template(name) for name in names if "/" in name or name.startswith("[")}
    sizes = {side: round(float(length) * TWIPS) for side, length in values["page"].items()}
    return Layout(values, Page(**sizes), parts)

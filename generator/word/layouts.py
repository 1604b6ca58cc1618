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
from generator.project import ProjectError

DEFAULT = "corporate"
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


def layout(folder: Path, name: str) -> Layout:
    """The layout of that name below `templates/word/`. Raises a `ProjectError` where there is none or it is broken."""
    chosen = folder / name
    if not (chosen / "layout.yaml").is_file():
        known = "、".join(sorted(path.parent.name for path in folder.glob("*/layout.yaml")))
        raise ProjectError(
            f"没有“{name}”这个版式。templates/word/ 里有：{known}。",
            f"There is no layout '{name}'. templates/word/ has: {known}.",
        )
    changed = max(path.stat().st_mtime_ns for path in chosen.rglob("*"))
    return _layout(chosen, changed)


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

"""The picture on a layout's cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.pictures import fault, size
from generator.project import ProjectError

_MOST = 4 << 20
_EMU_IN_MILLIMETRE = 36000


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG with its size in English Metric Units, and the text for those who do not see it."""

    width: int
    height: int
    alt: str
    png: bytes = field(repr=False)


def read_logo(values: Mapping[str, Any], folders: Sequence[Path], settings: str) -> Logo:
    """The logo that layout.yaml (`settings`, for messages) names: from the first of the folders that has the file."""
    name = values["file"]
    file = next((path for folder in folders if (path := folder / name).is_file()), None)
    if file is None:
        raise ProjectError(
            f"{settings}: logo 写的图片 {name} 不在 {folders[0]} 里。请把它放进去。",
            f"{settings}: the picture {name} that logo names is not in {folders[0]}. Put it there.",
        )
    png = file.read_bytes()
    if fault(png) or len(png) > _MOST:
        raise ProjectError(
            f"{settings}: {name} 不是能用的 PNG 图片（不超过 {_MOST >> 20} MiB）。请用画图软件另存为 PNG。",
            f"{settings}: {name} is no PNG of at most {_MOST >> 20} MiB. Save it as PNG in a drawing program.",
        )
    wide, tall = size(png)
    height = round(values["height"] * _EMU_IN_MILLIMETRE)
    return Logo(round(height * wide / tall), height, values["alt"], png)

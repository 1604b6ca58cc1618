"""Parts to a package, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package with its parts in fixed order, without dates and without traces of the machine (ECMA-376 part 2)."""
    made = io.BytesIO()
    names = [*(name for name in _FIRST if name in parts), *sorted(parts.keys() - set(_FIRST))]
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            # A ZipInfo does not take the archive's compression.
            package.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()

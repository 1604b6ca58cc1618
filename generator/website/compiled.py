"""Templates compiled once in a process, for every build after the first."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory, by their source."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template's code, where it was compiled before from the same source."""
        if code := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template's code."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


OURS, THEMES = Compiled(), Compiled()
"""Templates of pages are compiled for a sandbox, those of the theme are not."""

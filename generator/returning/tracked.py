"""Who made tracked changes in a Word file, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from generator.importing.content import WordFile
from generator.importing.markup import q

_CHANGES = tuple(q(name) for name in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))


def authors(word: WordFile) -> Mapping[str, int]:
    """Tracked changes by their authors, in the order of their first."""
    package = word.package
    return dict(Counter(each.get(q("w:author"), "") for each in package.tree(package.main).iter(*_CHANGES)))

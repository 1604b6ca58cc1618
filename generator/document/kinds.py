"""Questions that templates ask of blocks: `{% if block is clause %}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.document.blocks import (
    ClauseBlock,
    CrossReference,
    Definitions,
    FormBlock,
    FormList,
    Heading,
    Hyperlink,
    Lead,
    RelatedList,
)


def _is(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


BLOCK_TESTS: Mapping[str, Callable[[object], bool]] = {
    "reference": _is(CrossReference),
    "link": _is(Hyperlink),
    "heading": _is(Heading),
    "lead": _is(Lead),
    "clause": _is(ClauseBlock),
    "definitions": _is(Definitions),
    "related": _is(RelatedList),
    "forms": _is(FormList),
    "form": _is(FormBlock),
}

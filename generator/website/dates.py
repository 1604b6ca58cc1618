"""Dates in running text, which no line may break at their hyphens."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def whole_dates(text: object) -> Markup:
    """A text as HTML, its dates unbroken: `自 2026-11-01 起`."""
    return Markup(_DATE.sub(r'<span class="unbroken">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped

"""Every page of the site, one module of `kinds` for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.website.kinds import (
    checklists,
    checks,
    commands,
    comparisons,
    coverages,
    documents,
    downloads,
    explanations,
    home,
    library,
    matrices,
    versions,
    yaml_format,
)
from generator.website.occasion import Occasion
from generator.website.page import Site, SitePage, TocEntry
from generator.website.press import Press

__all__ = ["Occasion", "Site", "SitePage", "TocEntry", "make_site"]

KINDS: tuple[Callable[[Press], Iterator[SitePage]], ...] = (
    home.pages,
    documents.pages,
    comparisons.pages,
    checklists.pages,
    matrices.pages,
    coverages.pages,
    versions.pages,
    downloads.pages,
    library.pages,
    checks.pages,
    explanations.pages,
    yaml_format.pages,
    commands.pages,
)


def make_site(occasion: Occasion) -> Site:
    """Every page and file of the site but the hand-written ones."""
    press = Press.of(occasion)
    made = tuple(page for pages in KINDS for page in pages(press))
    return Site(made, press.files)

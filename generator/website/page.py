"""What a page of the site is made of, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.website.search import SearchEntry


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page by its source name. `listed` pages stand in the navigation; the others are reached by links.

    `group` is the navigation's section: a procedure by its id, or another by its title.
    """

    name: str
    title: str
    html: str
    toc: tuple[TocEntry, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    listed: bool = True
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """All pages, and the files that they offer."""

    pages: tuple[SitePage, ...]
    files: Mapping[str, bytes]

"""One run of MkDocs. It stands in a module of its own since MkDocs loads its hook anew for each configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.project import Project
from generator.website.pages import Occasion, Site, SitePage


@dataclass(slots=True)
class Run:
    """For which project and day MkDocs runs (None: as its configuration and the clock say), and what was made for it."""

    project: Project | None = None
    today: date | None = None
    drafts: bool = False
    occasion: Occasion | None = None
    site: Site | None = None

    def page(self, name: str) -> SitePage | None:
        """The page that was made under this name."""
        pages = self.site.pages if self.site else ()
        return next((page for page in pages if page.name == name), None)


RUN = Run()

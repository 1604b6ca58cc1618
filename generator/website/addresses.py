"""Where pages stand in the site, and how one links to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache

from generator.document.blocks import Anchor
from generator.model import Document, Version


@lru_cache(4096)
def _relative(folder: str, path: str) -> str:
    """A path as it is seen from a folder."""
    return posixpath.relpath(path or ".", folder or ".") + ("/" if path.endswith("/") or not path else "")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Pages are named by their source (`checks.md`). `directories` is how a web server shows them; without it pages are
    files (`checks.html`), as a file share needs.
    """

    directories: bool
    current: frozenset[tuple[str, str, Version]]
    """The versions that stand on their documents' main pages."""

    def url(self, page: str) -> str:
        """A page's address below the site's root."""
        stem = page.removesuffix(".md")
        if not self.directories:
            return f"{stem}.html"
        return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"

    def to(self, source: str, target: str, anchor: str | None = None) -> str:
        """A link from a page to another, or to a file of the site."""
        if anchor and source == target:
            return f"#{anchor}"
        there = self.url(target) if target.endswith(".md") else target
        path = _relative(posixpath.dirname(self.url(source)), there)
        return f"{path}#{anchor}" if anchor else path

    def page(self, procedure: str, document: str, version: Version) -> str:
        """The page of one version of a document."""
        main = f"{procedure}/index.md" if document == procedure else f"{procedure}/{document}.md"
        if (procedure, document, version) in self.current:
            return main
        return f"{procedure}/{document}/{version}.md"

    def of(self, document: Document) -> str:
        """The page of a document as it is."""
        return self.page(document.procedure, document.id, document.version)

    def anchor(self, source: str, anchor: Anchor) -> str:
        """A link to a clause, section or form of a version."""
        return self.to(source, self.page(anchor.procedure, anchor.document, anchor.version), anchor.id)

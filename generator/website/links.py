"""Every link and anchor of the built site leads somewhere; MkDocs does not look into generated HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src"}


@dataclass(slots=True)
class _Page:
    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("id", "name"):
            if (value := values.get(name)) is not None:
                self.page.ids.add(value)
        if (attribute := _ATTRIBUTES.get(tag)) and (link := values.get(attribute)):
            self.page.links.add(link)


def broken_links(site: Path) -> Iterator[str]:
    """A line for each link of the site that leads to no file or to no anchor in it."""
    pages: dict[str, _Page] = {}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(files):
        if name.endswith(".html"):
            reader = _Reader()
            reader.feed((site / name).read_text(encoding="utf-8"))
            pages[name] = reader.page
    for name, page in pages.items():
        if name == "404.html":
            continue
        for link in sorted(page.links):
            if (why := _broken(link, name, pages, files)) is not None:
                yield f"{name}: {link} {why}"


def _broken(link: str, name: str, pages: dict[str, _Page], files: set[str]) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target in (".", "") or path.endswith("/") or f"{target}/index.html" in files:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return "leads nowhere"
    anchor = unquote(parts.fragment)
    if anchor and not anchor.startswith("__") and target in pages and anchor not in pages[target].ids:
        return "has no such anchor"
    return None

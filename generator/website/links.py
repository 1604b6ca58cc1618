"""Every link and anchor of the built site leads somewhere; MkDocs does not look into generated HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_SKIPPED = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?</\2\s*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_URL = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)""")
_LINKING = ("href", "src", "poster", "action")
_READ = frozenset((*_LINKING, "srcset", "style", "id", "name"))


class Page(NamedTuple):
    """The anchors of a page, and where it leads."""

    ids: Set[str]
    links: Set[str]


def read_page(html: str) -> Page:
    """Reads a page by patterns: a parser takes ten times as long, and a site has thousands of pages."""
    ids: set[str] = set()
    links: set[str] = set()
    for tag in _TAG.finditer(_SKIPPED.sub(lambda found: found[1] or "", html)):
        for found in _ATTRIBUTE.finditer(tag[2]):
            name, value = found[1].lower(), found[2]
            if value is None or name not in _READ:
                continue
            value = unescape(value[1:-1] if value[0] in "\"'" else value)
            if name == "id" or (name == "name" and tag[1].lower() == "a"):
                ids.add(value)
            elif name in _LINKING:
                links.add(value)
            elif name == "srcset":
                links.update(part.split()[0] for part in value.split(",") if part.strip())
            elif name == "style":
                links.update(_URL.findall(value))
    return Page(ids, links)


def read_style(css: str) -> Page:
    """Where a style sheet leads."""
    return Page(set(), {unescape(link) for link in _URL.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))})


READERS: Mapping[str, Callable[[str], Page]] = {".html": read_page, ".css": read_style}


def broken_links(site: Path) -> Iterator[str]:
    """A line for each link of the site that leads to no file or to no anchor in it."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    pages = {
        name: READERS[path.suffix](path.read_text(encoding="utf-8"))
        for name, path in sorted(files.items())
        if path.suffix in READERS
    }

    @cache
    def target(folder: str, path: str) -> str | None:
        """The file that a path leads to, seen from a folder."""
        found = posixpath.normpath(posixpath.join(folder, unquote(path)))
        return next((name for name in (found, posixpath.normpath(f"{found}/index.html")) if name in files), None)

    for name, page in pages.items():
        if name == "404.html":  # its links begin at the site's root, which may be anywhere on its host
            continue
        folder = posixpath.dirname(name)
        for link in sorted(page.links):
            if (why := _broken(link, name, pages, lambda path: target(folder, path))) is not None:  # noqa: B023
                yield f"{name}: {link} {why}"


def _broken(link: str, name: str, pages: Mapping[str, Page], target: Callable[[str], str | None]) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    found = target(parts.path) if parts.path else name
    if found is None:
        return "leads nowhere"
    anchor = unquote(parts.fragment)
    if anchor and not anchor.startswith("__") and found.endswith(".html") and anchor not in pages[found].ids:
        return "has no such anchor"
    return None

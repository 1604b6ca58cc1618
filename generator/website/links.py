"""Every link and anchor of the built site leads somewhere; MkDocs does not look into generated HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_IN_TAG = r"""((?:[^>"']++|"[^"]*"|'[^']*')*+)>"""
_TAG = re.compile(
    rf"<(?:!--.*?-->|(script|style)\b{_IN_TAG}.*?</\1\s*>|([a-z][^\s/>]*)[\s/]{_IN_TAG})", re.DOTALL | re.IGNORECASE
)
"""A comment, a script or style with its content, or a tag that has attributes."""
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
    for script, its, tag, attributes in set(_TAG.findall(html)):
        found = _read_tag((script or tag).lower(), its or attributes)
        ids.update(found.ids)
        links.update(found.links)
    return Page(ids, links)


@lru_cache(1 << 16)
def _read_tag(tag: str, attributes: str) -> Page:
    """Reads a tag; most of them stand on many pages."""
    ids: set[str] = set()
    links: set[str] = set()
    for written, quoted in _ATTRIBUTE.findall(attributes):
        name = written.lower()
        if not quoted or name not in _READ:
            continue
        value = unescape(quoted[1:-1] if quoted[0] in "\"'" else quoted)
        if name == "id" or (name == "name" and tag == "a"):
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


def broken_links(site: Path, known: Mapping[str, Page] = MappingProxyType({})) -> Iterator[str]:
    """A line for each link of the site that leads to no file or to no anchor in it; `known` are pages, by their path in the
    site, that were read when they were written.
    """
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    pages = {
        name: known.get(name) or READERS[path.suffix](path.read_text(encoding="utf-8"))
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

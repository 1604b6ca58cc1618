"""Pages outside of the navigation, put into a shell that MkDocs rendered once: a thousand of them cost little more than ten.

A shell is a page whose title, address, outline and content are marks; its relative links are right for every page of its depth.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from generator.website.page import SitePage, TocEntry

MOST_LISTED = 40
"""Of a procedure with more documents than this the navigation has its own page alone; the others are a link or a search away."""

_MARK = f"policy-{secrets.token_hex(8)}"  # nobody's text can hold it
TITLE, ENTRY, ENTRY_TITLE, BELOW, BELOW_TITLE = (f"{_MARK}-{n}-" for n in range(5))
CONTENT = f"<h1>{_MARK}</h1>"
"""A heading, as every page has one: the theme would put one above it otherwise."""


def listed(pages: Iterable[SitePage]) -> Sequence[SitePage]:
    """The pages that stand in the navigation."""
    candidates = [page for page in pages if page.listed]
    sizes = Counter(page.group for page in candidates)
    return [
        p for p in candidates if p.group is None or sizes[p.group] <= MOST_LISTED or p.name == f"{p.group}/index.md"
    ]


def shell_name(page: SitePage, *, directories: bool) -> str:
    """The source name of the shell that a page is put into: one for each depth, with an outline and without."""
    stem = page.name.removesuffix(".md")
    depth = len((stem.removesuffix("/index") if directories else stem).split("/"))
    return "/".join([f"{_MARK}-{'outline' if page.toc else 'plain'}"] * depth) + ".md"


def is_shell(name: str) -> bool:
    """Whether a source name, or an address, is that of a shell."""
    return _MARK in name


@dataclass(frozen=True, slots=True)
class Outline:
    """How the theme marks up an entry of a page's outline, without and with entries below it."""

    single: str
    nested: str

    @classmethod
    def of(cls, render: Callable[[tuple[str, str], tuple[str, str] | None], str]) -> Outline:
        """From what renders an entry (id, title) and another below it."""
        entry, below = (ENTRY, ENTRY_TITLE), (BELOW, BELOW_TITLE)
        child = render(below, None).strip()
        return cls(render(entry, None).strip(), render(entry, below).strip().replace(child, BELOW))

    def html(self, entries: Sequence[TocEntry]) -> str:
        """The outline of a page."""
        groups: list[list[TocEntry]] = []
        for entry in entries:
            if entry.level > 1 and groups:
                groups[-1].append(entry)
            else:
                groups.append([entry])
        return "\n".join(self._entry(head, "\n".join(self._entry(each) for each in below)) for head, *below in groups)

    def _entry(self, entry: TocEntry, below: str = "") -> str:
        values = {ENTRY: escape(entry.id), ENTRY_TITLE: escape(entry.title), BELOW: below}
        return _filled(self.nested if below else self.single, values)


def _filled(markup: str, values: Mapping[str, str]) -> str:
    """Markup with its marks replaced, all at once."""
    return re.sub("|".join(map(re.escape, values)), lambda found: values[found[0]], markup)


class Shell:
    """A rendered shell, taken apart at its marks once."""

    def __init__(self, html: str, url: str, outline: Outline) -> None:
        self._outline = outline
        self._marks = [outline.single, url, TITLE, CONTENT, ENTRY]
        self._pieces = re.split(f"({'|'.join(map(re.escape, self._marks))})", html)

    def filled(self, page: SitePage, url: str) -> str:
        """A page of this shell's kind; `url` is its address below the site's root."""
        first = escape(page.toc[0].id) if page.toc else ""
        made = [self._outline.html(page.toc), escape(url), escape(page.title), page.html, first]
        values = dict(zip(self._marks, made, strict=True))
        return "".join(values.get(piece, piece) for piece in self._pieces)

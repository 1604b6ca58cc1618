"""Page numbers for the contents: LibreOffice lays a document out, and says on which page each heading stands.

Numbers are printed only where a layout with just these numbers in it has been seen to have them. They hold for this
machine's version of LibreOffice and its fonts; elsewhere a document may break its pages otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from generator.document.manuscript import Manuscript
from generator.incremental.store import Store
from generator.word.contents import headings
from generator.word.layouts import Layout
from generator.word.office import Office
from generator.word.outlines import outline
from generator.word.rendering import render

Job = tuple[Manuscript, Layout]
Pages = Mapping[str, int]

TOGETHER = 20
"""Documents that one run of LibreOffice lays out."""

_ROUNDS = 3
"""Times that a document is laid out until its numbers are true of itself."""

_KIND = "pages"
_KEPT = 5_000
"""Documents whose pages are kept though the last run did not print them."""


@dataclass(slots=True)
class PageCounter:
    """Counts the pages of documents, and keeps what it has counted in the user's cache folder.

    `failed` has the titles of documents that it could not count. LibreOffice is not asked again once it has left a run
    without making anything.
    """

    office: Office
    fingerprint: str
    store: Store
    failed: list[str] = field(default_factory=list)
    _broken: bool = False
    _known: dict[str, Pages | None] = field(default_factory=dict)
    _used: dict[str, Pages] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = _read(self.store.load(_KIND))

    def files(self, jobs: Sequence[Job]) -> list[bytes]:
        """The Word file of each job, its contents with page numbers where these are certain."""
        plain = [render(manuscript, layout) for manuscript, layout in jobs]
        keys = [sha256(self.fingerprint.encode() + data).hexdigest() for data in plain]
        unknown = [n for n, key in enumerate(keys) if key not in self._known]
        self._known |= {keys[n]: pages for n, pages in zip(unknown, self._count(jobs, plain, unknown), strict=True)}
        made = []
        for (manuscript, layout), data, key in zip(jobs, plain, keys, strict=True):
            if pages := self._known[key]:
                self._used[key] = pages
                made.append(render(manuscript, layout, pages))
            else:
                self.failed.append(manuscript.title)
                made.append(data)
        return made

    def keep(self) -> None:
        """Leaves what was counted for the next runs: what this one used, and the newest of what it did not."""
        others = [(key, pages) for key, pages in self._known.items() if pages and key not in self._used]
        self.store.keep(_KIND, json.dumps(dict(others[-_KEPT:]) | self._used).encode())

    def _count(self, jobs: Sequence[Job], plain: Sequence[bytes], wanted: Sequence[int]) -> list[Pages | None]:
        """The pages of the jobs wanted: what a layout with these very numbers has."""
        found: dict[int, Pages | None] = dict.fromkeys(wanted)
        files = {n: plain[n] for n in wanted}
        for _ in range(_ROUNDS):
            if not files or self._broken:
                break
            laid_out = self.office.pdfs([*files.values()])
            self._broken = not any(laid_out)
            again = {}
            for n, pdf in zip(files, laid_out, strict=True):
                pages = pages_of(*jobs[n], pdf) if pdf else None
                certain = pages is not None and pages == found[n]
                found[n] = pages
                if pages is not None and not certain:
                    again[n] = render(*jobs[n], pages)
            files = again
        return [found[n] if n not in files else None for n in wanted]


def pages_of(manuscript: Manuscript, layout: Layout, pdf: bytes) -> Pages | None:
    """The page of each heading's bookmark, or None where the PDF's outline does not say just the same."""
    listed, seen = [*headings(manuscript, layout.values["words"])], outline(pdf)
    if seen is None or [_bare(text) for text, _ in listed] != [_bare(title) for title, _ in seen]:
        return None
    return {name: page for (_, name), (_, page) in zip(listed, seen, strict=True)}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _read(kept: bytes) -> dict[str, Pages | None]:
    try:
        said = json.loads(kept or b"{}")
        return {str(key): {str(id): int(page) for id, page in pages.items()} for key, pages in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def printed(jobs: Iterable[Job], counter: PageCounter | None) -> Iterator[bytes]:
    """The Word file of each job, in order; without a counter, contents have no page numbers."""
    if counter is None:
        yield from (render(manuscript, layout) for manuscript, layout in jobs)
        return
    waiting = iter(jobs)
    while some := [*islice(waiting, TOGETHER)]:
        yield from counter.files(some)

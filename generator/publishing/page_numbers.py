"""Whether contents get page numbers: where LibreOffice is installed, unless it is switched off.

Numbers depend on the fonts and the LibreOffice of a machine, so the digest of a build's inputs has these in it: the same
machine gives the same bytes every time, and two machines do with the numbers switched off. Released files are frozen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.findings import Words
from generator.incremental.store import Store, cache_folder
from generator.project import Project
from generator.word import office
from generator.word.pagination import PageCounter

SWITCH = "POLICY_PAGE_NUMBERS"
"""The environment variable that switches page numbers off."""


def page_program(*, wanted: bool = True) -> Path | None:
    """LibreOffice, where it is installed and its page numbers are wanted."""
    off = os.environ.get(SWITCH, "").lower() in ("off", "no", "0", "false")
    return office.program() if wanted and not off else None


def inputs(program: Path | None) -> str:
    """What page numbers depend on beside the documents."""
    return office.fingerprint(program) if program else ""


@contextmanager
def page_counter(program: Path | None, project: Project) -> Iterator[PageCounter | None]:
    """What counts pages while a build or a release is made; None where pages are not counted."""
    if program is None:
        yield None
        return
    with office.at_work(program) as working:
        counter = PageCounter(working, office.fingerprint(program), Store(cache_folder(project.root), project.root))
        yield counter
        counter.keep()


def uncounted(titles: Sequence[str]) -> Words:
    """What to say where LibreOffice did not give the pages of these documents."""
    return Words(
        f"LibreOffice 没有给出 {'、'.join(f'《{title}》' for title in titles)} 的页码，目录里没有印页码。",
        f"LibreOffice gave no pages for {', '.join(titles)}; the contents have no page numbers.",
    )

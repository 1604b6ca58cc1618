"""What each finding means, for owners who met one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.explanations import examples, meaning
from generator.findings import CODES, SEVERITY_WORDS
from generator.reading.kinds import join_lines
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    codes = [
        (
            code,
            known.severity,
            known.title.zh,
            [join_lines(part) for part in meaning(code, "zh").split("\n\n")],
            [(example.kind, example.yaml) for example in examples(code)],
        )
        for code, known in CODES.items()
    ]
    html = press.render("findings.html", "findings.md", codes=codes, severity_words=SEVERITY_WORDS)
    url = press.addresses.url("findings.md")
    found = [SearchEntry(url, "问题说明", "")]
    found += [SearchEntry(f"{url}#{code}", f"{code} {title}", parts[0]) for code, _, title, parts, _ in codes]
    toc = tuple(TocEntry(code, code, 1) for code, *_ in codes)
    yield SitePage("findings.md", "问题说明", html, toc, tuple(found))

"""What each finding means, for owners who met one: a list of all, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.explanations import PARTS, examples, meaning
from generator.findings import CODES, SEVERITY_WORDS
from generator.reading.kinds import join_lines
from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry

GROUP = "维护"


def code_page(code: str) -> str:
    """The page of a finding's code."""
    return f"findings/{code}.md"


def _remedy(paragraphs: Sequence[str]) -> str:
    """How to mend it, of what is said of a code."""
    return next((part.removeprefix("改法：") for part in paragraphs if part.startswith("改法：")), "")


def pages(press: Press) -> Iterator[SitePage]:
    told = {code: [join_lines(part) for part in meaning(code, "zh").split("\n\n")] for code in CODES}
    html = press.render(
        "findings.html",
        "findings.md",
        codes=CODES,
        severity_words=SEVERITY_WORDS,
        code_page=code_page,
        remedies={code: _remedy(said) for code, said in told.items()},
    )
    entry = SearchEntry(press.addresses.url("findings.md"), "问题说明", "")
    yield SitePage("findings.md", "问题说明", html, entries=(entry,), group=GROUP)
    for code, known in CODES.items():
        name = code_page(code)
        said = told[code]
        html = press.render(
            "finding.html",
            name,
            code=known,
            severity=SEVERITY_WORDS[known.severity].zh,
            paragraphs=said,
            examples=[
                (each.kind, PARTS[each.part].zh if each.part in PARTS else each.part, each.yaml)
                for each in examples(code)
            ],
        )
        title = f"{known.title.zh}（{code}）"
        entry = SearchEntry(press.addresses.url(name), title, said[0])
        yield SitePage(name, title, html, entries=(entry,), listed=False, group=GROUP)

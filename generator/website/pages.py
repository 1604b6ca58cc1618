"""Every page of the site as an HTML fragment with its table of contents and search entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.document.blocks import Block, ClauseBlock, FormBlock, Heading
from generator.document.kinds import BLOCK_TESTS
from generator.explanations import examples, meaning
from generator.findings import CODES, SEVERITY_WORDS, Finding
from generator.incremental.crew import side_by_side
from generator.model import Policy
from generator.project import Project
from generator.publishing.word_files import WordFile, word_files
from generator.reading.kinds import join_lines
from generator.website.addresses import Addresses
from generator.website.finder import Recommendation, finder_json, recommendations
from generator.website.library import Entry, Shelf, shelves
from generator.website.matrix import matrix
from generator.website.search import SearchEntry, entries
from generator.website.views import Practices, practices, view

WORD_FOLDER = "word"
WORTH_A_PROCESS = 40
"""So many documents take longer than a process to start."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page by its source name. `listed` pages stand in the navigation; the others are reached by links."""

    name: str
    title: str
    html: str
    toc: tuple[TocEntry, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    listed: bool = True
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A Word file on the site."""

    entry: Entry
    file: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Site:
    """All pages, and the files that they offer."""

    pages: tuple[SitePage, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a site is made from: the policy with its findings, a day, and how it will be read; `words` are the Word files, where
    they are made already.
    """

    project: Project
    policy: Policy
    findings: Sequence[Finding]
    today: date
    directories: bool = True
    drafts: bool = False
    words: Sequence[WordFile] | None = None


def make_site(occasion: Occasion) -> Site:
    """Every page and file of the site but the hand-written ones."""
    all_shelves = tuple(shelves(occasion.policy, occasion.today, drafts=occasion.drafts))
    current = frozenset(shelf.main.edition.key for shelf in all_shelves)
    addresses = Addresses(occasion.directories, current)
    files: dict[str, bytes] = {}
    downloads = tuple(_downloads(occasion, all_shelves, files))
    painter = _Painter(
        occasion,
        addresses,
        all_shelves,
        downloads,
        files,
        _environment(occasion.project),
        practices(all_shelves, occasion.policy),
    )
    return Site(tuple(painter.pages()), files)


def _downloads(occasion: Occasion, all_shelves: Sequence[Shelf], files: dict[str, bytes]) -> Iterator[Download]:
    known = {entry.edition.key: entry for shelf in all_shelves for entry in shelf.entries}
    words = word_files(occasion.policy, occasion.project) if occasion.words is None else occasion.words
    for word in words:
        name = f"{WORD_FOLDER}/{word.name}"
        files[name] = word.data
        yield Download(known[word.edition.key], name, len(word.data), sha256(word.data).hexdigest())


@dataclass(frozen=True, slots=True)
class _Painter:
    occasion: Occasion
    addresses: Addresses
    shelves: Sequence[Shelf]
    downloads: Sequence[Download]
    files: dict[str, bytes]
    environment: Environment
    practices: Practices

    def pages(self) -> Iterator[SitePage]:
        yield self._home()
        yield from self._documents()
        yield from self._matrix()
        yield self._plain("versions", "版本")
        yield self._plain("downloads", "下载")
        yield self._plain("checks", "检查结果")
        yield self._explanations()

    def _render(self, template: str, name: str, **values: object) -> str:
        context: dict[str, Any] = {
            "organization": self.occasion.policy.organization,
            "policy": self.occasion.policy,
            "today": self.occasion.today,
            "shelves": self.shelves,
            "downloads": self.downloads,
            "here": name,
            "to": lambda target, anchor=None: self.addresses.to(name, target, anchor),
            "to_anchor": lambda anchor: self.addresses.anchor(name, anchor),
            "to_document": lambda document, anchor=None: self.addresses.to(name, self.addresses.of(document), anchor),
            **values,
        }
        return self.environment.get_template(template).render(context)

    def _home(self) -> SitePage:
        procedures = [shelf for shelf in self.shelves if shelf.main.edition.document.implements is None]
        found = [(shelf, self._recommendations(shelf)) for shelf in procedures]
        html = self._render("home.html", "index.md", procedures=procedures, finders=found)
        finder = [TocEntry("finder", "找渠道", 1)] if any(rows for _, rows in found) else []
        return SitePage("index.md", "首页", html, toc=(*finder, TocEntry("documents", "文件", 1)))

    def _recommendations(self, shelf: Shelf) -> tuple[Recommendation, ...]:
        """What a procedure's finder answers; for programs, too."""
        edition = shelf.main.edition
        found = tuple(recommendations(edition))
        if found:
            self.files[f"finder/{shelf.procedure.id}.json"] = finder_json(edition, found)
        return found

    def _matrix(self) -> Iterator[SitePage]:
        """The figures of each procedure and of the documents below it, where there are any."""
        made = []
        for shelf in self.shelves:
            if shelf.main.edition.document.implements is None:
                below = [other for other in self.shelves if other.procedure is shelf.procedure and other is not shelf]
                made.append(matrix(shelf, below, self.occasion.policy, self.occasion.today))
        made = [each for each in made if each.rows or each.own]
        if made:
            html = self._render("matrix.html", "matrix.md", matrices=made)
            url = self.addresses.url("matrix.md")
            toc = tuple(TocEntry(each.shelf.procedure.id, each.shelf.main.edition.document.title, 1) for each in made)
            yield SitePage(
                "matrix.md", "数字对照", html, toc, (SearchEntry(url, "数字对照", "各部门的数字与规程对照"),)
            )

    def _plain(self, name: str, title: str) -> SitePage:
        findings = [
            (finding, SEVERITY_WORDS[finding.severity].zh, f"{finding.place.file}:{finding.place.line}")
            for finding in self.occasion.findings
        ]
        waivers = [(p, w) for p in self.occasion.policy.procedures for w in sorted(p.waivers, key=lambda w: w.until)]
        html = self._render(f"{name}.html", f"{name}.md", findings=findings, waivers=waivers)
        url = self.addresses.url(f"{name}.md")
        return SitePage(f"{name}.md", title, html, entries=(SearchEntry(url, title, ""),))

    def _explanations(self) -> SitePage:
        """What each code means, for owners who met one."""
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
        html = self._render("findings.html", "findings.md", codes=codes, severity_words=SEVERITY_WORDS)
        url = self.addresses.url("findings.md")
        found = [SearchEntry(url, "问题说明", "")]
        found += [SearchEntry(f"{url}#{code}", f"{code} {title}", parts[0]) for code, _, title, parts, _ in codes]
        toc = tuple(TocEntry(code, code, 1) for code, *_ in codes)
        return SitePage("findings.md", "问题说明", html, toc, tuple(found))

    def _documents(self) -> Iterator[SitePage]:
        """The page of every version of every document, made side by side: they are most of the work."""
        every = [(shelf, entry) for shelf in self.shelves for entry in shelf.entries]
        for page, pictures in side_by_side(lambda each: self._document(*each), every, worth=WORTH_A_PROCESS):
            self.files.update(pictures)
            yield page

    def _document(self, shelf: Shelf, entry: Entry) -> tuple[SitePage, Mapping[str, bytes]]:
        document = entry.edition.document
        name = self.addresses.of(document)
        main = entry is shelf.main
        shown = view(entry, self.practices, self.occasion.policy, full=main)
        blocks = shown.manuscript.blocks
        shots = [block.picture for block in blocks if isinstance(block, ClauseBlock) and block.picture]
        pictures = {self._picture(shot.file, shot.png): shot.png for shot in shots}
        file = next((each for each in self.downloads if each.entry.edition.key == entry.edition.key), None)
        html = self._render(
            "document.html",
            name,
            view=shown,
            m=shown.manuscript,
            entry=entry,
            shelf=shelf,
            main=main,
            file=file,
            picture=self._picture,
        )
        url = self.addresses.url(name)
        title = shown.manuscript.title if main else f"{shown.manuscript.title}（V{document.version}）"
        toc = (*_toc(shown.manuscript.blocks), *([TocEntry("rules", "本部门适用的规则", 1)] if shown.held else []))
        found = tuple(entries(shown.manuscript, url)) if main else ()
        return SitePage(name, title, html, toc, found, main, document.procedure), pictures

    def _picture(self, name: str, png: bytes) -> str:
        """A picture's file on the site; versions that show other bytes under one name keep their own."""
        return f"figures/{sha256(png).hexdigest()[:12]}-{name}"


def _toc(blocks: Sequence[Block]) -> Iterator[TocEntry]:
    for block in blocks:
        if isinstance(block, Heading):
            space = "" if block.label.endswith(("、", "）")) else " "
            yield TocEntry(block.id, f"{block.label}{space}{block.title}", block.level)
        elif isinstance(block, FormBlock):
            yield TocEntry(block.id, f"{block.label} {block.title}", 1)


def _environment(project: Project) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(project.asset("templates/site")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests.update(BLOCK_TESTS)
    return environment

"""The one module that knows MkDocs: it hands it the pages, and takes over its search index and its links.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml), so `mkdocs build --strict` works by itself; `build_site` and
`serve_site` run the same hook from `policy build` and `policy serve`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.findings import Finding
from generator.model import Policy
from generator.project import Project, ProjectError, findings_of
from generator.website.links import broken_links
from generator.website.page import SitePage
from generator.website.pages import make_site
from generator.website.press import Occasion
from generator.website.run import RUN, Checked
from generator.website.search import SearchEntry, index

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_log = logging.getLogger("mkdocs.policy")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads the policy."""
    project = RUN.project or Project.at(Path(config.config_file_path).parent)
    today = RUN.today or project.today()
    policy, findings = RUN.checked or _checked(project, today)
    RUN.occasion = Occasion(project, policy, findings, today, directories=config.use_directory_urls, drafts=RUN.drafts)
    organization = policy.organization
    config.site_name = escape(f"{organization.name}规章制度")
    if organization.site_url and not config.site_url:
        config.site_url = organization.site_url
    config.copyright = escape(f"{organization.name}　截至 {today}")
    return config


def _checked(project: Project, today: date) -> Checked:
    reading = project.load()
    return reading.policy, findings_of(reading, today)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Adds the pages, and the files that they offer."""
    assert RUN.occasion is not None
    RUN.site = make_site(RUN.occasion)
    RUN.pages = {page.name: page for page in RUN.site.pages}
    for page in RUN.site.pages:
        files.append(File.generated(config, page.name, content=""))
    for name, data in RUN.site.files.items():
        files.append(File.generated(config, name, content=data))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A made page has its title, and no Markdown."""
    if (made := RUN.pages.get(page.file.src_uri)) is not None:
        page.meta["title"] = escape(made.title)
        page.meta["search"] = {"exclude": True}
        return ""
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A made page is its fragment, with its own table of contents."""
    if (made := RUN.pages.get(page.file.src_uri)) is None:
        return html
    page.toc = TableOfContents([*_toc(made)])
    return made.html


def _toc(made: SitePage) -> Iterator[AnchorLink]:
    last: AnchorLink | None = None
    for entry in made.toc:
        # Material takes a first entry of level 1 for the page's own title.
        link = AnchorLink(escape(entry.title), entry.id, entry.level + 1)
        if entry.level > 1 and last is not None:
            last.children.append(link)
            continue
        if last is not None:
            yield last
        last = link
    if last is not None:
        yield last


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """The navigation: home, a section for each procedure, and what concerns all."""
    by_name = {page.file.src_uri: page for page in nav.pages}
    assert RUN.site is not None
    listed = [made for made in RUN.site.pages if made.listed and made.name in by_name]
    items: list[Section | Page | Link] = [by_name[made.name] for made in listed if made.name == "index.md"]
    for group in dict.fromkeys(made.group for made in listed if made.group):
        pages = [by_name[made.name] for made in listed if made.group == group]
        items.append(Section(escape(_short(listed, group)), list(pages)))
    others = [made for made in listed if made.group is None and made.name != "index.md"]
    items += [by_name[made.name] for made in others]
    items += [page for page in nav.pages if RUN.pages.get(page.file.src_uri) is None]
    in_order = [child for item in items for child in (item.children if isinstance(item, Section) else [item])]
    pages = [page for page in in_order if isinstance(page, Page)]
    for item in items:
        item.parent = None
        if isinstance(item, Section):
            for child in item.children:
                child.parent = item
    for before, after in zip([None, *pages], [*pages, None], strict=True):
        if before is not None:
            before.next_page = after
        if after is not None:
            after.previous_page = before
    for page in nav.pages:
        if page not in pages:
            page.parent = page.previous_page = page.next_page = None
    nav.items[:] = items
    return nav


def _short(listed: list[SitePage], group: str) -> str:
    return next((made.title for made in listed if made.group == group), group)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Puts our search index in the place of MkDocs's, and looks at every link."""
    assert RUN.site is not None
    assert RUN.occasion is not None
    found = [entry for page in RUN.site.pages for entry in page.entries]
    found += [*_handwritten(config)]
    text = index(found, RUN.occasion.policy)
    folder = Path(config.site_dir) / "search"
    folder.mkdir(exist_ok=True)
    (folder / "search_index.json").write_text(text, encoding="utf-8")
    if not config.use_directory_urls:
        (folder / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
    for broken in broken_links(Path(config.site_dir)):
        _log.warning("%s", broken)


def _handwritten(config: MkDocsConfig) -> Iterator[SearchEntry]:
    """What MkDocs itself indexed: the hand-written pages."""
    path = Path(config.site_dir) / "search/search_index.json"
    if path.is_file():
        for document in json.loads(path.read_text(encoding="utf-8"))["docs"]:
            text = unescape(re.sub(r"<[^>]+>", " ", document["text"]))
            yield SearchEntry(document["location"], unescape(document["title"]), " ".join(text.split()))


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Rebuilds when the policy or the program is saved, too."""
    project = RUN.project or Project.at(Path(config.config_file_path).parent)
    for path in (project.root / "policy", project.asset("templates/site"), project.root / "generator"):
        if path.is_dir():
            server.watch(str(path))
    return server


def _config(project: Project, **settings: Any) -> MkDocsConfig:  # noqa: ANN401 - MkDocs takes what its configuration has
    from mkdocs.config import load_config

    path = project.asset("mkdocs.yml")
    return load_config(str(path), hooks=[str(Path(__file__))], **settings)


def build_site(
    project: Project, policy: Policy, findings: Sequence[Finding], out: Path, today: date, *, offline: bool = False
) -> None:
    """Builds the site of a policy, with what was found in it, into a folder that does not exist yet.

    Raises a `ProjectError` where a link leads nowhere.
    """
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, ConfigurationError

    RUN.project, RUN.today, RUN.drafts, RUN.checked = project, today, False, (policy, findings)
    handler = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    level, logger.propagate = logger.level, False
    logger.setLevel(logging.WARNING)
    try:
        with _build_date(today):
            build(_config(project, site_dir=str(out), use_directory_urls=not offline, strict=False))
    except (Abort, ConfigurationError) as fault:
        said = "\n".join([*handler.said, str(fault)])
        raise ProjectError(f"网站没有生成：{said}", f"The site was not built: {said}") from fault
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = True
    if handler.said:
        said = "\n".join(handler.said)
        raise ProjectError(f"网站没有生成：\n{said}", f"The site was not built:\n{said}")
    for leftover in ("sitemap.xml.gz", "search/lunr"):
        path = out / leftover
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@contextlib.contextmanager
def _build_date(today: date) -> Iterator[None]:
    """The date that MkDocs writes into the site is the day that was asked about, on every machine and at every hour."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int((today - date(1970, 1, 1)).total_seconds()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of: a site with a warning is not published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def serve_site(project: Project, today: date, *, port: int) -> None:
    """Serves the site until interrupted, rebuilt whenever something is saved; drafts are shown as they are."""
    from mkdocs.commands.serve import serve

    RUN.project, RUN.today, RUN.drafts, RUN.checked = project, today, True, None
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler(sys.stderr))
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    serve(
        config_file=str(project.asset("mkdocs.yml")),
        dev_addr=f"127.0.0.1:{port}",
        livereload=True,
        hooks=[str(Path(__file__))],
        site_url=f"http://127.0.0.1:{port}/",
    )

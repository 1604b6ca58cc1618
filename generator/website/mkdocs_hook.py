"""The one module that knows MkDocs's hooks: it hands it the pages, and takes over its search index and its links.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml), so `mkdocs build --strict` works by itself; `making` and `serving`
run the same hook for `policy build` and `policy serve`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape as markup
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.incremental.crew import side_by_side
from generator.incremental.memo import Memo
from generator.incremental.store import Store, cache_folder
from generator.project import Project, findings_of
from generator.website import links
from generator.website.addresses import Addresses
from generator.website.compiled import THEMES
from generator.website.feed import FEED
from generator.website.kinds.explanations import GROUP as FOR_OWNERS
from generator.website.leaves import CONTENT, ENTRY, ENTRY_TITLE, TITLE, Outline, Shell, is_shell, listed, shell_name
from generator.website.occasion import Occasion
from generator.website.page import SitePage
from generator.website.pages import make_site
from generator.website.press import WORTH_A_PROCESS
from generator.website.run import RUN, Checked
from generator.website.search import SearchEntry, index

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_log = logging.getLogger("mkdocs.policy")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads the policy."""
    project = RUN.project or Project.at(Path(config.config_file_path).parent)
    today = RUN.today or project.today()
    policy, findings = RUN.checked or _checked(project, today)
    RUN.store = Store(cache_folder(project.root), project.root)
    RUN.occasion = Occasion(
        project,
        policy,
        findings,
        today,
        directories=config.use_directory_urls,
        drafts=RUN.drafts,
        words=RUN.words,
        companions=RUN.companions,
        kept=Memo.load(RUN.store, "site") if RUN.store.keeps else None,
    )
    organization = policy.organization
    # The theme escapes it in some places and not in others; of Markup, nothing is escaped twice.
    config.site_name = markup(f"{organization.name}规章制度")
    if organization.site_url and not config.site_url:
        config.site_url = organization.site_url
    config.extra_javascript += [name for name in RUN.besides if name.endswith(".js")]
    config.copyright = escape(f"{organization.name}　截至 {today}")
    return config


def _checked(project: Project, today: date) -> Checked:
    reading = project.load()
    return reading.policy, findings_of(reading, today)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Adds the listed pages, shells for the others, and the files that they offer."""
    assert RUN.occasion is not None
    RUN.site = make_site(RUN.occasion)
    if RUN.occasion.kept is not None and RUN.store is not None:
        RUN.occasion.kept.keep(RUN.store, "site")
    config.extra["feed"] = FEED if FEED in RUN.site.files else None
    in_navigation = listed(RUN.site.pages)
    RUN.pages = {page.name: page for page in in_navigation}
    RUN.leaves = tuple(page for page in RUN.site.pages if page.name not in RUN.pages)
    RUN.shells = {}
    shells = dict.fromkeys(shell_name(leaf, directories=config.use_directory_urls) for leaf in RUN.leaves)
    for name in (*RUN.pages, *shells):
        files.append(File.generated(config, name, content=""))
    for name, data in {**RUN.site.files, **RUN.besides}.items():
        files.append(File.generated(config, name, content=data))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A made page has its title, and no Markdown."""
    made = RUN.pages.get(page.file.src_uri)
    if made is None and not is_shell(page.file.src_uri):
        return markdown
    page.meta["title"] = escape(made.title) if made else TITLE
    page.meta["search"] = {"exclude": True}
    return ""


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A made page is its fragment, with its own table of contents."""
    if is_shell(page.file.src_uri):
        page.toc = TableOfContents([AnchorLink(ENTRY_TITLE, ENTRY, 2)] if "outline" in page.file.src_uri else [])
        return CONTENT
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
    made = [page for page in RUN.pages.values() if page.name in by_name]
    items: list[Section | Page | Link] = [by_name[page.name] for page in made if page.name == "index.md"]
    for group in dict.fromkeys(page.group for page in made if page.group):
        pages = [by_name[page.name] for page in made if page.group == group]
        items.append(Section(escape(_short(made, group)), list(pages)) if len(pages) > 1 else pages[0])
    items += [by_name[page.name] for page in made if page.group is None and page.name != "index.md"]
    written = [page for name, page in by_name.items() if name not in RUN.pages and not is_shell(name)]
    if isinstance(items[-1], Section):
        items[-1].children[:0] = written
    else:
        items += written
    _in_order(nav, items)
    return nav


def _short(made: Sequence[SitePage], group: str) -> str:
    return next((page.title for page in made if page.name == f"{group}/index.md"), group)


def _in_order(nav: Navigation, items: Sequence[Section | Page | Link]) -> None:
    """Gives a navigation its items, and each page those before and after it."""
    in_order = [child for item in items for child in (item.children if isinstance(item, Section) else [item])]
    pages = [page for page in in_order if isinstance(page, Page)]
    for page in nav.pages:
        page.parent = page.previous_page = page.next_page = None
    for item in items:
        item.parent = None
        if isinstance(item, Section):
            for child in item.children:
                child.parent = item
    for before, after in pairwise(pages):
        before.next_page, after.previous_page = after, before
    nav.items[:] = items


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Learns how the theme marks up an outline."""
    env.bytecode_cache = THEMES
    template = env.from_string('{% include "partials/toc-item.html" %}')

    def entry(named: tuple[str, str], below: tuple[str, str] | None) -> str:
        link = AnchorLink(named[1], named[0], 2)
        link.children += [AnchorLink(below[1], below[0], 3)] if below else []
        return template.render(toc_item=link)

    RUN.outline = Outline.of(entry)
    return env


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Keeps a shell; it is no page of the site."""
    if not is_shell(page.file.src_uri):
        return output
    assert RUN.outline is not None
    RUN.shells[page.file.src_uri] = Shell(output, page.file.url, RUN.outline)
    return ""


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The sitemap has the pages in force that stand outside of the navigation, and no shell."""
    if template_name != "sitemap.xml":
        return output
    output = re.sub(r"\s*<url>.*?</url>", lambda found: "" if is_shell(found[0]) else found[0], output, flags=re.DOTALL)
    if not config.site_url:
        return output
    addresses = Addresses(config.use_directory_urls, frozenset())
    places = (config.site_url.rstrip("/") + "/" + addresses.url(leaf.name) for leaf in RUN.leaves if leaf.listed)
    more = "".join(f"\n    <url>\n         <loc>{escape(place)}</loc>\n    </url>" for place in places)
    return output.replace("</urlset>", f"{more}\n</urlset>") if more else output


def on_post_build(*, config: MkDocsConfig) -> None:
    """Writes the pages outside of the navigation, puts our search index in the place of MkDocs's, looks at every link."""
    assert RUN.site is not None
    assert RUN.occasion is not None
    out, addresses = Path(config.site_dir), Addresses(config.use_directory_urls, frozenset())

    def written(leaf: SitePage) -> tuple[str, links.Page]:
        url = addresses.url(leaf.name)
        name = f"{url}index.html" if not url or url.endswith("/") else url
        html = RUN.shells[shell_name(leaf, directories=config.use_directory_urls)].filled(leaf, url)
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
        return name, links.read_page(html)

    read = dict(side_by_side(written, RUN.leaves, worth=WORTH_A_PROCESS))
    found = [entry for page in RUN.site.pages if page.group != FOR_OWNERS for entry in page.entries]
    for_owners = [entry for page in RUN.site.pages if page.group == FOR_OWNERS for entry in page.entries]
    text = index(found, RUN.occasion.policy, [*for_owners, *_handwritten(config)])
    (out / "search").mkdir(exist_ok=True)
    (out / "search/search_index.json").write_text(text, encoding="utf-8")
    if not config.use_directory_urls:
        (out / "search/search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
    for broken in links.broken_links(out, read):
        _log.warning("%s", broken)


def _handwritten(config: MkDocsConfig) -> Iterator[SearchEntry]:
    """What MkDocs itself indexed: the hand-written pages."""
    path = Path(config.site_dir) / "search/search_index.json"
    if path.is_file():
        for document in json.loads(path.read_text(encoding="utf-8"))["docs"]:
            text = unescape(re.sub(r"<[^>]+>", " ", document["text"]))
            yield SearchEntry(document["location"], unescape(document["title"]), " ".join(text.split()))

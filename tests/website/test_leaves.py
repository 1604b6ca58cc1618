"""Pages outside of the navigation are, to the letter, what MkDocs would make of them; a thousand need no thousand runs of it."""

from __future__ import annotations

import re
import sys

import pytest
from shipped import ROOT, TODAY

from generator.project import Project
from generator.website import leaves
from generator.website.leaves import Outline, Shell, listed
from generator.website.making import build_site
from generator.website.page import SitePage, TocEntry

OLD = "communication-channels/communication-channels/1.0/index.html"


def page(name: str, group: str | None = None, **rest: object) -> SitePage:
    return SitePage(name, name, "", group=group, **rest)


@pytest.mark.parametrize("offline", [False, True])
def test_a_leaf_is_what_mkdocs_would_make_of_it(offline, tmp_path, monkeypatch):
    policy = Project(ROOT).load().policy
    build_site(Project(ROOT), policy, (), tmp_path / "leaves", TODAY, offline=offline)
    name = OLD.replace("/index.html", ".html") if offline else OLD
    made = (tmp_path / "leaves" / name).read_text(encoding="utf-8")

    # Handed to MkDocs, but kept out of the navigation, as it has no place there.
    from generator.website import run

    source = name.replace(".html", ".md") if offline else name.replace("/index.html", ".md")
    real = leaves.listed
    handed = lambda pages: [*real(pages), *(p for p in pages if p.name == source)]  # noqa: E731
    for module in [
        each for each in sys.modules.values() if (getattr(each, "__file__", "") or "").endswith("mkdocs_hook.py")
    ]:
        monkeypatch.setattr(module, "listed", handed)
    build_site(Project(ROOT), policy, (), tmp_path / "mkdocs", TODAY, offline=offline)
    theirs = (tmp_path / "mkdocs" / name).read_text(encoding="utf-8")
    assert run.RUN.pages.get(source) is not None
    assert _bare(made) == _bare(theirs)


def _bare(html: str) -> list[str]:
    """A page without what its place in the navigation brings: the navigation itself, and links to pages before and after."""
    html = re.sub(
        r'<div class="md-sidebar md-sidebar--primary".*?(?=<div class="md-sidebar md-sidebar--secondary")',
        "",
        html,
        flags=re.DOTALL,
    )
    html = re.sub(r'<nav class="md-footer__inner.*?</nav>', "", html, flags=re.DOTALL)
    html = re.sub(r'<link rel="(prev|next)"[^>]*>', "", html)
    html = re.sub(r"&#(x27|39);", "'", re.sub(r"&#34;", "&quot;", html))
    return [line.strip() for line in html.splitlines() if line.strip()]


def test_many_documents_leave_the_navigation_to_their_procedure():
    pages = [
        page("index.md"),
        page("p/index.md", "p"),
        *(page(f"p/d{n}.md", "p") for n in range(50)),
        page("q/index.md", "q"),
    ]
    assert [each.name for each in listed(pages)] == ["index.md", "p/index.md", "q/index.md"]
    assert [each.name for each in listed(pages[:30])] == [each.name for each in pages[:30]]
    assert listed([page("p/old.md", "p", listed=False)]) == []


def test_a_shell_is_filled_with_what_its_marks_stand_for_and_hostile_text_is_text():
    def entry(named, below):
        children = entry(below, None) if below else ""
        return f'<li><a href="#{named[0]}">{named[1]}</a>{children}</li>'

    outline = Outline.of(entry)
    marks = entry((leaves.ENTRY, leaves.ENTRY_TITLE), None)
    shell = Shell(
        f"<title>{leaves.TITLE}</title>URL<a href='#{leaves.ENTRY}'></a><ul>{marks}</ul>{leaves.CONTENT}",
        "URL",
        outline,
    )
    hostile = "<script>"
    toc = (TocEntry("a", hostile, 1), TocEntry("b", "二", 2), TocEntry("c", "三", 1))
    assert shell.filled(SitePage("x.md", hostile, "<p>x</p>", toc), "x/") == (
        "<title>&lt;script&gt;</title>x/<a href='#a'></a><ul>"
        '<li><a href="#a">&lt;script&gt;</a><li><a href="#b">二</a></li></li>\n<li><a href="#c">三</a></li></ul><p>x</p>'
    )


def test_the_sitemap_has_no_shell(site):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "https://policy.example.com/communication-channels/sales/" in text
    assert not re.search(r"policy-[0-9a-f]{16}", text)
    assert [path for path in site.rglob("*") if re.search(r"policy-[0-9a-f]{16}", path.name)] == []

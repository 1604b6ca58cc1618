"""The built site: its pages, its links, its words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from shipped import ROOT, TODAY

from generator.document.blocks import ClauseBlock
from generator.document.compose import compose
from generator.project import Project
from generator.publishing.word_files import word_files
from generator.website.addresses import Addresses
from generator.website.library import shelves
from generator.website.links import broken_links, read_page
from generator.website.making import build_site
from generator.website.search import plain


def words(html: str) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_it_has_a_page_for_every_document_and_every_version(site):
    expected = ["index.html", "versions", "downloads", "checks", "findings", "how-to", "communication-channels"]
    expected += [f"communication-channels/{id}" for id in ("customer-service", "hotline-team", "communications")]
    expected += ["communication-channels/communication-channels/1.0", "communication-channels/customer-service/1.0"]
    for name in expected:
        path = site / name
        assert (path if name.endswith(".html") else path / "index.html").is_file(), name


def test_every_link_and_anchor_leads_somewhere(site):
    assert list(broken_links(site)) == []


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "a.html").write_text('<p id="here"><a href="#here">x</a><a href="#gone">y</a><a href="b/">z</a></p>')
    assert list(broken_links(tmp_path)) == ["a.html: #gone has no such anchor", "a.html: b/ leads nowhere"]


class Parser(HTMLParser):
    """The anchors and links of a page as a real parser finds them: slower than what reads them in a build."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)
            if value and name in ("href", "src", "poster", "action"):
                self.links.add(value)


def test_pages_are_read_as_a_parser_reads_them(site):
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        parser = Parser()
        parser.feed(html)
        assert (parser.ids, parser.links) == read_page(html), path


@pytest.mark.parametrize(
    ("html", "ids", "links"),
    [
        ("<a href='x' id=y>", {"y"}, {"x"}),
        ('<img alt="a > b src=no" src="p.png" srcset="p.png 1x, q.png 2x">', set(), {"p.png", "q.png"}),
        ('<p style="background: url(bg.png)">', set(), {"bg.png"}),
        ("<!-- <a href='x'> --><script>'<a href=y>'</script><script src=z.js></script>", set(), {"z.js"}),
        ('<a href="?a=1&amp;b=2#c">', set(), {"?a=1&b=2#c"}),
    ],
)
def test_what_a_page_leads_to(html, ids, links):
    assert read_page(html) == (ids, links)


def test_word_and_site_carry_the_same_clause_texts(site):
    """Two renderers, one text: each clause of each version stands word for word in both."""
    import io

    import docx

    project = Project(ROOT)
    policy = project.load().policy
    current = frozenset(s.main.edition.key for s in shelves(policy, TODAY, drafts=False))
    addresses = Addresses(True, current)
    count = 0
    for file in word_files(policy, project):
        body = docx.Document(io.BytesIO(file.data)).element.body
        printed = "\n".join(
            "".join(t.text or "" for t in p.iter(f"{{{p.nsmap['w']}}}t")) for p in body.iter() if p.tag.endswith("}p")
        )
        page = words(
            (site / addresses.url(addresses.of(file.edition.document)) / "index.html").read_text(encoding="utf-8")
        )
        for block in compose(file.edition, file.procedure, policy).blocks:
            if isinstance(block, ClauseBlock):
                for paragraph in block.paragraphs:
                    text = plain([paragraph])
                    assert text in printed
                    assert text in page
                    count += 1
    assert count > 250


def test_the_search_index_has_clauses_and_rows_of_versions_in_force_only(site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    entries = [(page, line.split("\x1f")) for page, lines, *_ in index["docs"] for line in lines.split("\x1e")]
    locations = {f"{page}#{line[0]}" if line[0] else page for page, line in entries}
    assert "communication-channels/#hotline-response" in locations
    assert "communication-channels/customer-service/#complaint-levels-row-2" in locations
    assert not any(re.search(r"/\d+\.\d+/", location) for location in locations)
    assert index["config"]["synonyms"]["接听时间"] == ["热线响应时间"]


def test_nothing_is_asked_of_other_hosts(site):
    for path in site.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)"', path.read_text(encoding="utf-8")
        )
        assert [url for url in loaded if "policy.example.com" not in url] == [], path


def test_mkdocs_build_strict_works_by_itself(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795478400"},
    )
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert (tmp_path / "site/communication-channels/index.html").is_file()


@pytest.mark.parametrize(
    ("source", "target", "anchor", "link"),
    [
        ("index.md", "checks.md", None, "checks/"),
        ("checks.md", "index.md", None, "../"),
        ("p/d.md", "p/index.md", "c", "../#c"),
        ("p/d.md", "p/d.md", "c", "#c"),
        ("p/d/1.0.md", "p/d.md", None, "../"),
        ("p/d.md", "word/x.docx", None, "../../word/x.docx"),
    ],
)
def test_links_are_relative(source, target, anchor, link):
    assert Addresses(True, frozenset()).to(source, target, anchor) == link


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("p/d.md", "p/index.md", "index.html"),
        ("checks.md", "p/d.md", "p/d.html"),
        ("p/d/1.0.md", "index.md", "../../index.html"),
    ],
)
def test_links_for_a_file_share_name_files(source, target, link):
    assert Addresses(False, frozenset()).to(source, target) == link


def test_before_a_version_is_in_force_the_one_before_is_the_main_one():
    policy = Project(ROOT).load().policy
    early = {s.main.edition.document.id: s for s in shelves(policy, date(2026, 9, 20), drafts=False)}
    shelf = early["communication-channels"]
    assert [(str(e.edition.document.version), e.status) for e in shelf.entries] == [
        ("1.0", "current"),
        ("2.0", "future"),
    ]
    assert str(shelf.main.edition.document.version) == "1.0"
    first_day = {s.main.edition.document.id: s for s in shelves(policy, date(2026, 10, 1), drafts=False)}
    assert [e.status for e in first_day["communication-channels"].entries] == ["replaced", "current"]
    late = {s.main.edition.document.id: s for s in shelves(policy, TODAY, drafts=False)}
    assert [e.status for e in late["communication-channels"].entries] == ["replaced", "current"]


def test_a_build_gives_the_environment_back(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    reading = Project(ROOT).load()
    build_site(Project(ROOT), reading.policy, (), tmp_path / "site", TODAY)
    assert os.environ["SOURCE_DATE_EPOCH"] == "1790000000"

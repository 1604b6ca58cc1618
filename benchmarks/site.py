"""How long the site takes to build, to search and to show what was saved; its size; medians.

    python benchmarks/site.py > benchmarks/site.txt

A company in real words is generated: the shipped procedure, and the shipped rules of its departments over and over. *Site*
is everything from a checked policy to the finished folder, its links looked at, each run in a process of its own; the Word
files that it offers are made before, as in `policy build`. *Policy build* is the whole command, with reading, checking and
the Word files (without page numbers, which LibreOffice counts); *one edited* is that command again, after a figure in one
department's rules was changed, and *kept* the same with what earlier runs left in the user's cache folder. *Shown* is from
saving a changed title until `policy serve` shows it, with that folder; the last line has it for the shipped policy. *Stock*
is MkDocs with Material and its own search on Markdown pages of the same words, *floor* MkDocs with a theme of one line and
no search. *Search* is from the first click into the box until the first result stands there, in Chromium, the index not yet
loaded. *Peak* is the memory of the site's process and of its largest worker together, what both share counted twice.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import pickle
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

from machine import described
from serving import saved_until_shown
from site_company import SHIPPED, write_site_company

TODAY = date(2026, 11, 24)
MKDOCS = """\
site_name: x
docs_dir: docs
site_dir: {out}
theme: {theme}
plugins: {plugins}
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 500, 1000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("CHECKED", "OUT"))
    options = parser.parse_args()
    if options.one:
        print(_site(*map(Path, options.one)))
        return
    print(described())
    print("Seconds by the clock; medians of as many runs as stand in the second column.")
    heads = ("pages", "runs", "site", "policy build", "one edited", "kept", "shown", "stock", "floor", "search")
    print("".join(f"{head:>13}" for head in (*heads, "MB", "index MB", "peak MB")))
    for size in options.sizes:
        print("".join(f"{cell:>13}" for cell in _row(size, _runs(size, options.runs))), flush=True)
    print(f"shipped policy, saved until shown: {_shipped(options.runs):.2f} s")


def _runs(size: int, most: int) -> int:
    """So many that all sizes together take minutes."""
    return most if size <= 100 else min(most, 3) if size <= 500 else 1


def _shipped(runs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder, "company/policy")
        shutil.copytree(SHIPPED, policy)
        document = policy / "communication-channels/departments/administration.yaml"
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace('version: "1.0"', 'version: "1.1"', 1), encoding="utf-8")
        page = "communication-channels/administration/"
        return statistics.median(saved_until_shown(policy.parent, document, page, runs, {"XDG_CACHE_HOME": folder}))


def _row(size: int, runs: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "company")
        edited = write_site_company(root, size)
        checked, pages = _checked(root, Path(folder, "checked"))
        out = Path(folder, "site")
        sites = [json.loads(_run([__file__, "--one", str(checked), str(out)])) for _ in range(runs)]
        search = statistics.median(_searched(out) for _ in range(runs))
        build = ["-m", "generator", "--root", str(root), "build", "--allow-findings", "--out"]
        whole = _median(runs, lambda: _timed([*build, tempfile.mkdtemp(dir=folder)]))
        text = edited.read_text(encoding="utf-8")
        numbers = iter(range(11, 99))

        def again(**kept: str) -> float:
            edited.write_text(re.sub(r"不超过 \d+ ", f"不超过 {next(numbers)} ", text, count=1), encoding="utf-8")
            return _timed([*build, str(root / "build")], **kept)

        cache = {"POLICY_CACHE": "on", "XDG_CACHE_HOME": str(Path(folder, "cache"))}
        again(**cache)
        kept = _median(runs, lambda: again(**cache))
        changed = _median(runs, again)
        page = f"communication-channels/{edited.stem}/"
        shown = statistics.median(saved_until_shown(root, edited, page, runs, cache))
        stock = _median(runs, lambda: _plain(Path(folder), pages, "material", "[{search: {lang: zh}}]"))
        floor = _median(runs, lambda: _plain(Path(folder), pages, "{name: null, custom_dir: line}", "[]"))
        megabytes = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        index = (out / "search/search_index.json").stat().st_size / 1e6
    site, peak = (statistics.median(each[name] for each in sites) for name in ("seconds", "peak"))
    times = [f"{seconds:.2f} s" for seconds in (site, whole, changed, kept, shown, stock, floor, search)]
    return [str(size), str(runs), *times, f"{megabytes:.1f}", f"{index:.1f}", f"{peak:.0f}"]


def _median(runs: int, measured: Callable[[], float]) -> float:
    return statistics.median(measured() for _ in range(runs))


def _run(arguments: list[str], **settings: str) -> str:
    environment = {"SOURCE_DATE_EPOCH": "1795478400", "POLICY_CACHE": "off", "POLICY_PAGE_NUMBERS": "off", **settings}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return done.stdout


def _timed(arguments: list[str], **settings: str) -> float:
    start = time.perf_counter()
    _run(arguments, **settings)
    return time.perf_counter() - start


def _checked(root: Path, kept: Path) -> tuple[Path, list[str]]:
    """The policy with its findings and Word files, kept in a file, and the words of each page."""
    from generator.project import Project, findings_of
    from generator.publishing.companion_files import companion_files
    from generator.publishing.word_files import word_files
    from generator.website.pages import Occasion, make_site

    project = Project(root)
    reading = project.load()
    findings = findings_of(reading, TODAY)
    words = tuple(word_files(reading.policy, project))
    companions = tuple(companion_files(reading.policy, project, TODAY))
    kept.write_bytes(pickle.dumps((project, reading.policy, findings, words, companions)))
    made = make_site(Occasion(project, reading.policy, findings, TODAY, words=words, companions=companions))
    return kept, [_words(page.html) for page in made.pages if page.group]


def _words(html: str) -> str:
    """A page as Markdown: headings and paragraphs."""
    html = re.sub(r"<h(\d)[^>]*>", lambda found: "\n\n" + "#" * int(found[1]) + " ", html)
    html = re.sub(r"</(p|h\d|tr|li|dd|summary)>", "\n\n", html)
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"[ \t]+", " ", text))


def _site(checked: Path, out: Path) -> str:
    from generator.website.making import build_site

    project, policy, findings, words, companions = pickle.loads(checked.read_bytes())
    shutil.rmtree(out, ignore_errors=True)
    start = time.perf_counter()
    build_site(project, policy, findings, out, TODAY, words=words, companions=companions)
    seconds = time.perf_counter() - start
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return json.dumps({"seconds": seconds, "peak": peak})


def _plain(folder: Path, pages: list[str], theme: str, plugins: str) -> float:
    """MkDocs alone, on Markdown pages."""
    root = Path(tempfile.mkdtemp(dir=folder))
    (root / "docs").mkdir()
    (root / "line").mkdir()
    (root / "line/main.html").write_text("<html><body>{{ page.content }}</body></html>", encoding="utf-8")
    for number, text in enumerate(pages):
        (root / f"docs/{number if number else 'index'}.md").write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS.format(out="site", theme=theme, plugins=plugins), encoding="utf-8")
    return _timed(["-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml")]) if pages else 0.0


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def _searched(site: Path) -> float:
    """Seconds until the first result, in a browser that knows nothing of the site."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_load_state("networkidle")
        start = time.perf_counter()
        page.click(".md-search__input")
        page.keyboard.type("响应时间")
        page.keyboard.press("Shift")  # the search listens for keys
        page.wait_for_selector(".md-search-result__link mark")
        seconds = time.perf_counter() - start
        browser.close()
        server.shutdown()
    return seconds


if __name__ == "__main__":
    main()

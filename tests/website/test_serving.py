"""`policy serve`, as a process of its own that an owner edits beside: what is saved shows, what is wrong stands on the page."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import ROOT
from small_policy import DEPARTMENT_FILE, edit, write

pytestmark = pytest.mark.browser
WHOLE = "不超过 45 秒"
PATIENCE = 60_000
"""Milliseconds: for a machine that is busy with other tests; benchmarks measure how fast it is."""


@pytest.fixture
def root(tmp_path) -> Path:
    write(tmp_path)
    edit(tmp_path, DEPARTMENT_FILE, "不超过 90 秒", WHOLE)
    return tmp_path


@pytest.fixture
def served(root) -> Iterator[str]:
    """The address at which the project is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "--root",
        str(root),
        "--port",
        str(port),
        "--on",
        "2026-11-24",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        said = ""
        while "policy serve: http" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        yield re.search(r"http\S+", said)[0]
    finally:
        process.terminate()
        assert process.wait(20) == 0


def page_at(browser, address: str):
    page = browser.new_page()
    deadline = time.monotonic() + 30
    while True:  # it says where it is just before it listens
        try:
            page.goto(address)
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return page


def shows(page, words: str) -> None:
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words, timeout=PATIENCE)


def test_what_is_saved_shows_by_itself_and_what_is_wrong_stands_on_the_page(browser, served, root):
    page = page_at(browser, f"{served}hotline/customer-service/")
    assert "不超过45秒" in page.inner_text("#hotline-night")
    assert page.locator("#policy-findings").count() == 0

    edit(root, DEPARTMENT_FILE, WHOLE, "不超过 40 秒")
    shows(page, "不超过40秒")

    # A contradiction: the page shows the new text, and above it what is wrong with it.
    edit(root, DEPARTMENT_FILE, "不超过 40 秒", "不超过 90 秒")
    shows(page, "有 1 个错误")
    panel = page.inner_text("#policy-findings")
    assert f"{DEPARTMENT_FILE}:16:19" in panel
    assert "looser" in panel
    assert "建议：写成 不超过 60 秒" in panel
    assert "不超过90秒" in page.inner_text("#hotline-night")

    # No YAML any more: the last whole page stays, with the fault above it.
    whole = (root / DEPARTMENT_FILE).read_text(encoding="utf-8")
    (root / DEPARTMENT_FILE).write_text(whole + "  - id: [<script>alert(1)</script>\n", encoding="utf-8")
    shows(page, "invalid-yaml")
    assert page.locator("#hotline-night").is_visible()
    assert page.locator("#policy-findings script").count() == 0

    (root / DEPARTMENT_FILE).write_text(whole.replace("90 秒", "30 秒"), encoding="utf-8")
    shows(page, "不超过30秒")
    assert page.locator("#policy-findings").count() == 0


def test_a_project_that_is_broken_from_the_start_is_served_too(browser, root, request):
    whole = (root / "policy/organization.yaml").read_text(encoding="utf-8")
    (root / "policy/organization.yaml").write_text("organization: [\n", encoding="utf-8")
    served = request.getfixturevalue("served")
    page = page_at(browser, f"{served}hotline/")
    shows(page, "policy/organization.yaml:")
    (root / "policy/organization.yaml").write_text(whole, encoding="utf-8")
    page.wait_for_selector("#policy-findings", state="detached", timeout=PATIENCE)
    assert "不超过60秒" in page.inner_text("#response")


def test_a_page_that_is_lost_comes_back_by_itself(browser, root, request):
    whole = (root / DEPARTMENT_FILE).read_text(encoding="utf-8")
    (root / DEPARTMENT_FILE).write_text("id: [\n", encoding="utf-8")
    page = page_at(browser, f"{request.getfixturevalue('served')}hotline/customer-service/")
    shows(page, "invalid-yaml")
    (root / DEPARTMENT_FILE).write_text(whole, encoding="utf-8")
    page.wait_for_selector("#hotline-night", timeout=PATIENCE)


def test_a_port_in_use_is_a_message(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--root", str(root), "--port", str(port), "--lang", "zh"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert ran.returncode == 2
    assert f"端口 {port} 不能使用" in ran.stderr
    assert "Traceback" not in ran.stderr

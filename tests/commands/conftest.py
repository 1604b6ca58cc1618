"""A project to run commands in, with what checks find and what Word prints in the tests' hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_policy import word_file, write

from generator import checks
from generator.cli import main
from generator.findings import Finding

LAYOUT = Path(__file__).resolve().parents[2] / "templates/word/corporate/layout.yaml"


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    """The same day, language and terminal wherever the tests run."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A project with the small policy and assets of its own, as the current folder."""
    write(tmp_path)
    write(
        tmp_path,
        {
            "templates/word/corporate/layout.yaml": LAYOUT.read_text(encoding="utf-8"),
            "site/docs/index.md": "首页",
            "mkdocs.yml": "site_name: x",
        },
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cache(tmp_path_factory, monkeypatch) -> None:
    """A cache folder of the user's own, as nearly everybody has one."""
    monkeypatch.delenv("POLICY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def found(monkeypatch) -> list[Finding]:
    """What the checks find: nothing, until a test puts something in."""
    findings: list[Finding] = []
    monkeypatch.setattr(checks, "of_whole", lambda policy, documents, today, found: iter(findings))
    return findings


@pytest.fixture
def plain_word(monkeypatch) -> None:
    """Word files that only name what they would print."""

    def render(manuscript, layout, pages=None):
        return word_file(manuscript.title, str(manuscript.version), "草案" if manuscript.draft else "发布")

    monkeypatch.setattr("generator.word.pagination.render", render)


@pytest.fixture
def policy(capsys) -> Callable[..., tuple[int, str, str]]:
    """Runs `policy …`: exit status, output, errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return run

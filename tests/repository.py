"""A git repository in a temporary folder, for tests of what changed in one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git: install it")


def git(root: Path, *arguments: str) -> str:
    """Runs git in a folder, as a committer of its own."""
    names = ("-c", "user.name=测试", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *names, "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, message: str = "改动") -> str:
    """Commits everything in a folder; gives the id of the commit."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def shipped(root: Path) -> Path:
    """The shipped policy with its templates as the first commit of a repository, on the branch `main`."""
    for name in ("policy", "templates"):
        shutil.copytree(ROOT / name, root / name)
    git(root, "init", "-q", "-b", "main")
    commit(root, "规章")
    return root


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replaces parts of a file, which have to be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")

"""The READMEs name every finding and every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from generator.findings import CODES

ROOT = Path(__file__).resolve().parent.parent
COMING = {"diff", "review", "fix", "verify", "import"}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_finding_and_every_command_is_named(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [code for code in CODES if f"`{code}`" not in text] == []
    assert [command for command in COMMANDS if command not in COMING and f"`policy {command}" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_what_is_linked_exists(name):
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target

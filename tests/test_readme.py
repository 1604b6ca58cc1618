"""The READMEs name every finding and every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from generator.explanations import examples
from generator.findings import CODES

ROOT = Path(__file__).resolve().parent.parent
COMING = {"verify"}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_finding_and_every_command_is_named(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [code for code in CODES if f"`{code}`" not in text] == []
    assert [command for command in COMMANDS if command not in COMING and f"`policy {command}" not in text] == []


@pytest.mark.parametrize(("name", "above"), [("README.md", "above: "), ("README.zh-CN.md", "上位：")])
@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_finding_is_that_of_its_explanation(code, name, above):
    """tests/explanations runs those: the bad ones yield the finding, the good ones do not."""
    text = (ROOT / name).read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^\| `{code}` \| [^|]*\| (.*) \|$", text, re.MULTILINE)
    said = re.findall(rf"({above})?`([^`]+)`", cell)
    assert said
    for marked, line in said:
        parts = [e.yaml for e in examples(code) if e.kind == "bad" and e.part.startswith("procedure") == bool(marked)]
        assert any(line in part for part in parts), line


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_what_is_linked_exists(name):
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target

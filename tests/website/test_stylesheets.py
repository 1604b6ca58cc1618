"""The stylesheets: each rule in one place, each colour in one file, no selector that nothing on the site answers to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "site/docs/stylesheets"
MADE_BY = [
    *ROOT.glob("templates/site/*.html"),
    *ROOT.glob("site/overrides/**/*.html"),
    *ROOT.glob("site/docs/javascripts/*.js"),
]
THEME = Path(material.__file__).parent / "templates"
# Parts of class names that templates put in: the values of a status, a relation, a severity, a state.
SAID_BY_PYTHON = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("generator/**/*.py"))


def rules(text: str) -> Iterator[tuple[str, str]]:
    """Each rule of a stylesheet: the at-rules that it stands in, and its selector."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    within: list[str] = []
    for found in re.finditer(r"([^{};]*)\{|\}|;", re.sub(r'"[^"]*"', '""', text)):
        if found[0] == "}":
            within.pop()
        elif found[0].endswith("{"):
            head = " ".join(found[1].split())
            if not head.startswith("@"):
                yield " ".join(each for each in within if each.startswith("@")), head
            within.append(head)


def sheets() -> list[Path]:
    return sorted(SHEETS.glob("*.css"))


def test_the_site_uses_every_stylesheet_and_paper_has_the_last_word():
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra_css"]
    assert sorted(named) == [f"stylesheets/{path.name}" for path in sheets()]
    assert named[0] == "stylesheets/colours.css"
    assert named[-1] == "stylesheets/print.css"


def test_no_selector_has_two_rules():
    every = [rule for path in sheets() for rule in rules(path.read_text(encoding="utf-8"))]
    assert [rule for rule, count in Counter(every).items() if count > 1] == []
    assert len(every) > 200


@pytest.mark.parametrize("path", sheets(), ids=lambda path: path.name)
def test_every_class_in_a_selector_is_on_some_page(path: Path):
    said = "\n".join(each.read_text(encoding="utf-8") for each in MADE_BY)
    theme = "\n".join(each.read_text(encoding="utf-8") for each in THEME.glob("**/*.html"))
    classes = {
        name
        for _, selector in rules(path.read_text(encoding="utf-8"))
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    assert [name for name in sorted(classes) if not answers(name, said, theme)] == []


def answers(name: str, said: str, theme: str) -> bool:
    if re.search(rf"(?<![\w-]){name}(?![\w-])", theme if name.startswith("md-") else said):
        return True
    stem, _, value = name.rpartition("-")
    return bool(re.search(rf"(?<![\w-]){stem}-\{{\{{", said)) and (
        value.isdigit() or f'"{value}"' in SAID_BY_PYTHON + said
    )


@pytest.mark.parametrize(
    "path", [path for path in sheets() if path.name not in ("colours.css", "print.css")], ids=lambda path: path.name
)
def test_colours_are_named_in_one_place(path: Path):
    text = re.sub(r"url\([^)]*\)", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []

"""What is done to a Word file before it is sent back, and what the command says of it then."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from generator.project import Project

ROOT = Path(__file__).resolve().parents[2]
FILES = Project(ROOT).files()
FOLDER = "policy/communication-channels"
CUSTOMER_SERVICE = f"{FOLDER}/departments/customer-service/customer-service.yaml"


def said(result) -> dict:
    return json.loads(result[1].out)


JSON = ("--format", "json")


def swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return change


def lines_changed(project: Path, file: str = CUSTOMER_SERVICE) -> list[tuple[str, str]]:
    before, after = FILES[file].decode().split("\n"), (project / file).read_bytes().decode().split("\n")
    assert len(before) == len(after)
    return [(a.strip(), b.strip()) for a, b in zip(before, after, strict=True) if a != b]


def control(id: str) -> re.Pattern[str]:
    return re.compile(rf'<w:sdt><w:sdtPr><w:alias w:val="[^"]*"/><w:tag w:val="{id}"/>.*?</w:sdt>')

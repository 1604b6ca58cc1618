"""A project of its own, and a Word file of it that comes back."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable

import pytest
from sending import FOLDER, ROOT

from generator.cli import main


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "policy", tmp_path / "policy")
    return tmp_path


@pytest.fixture
def bring(project, capsys):
    """What the command says of the customer service's released file after a change of its body, and its exit status."""

    def run(change: Callable[[str], str], *more: str, version: str = "1.1", parts: dict[str, str] | None = None):
        source = project / FOLDER / f"releases/customer-service/{version}.docx"
        path = project / "sent.docx"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
            for each in old.namelist():
                data = old.read(each).decode() if each.endswith((".xml", ".rels")) else old.read(each)
                if each == "word/document.xml":
                    changed = change(data)
                    data = changed
                for part, text in (parts or {}).items():
                    if each == part and "</" in text:
                        data = data.replace(text.split("|")[0], text.split("|")[1])
                new.writestr(each, data)
            for part, text in (parts or {}).items():
                if part not in old.namelist():
                    new.writestr(part, text)
        status = main(
            ["import", "--root", str(project), "--on", "2026-11-24", "--into", "customer-service", str(path), *more]
        )
        return status, capsys.readouterr()

    return run

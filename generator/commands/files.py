"""Files and folders as people name them on the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.findings import Finding
from generator.project import Project, ProjectError


def inside(project: Project, name: str) -> str:
    """A file as findings name it: relative to the project."""
    path = Path(name)
    if not path.exists():
        raise ProjectError(f"没有 {name} 这个文件。", f"There is no {name}.")
    return Path(os.path.relpath(path.resolve(), project.root)).as_posix()


def concerns(finding: Finding, wanted: Sequence[str]) -> bool:
    """Whether one of the files, or of the folders, holds its place or a member of its conflict."""
    files = {finding.place.file, *(clash.place.file for clash in finding.conflict)}
    return any(holds(wanted, file) for file in files)


def holds(wanted: Sequence[str], file: str) -> bool:
    """Whether a file is one of those wanted, or in one of the folders."""
    return any(file == name or file.startswith(f"{name}/") or name == "." for name in wanted)

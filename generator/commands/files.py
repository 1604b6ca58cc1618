"""Files and folders as people name them on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.findings import Finding
from generator.project import Project, ProjectError


def inside(project: Project, name: str) -> str:
    """A file as findings name it: relative to the project."""
    path = Path(name)
    if not path.exists():
        raise ProjectError(f"没有 {name} 这个文件或文件夹。", f"There is no file or folder {name}.")
    try:
        return path.resolve().relative_to(project.root).as_posix()
    except ValueError:
        raise ProjectError(
            f"{name} 不在项目 {project.root} 里。", f"{name} is not in the project {project.root}."
        ) from None


def concerns(finding: Finding, wanted: Sequence[str]) -> bool:
    """Whether one of the files, or of the folders, holds its place or a member of its conflict."""
    files = {finding.place.file, *(clash.place.file for clash in finding.conflict)}
    return any(holds(wanted, file) for file in files)


def holds(wanted: Sequence[str], file: str) -> bool:
    """Whether a file is one of those wanted, or in one of the folders."""
    return any(file == name or file.startswith(f"{name}/") or name == "." for name in wanted)

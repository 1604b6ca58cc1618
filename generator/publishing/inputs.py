"""The digest of everything that a build is made from; where it is the same, so is the build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.project import Project

_PACKAGE = Path(__file__).parent.parent
_ASSETS = ("templates", "site", "mkdocs.yml")
_LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "python-docx", "pyyaml")


def inputs_digest(project: Project, today: date) -> str:
    """SHA-256 over the policy, templates, site, program, libraries and day, in hex."""
    digest = sha256()
    for name, data in _inputs(project, today):
        # Lengths keep a name apart from its content, and one file from the next.
        digest.update(f"{len(name.encode(errors='surrogateescape'))} {len(data)} ".encode())
        digest.update(name.encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _inputs(project: Project, today: date) -> Iterator[tuple[str, bytes]]:
    yield "day", today.isoformat().encode()
    yield from project.files().items()
    for name in _ASSETS:
        for number, place in enumerate(project.assets(name)):
            yield from _tree(place, f"{name} {number}")
    for suffix in (".py", ".md"):
        yield from _tree(_PACKAGE, "generator", suffix)
    for library in _LIBRARIES:
        try:
            yield library, version(library).encode()
        except PackageNotFoundError:
            yield library, b""


def _tree(top: Path, name: str, suffix: str = "") -> Iterator[tuple[str, bytes]]:
    """A file, or all files below a folder but caches and shipped copies."""
    if top.is_file():
        yield name, top.read_bytes()
        return
    for path in sorted(top.rglob(f"*{suffix}")):
        inner = path.relative_to(top)
        if path.is_file() and "__pycache__" not in inner.parts and not inner.name.startswith((".", "~$")):
            yield f"{name}/{inner.as_posix()}", path.read_bytes()

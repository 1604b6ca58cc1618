"""`manifest.json`: every file of a build with its SHA-256, and what each part of the build was made from."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from generator.project import ProjectError

NAME = "manifest.json"
MAX_UNPACKED = 256 << 20
"""Bytes of all parts of a Word file: many times what the largest has."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` has for each path in the build its digests (`sha256`, and `parts` for Word); `inputs` for each part of
    the build (`word`, `site`) the digest of everything that it was made from.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self) -> str:
        return (
            json.dumps(
                {"format": 1, "inputs": dict(sorted(self.inputs.items())), "files": dict(sorted(self.files.items()))},
                ensure_ascii=False,
                indent=1,
            )
            + "\n"
        )

    def intact(self, folder: Path) -> bool:
        """Whether every file stands there as it was written."""
        return all(_sha256(folder / name) == digests["sha256"] for name, digests in self.files.items())


def read(folder: Path) -> Manifest | None:
    """The manifest of a build, or None where there is none that we wrote."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if said["format"] != 1 or any("sha256" not in digests for digests in said["files"].values()):
            return None
        return Manifest(said["inputs"], said["files"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def files_below(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every file below a folder by its path, with its digests."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digests = {"sha256": _sha256(path) or ""}
            if path.suffix == ".docx":
                digests["parts"] = parts_digest(path)
            yield path.relative_to(folder).as_posix(), digests


def parts_digest(word: Path) -> str:
    """SHA-256 over the lines `name sha256` of a Word file's parts, by name: the same however the parts are packed.

    Frozen files come with the project: a `ProjectError` says of one that is no Word file, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(word) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise zipfile.BadZipFile
            # One part after the other: no more than one is held at a time.
            lines = [f"{name} {sha256(package.read(name)).hexdigest()}\n" for name in sorted(package.namelist())]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise ProjectError(
            f"《{word.name}》不是完好的 Word 文件。它若是发布时冻结的文件，请从 Git 历史中找回原来的文件。",
            f"{word.name} is no sound Word file. If it was frozen with a release, restore it from the history.",
        ) from None
    return sha256("".join(lines).encode()).hexdigest()


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None

"""What a build is made from, as digests; where these are the same, so is what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from generator.incremental.families import digest, families, keys
from generator.model import Policy
from generator.project import Project
from generator.reading import ORGANIZATION_FILE

_PACKAGE = Path(__file__).parent.parent
_ASSETS = ("templates", "site", "mkdocs.yml")
_LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "python-docx", "pyyaml")


def inputs_digest(project: Project, files: Mapping[str, bytes], today: date) -> str:
    """SHA-256 over the policy's `files`, templates, site, program, libraries and day, in hex."""
    return _digest(_inputs(project, files, today))


def word_keys(project: Project, files: Mapping[str, bytes], policy: Policy, setting: str) -> Mapping[str, str]:
    """For each document (PROCEDURE/ID) and for each procedure as a whole a digest of all that its Word files are made from,
    the program aside. The `policy` is what `files` say; `setting` is what else all depend on.
    """
    places = project.assets("templates/word")
    assets = _digest(chain(_libraries(), *(_tree(place, f"word {number}") for number, place in enumerate(places))))
    common = [setting, assets, _of(ORGANIZATION_FILE, files)]
    digests = {path: sha256(data).hexdigest() for path, data in files.items()}
    found: dict[str, str] = {}
    for procedure in policy.procedures:
        folder = f"policy/{procedure.id}/"
        own = {path: said for path, said in digests.items() if path.startswith(folder)}
        waivers = _of(f"{folder}waivers.yaml", files)
        made = dict(keys(families(own, procedure.outlines), own, digest("\n".join((*common, waivers)))))
        found |= made
        found[procedure.id] = digest("\n".join(f"{name}\0{key}" for name, key in sorted(made.items())))
    return found


def _of(path: str, files: Mapping[str, bytes]) -> str:
    return sha256(files[path]).hexdigest() if path in files else ""


def _digest(inputs: Iterable[tuple[str, bytes]]) -> str:
    digest = sha256()
    for name, data in inputs:
        # Lengths keep a name apart from its content, and one file from the next.
        digest.update(f"{len(name.encode(errors='surrogateescape'))} {len(data)} ".encode())
        digest.update(name.encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _inputs(project: Project, files: Mapping[str, bytes], today: date) -> Iterator[tuple[str, bytes]]:
    yield "day", today.isoformat().encode()
    yield from files.items()
    for name in _ASSETS:
        for number, place in enumerate(project.assets(name)):
            yield from _tree(place, f"{name} {number}")
    for suffix in (".py", ".md"):
        yield from _tree(_PACKAGE, "generator", suffix)
    yield from _libraries()


def _libraries() -> Iterator[tuple[str, bytes]]:
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

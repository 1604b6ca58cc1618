"""What earlier runs found, in the user's own cache folder, never in the project: a pull request may bring any file along.

What is damaged, foreign, of another version of the program, or cannot be read or written counts as nothing kept.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

MAX_BYTES = 256 << 20
"""The most that one file, and all of them together, may take."""


class Store:
    """What is kept of one project. Nothing is kept where there is no folder for it."""

    def __init__(self, folder: Path | None, project: Path) -> None:
        self._folder = folder
        self._name = sha256(os.fsencode(project)).hexdigest()[:32]
        self._program = program() if folder else b""

    @property
    def keeps(self) -> bool:
        """Whether there is any use in keeping something."""
        return self._folder is not None

    def load(self, kind: str) -> bytes:
        """What was kept last under a kind, by this very program, or nothing."""
        data = self._read(f"{self._name}.{kind}") if self._folder else b""
        digest, payload = data[:32], data[32:]
        return payload if sha256(self._program + payload).digest() == digest else b""

    def keep(self, kind: str, payload: bytes) -> None:
        """Replaces what is kept under a kind."""
        if self._folder is None or len(payload) > MAX_BYTES:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(self._folder.stat()):
                return
            aside = self._folder / f"{self._name}.{kind}.{os.getpid()}"
            aside.unlink(missing_ok=True)
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(self._program + payload).digest() + payload)
                aside.replace(self._folder / f"{self._name}.{kind}")
            except OSError:
                aside.unlink()
                raise
            self._drop_oldest()

    def _read(self, name: str) -> bytes:
        assert self._folder is not None
        with suppress(OSError):
            if _own(self._folder.stat()):
                handle = os.open(self._folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
                with os.fdopen(handle, "rb") as file:
                    status = os.fstat(handle)
                    if stat.S_ISREG(status.st_mode) and _own(status) and status.st_size <= MAX_BYTES:
                        return file.read()
        return b""

    def _drop_oldest(self) -> None:
        assert self._folder is not None
        found = sorted(((path.stat(), path) for path in self._folder.iterdir()), key=lambda each: -each[0].st_mtime)
        total = 0
        for status, path in found:
            total += status.st_size
            if total > MAX_BYTES:
                path.unlink()


def cache_folder(project: Path) -> Path | None:
    """Where to keep things: the user's cache folder, or None where there is none outside of the project's repository, or
    POLICY_CACHE is off."""
    if os.environ.get("POLICY_CACHE", "").lower() in ("off", "no", "0", "false"):
        return None
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    try:
        base = Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache"
        found = (base / "guizhang").resolve()
    except (OSError, RuntimeError):
        return None
    top = next((each for each in (project, *project.parents) if (each / ".git").exists()), project)
    return None if found.is_relative_to(top) else found


def program() -> bytes:
    """A digest of all that decides what is found: our own code, and the versions of Python and of the YAML parser."""
    made = sha256(sys.version.encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        made.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes())
    parser = find_spec("yaml")
    for place in (parser.submodule_search_locations or ()) if parser else ():
        for path in sorted(Path(place).iterdir()):
            made.update(f"{path.name}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}".encode())
    return made.digest()


def _own(status: os.stat_result) -> bool:
    """Whether nobody but this user can have written it."""
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)

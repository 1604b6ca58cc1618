"""Files and folders that appear whole or not at all: written aside, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Writes one file; who reads meanwhile sees the old or the new one, never a part."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes several files, or none: all are written aside first, and where one cannot take its place those before it
    are as they were. A link stays one, what it leads to is written.
    """
    ready: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            ready[path.resolve()] = _written_aside(path.resolve(), data)
        for target, part in ready.items():
            old = target.read_bytes() if len(ready) > 1 and target.exists() else None
            part.replace(target)
            before[target] = old
    except BaseException:
        for target, old in before.items():
            _put_back(target, old)
        raise
    finally:
        for part in ready.values():
            part.unlink(missing_ok=True)


def _put_back(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink()
    else:
        _written_aside(path, old).replace(path)


def _written_aside(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _umask() -> int:
    """What the user takes away from new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A new folder inside a folder, to work in; it is gone afterwards, whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def exchange(new: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Moves files and folders of these names from `new` into `folder`, in this order, over what stands there.

    Where one cannot be moved (a file is open, on Windows), all that moved before it is taken back.
    """
    old = new / ".old"
    old.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for name in names:
            if (target := folder / name).exists():
                target.rename(old / name)
                undo.append((old / name, target))
            (new / name).rename(target)
            undo.append((target, new / name))
    except OSError:
        for now, before in reversed(undo):
            now.rename(before)
        raise

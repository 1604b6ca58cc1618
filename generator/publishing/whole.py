"""Files and folders that appear whole or not at all: written aside, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Writes one file; who reads meanwhile sees the old or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


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

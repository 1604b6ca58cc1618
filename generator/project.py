"""A project on disk: its folders, what it publishes with, and the one way to load its policy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator.reading import Reading, read_policy

MAX_FILES = 50_000
MAX_FILE_BYTES = 20 * 1_048_576
_SHIPPED = Path(__file__).parent / "shipped"
_READ = (".yaml", ".yml", ".png", ".docx")


class ProjectError(Exception):
    """The work cannot begin: no project here, a folder that cannot be read, a date that is none. The text is for the user."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds `policy/`. `templates`, `site` and `mkdocs.yml` are its own where it has them, else those shipped."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project that holds a folder: the nearest one upwards with `policy/organization.yaml` or `policy/`."""
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "policy").is_dir() and folder.name != "policy":
                return cls(folder)
        raise ProjectError(
            f"{start} 及其上级文件夹里没有 policy/。请进入项目文件夹，或用 --root 指明。\n"
            f"There is no policy/ in {start} or above. Go into the project, or name it with --root."
        )

    @property
    def build(self) -> Path:
        return self.root / "build"

    def asset(self, name: str) -> Path:
        """`templates`, `site` or `mkdocs.yml`: the project's own, else the shipped one."""
        own = self.root / name
        if own.exists():
            return own
        shipped = _SHIPPED / name
        return shipped if shipped.exists() else Path(__file__).parent.parent / name

    def files(self) -> dict[str, bytes]:
        """Every policy file by its path in the project, with `/`. Symbolic links that leave the project are not followed."""
        found: dict[str, bytes] = {}
        for folder, folders, names in os.walk(self.root / "policy"):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder) / name
                if path.suffix.lower() not in _READ or name.startswith((".", "~$")):
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(self.root.resolve()):
                    continue
                if len(found) >= MAX_FILES:
                    raise ProjectError(f"policy/ 里的文件超过 {MAX_FILES:,} 个。 / policy/ holds more than {MAX_FILES:,} files.")
                found[path.relative_to(self.root).as_posix()] = _bytes(path)
        return found

    def load(self) -> Reading:
        """Reads the whole policy."""
        return read_policy(self.files())


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise ProjectError(f"无法读取 {path}：{error.strerror} / Cannot read {path}: {error.strerror}") from error


def today(on: str | None = None) -> date:
    """The day that everything is judged on: `--on`, else SOURCE_DATE_EPOCH (UTC), else the clock."""
    if on is not None:
        try:
            return date.fromisoformat(on)
        except ValueError:
            raise ProjectError(
                f"--on {on}：不是日期，请写成 2026-12-01 的样子。 / --on {on}: no date; write it like 2026-12-01."
            ) from None
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise ProjectError(f"SOURCE_DATE_EPOCH={epoch} 不是秒数。 / SOURCE_DATE_EPOCH={epoch} is no number of seconds.") from None
    return date.today()

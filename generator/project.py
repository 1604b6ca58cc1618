"""A project on disk: where it is, which of its files are read, which day it is."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.findings import Finding, Words, finding
from generator.model import Place

if TYPE_CHECKING:
    from generator.reading import Reading
    from generator.word.layouts import Layout

MAX_FILES = 50_000
MAX_BYTES = {".yaml": 4 << 20, ".yml": 4 << 20, ".png": 32 << 20, ".docx": 64 << 20}
"""The files that belong to a policy, by suffix, with the most bytes that one may have."""

_SOURCES = ("policy", "templates", "site", "generator", "mkdocs.yml")
"""What outputs are made from; none may be written there."""
_REFUSALS: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EADDRINUSE: "端口已被占用",
}


class ProjectError(Exception):
    """The work cannot be done: a bad argument, or a project that cannot be read. Exit status 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def refusal(fault: OSError) -> Words:
    """Why the operating system refuses something, which it says in English only."""
    said = str(fault.strerror or fault)
    return Words(_REFUSALS.get(fault.errno or 0, said), said)


@dataclass(frozen=True, slots=True)
class Project:
    """A project by its root, the folder that holds `policy/`."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Project:
        """The project in this very folder."""
        if not (root / "policy").is_dir():
            raise ProjectError(
                f"{root} 里没有 policy 文件夹，不是一个规章项目。",
                f"There is no policy folder in {root}, so it is no project.",
            )
        return cls(root.resolve())

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project that holds a folder: the nearest upwards with `policy/organization.yaml`, else with `policy/`."""
        folders = (start.resolve(), *start.resolve().parents)
        for wanted in ("policy/organization.yaml", "policy"):
            for folder in folders:
                if (folder / wanted).exists():
                    return cls.at(folder)
        raise ProjectError(
            f"{start} 及其上级文件夹里都没有 policy 文件夹。请进入项目文件夹，或用 --root 指明它。",
            f"Neither {start} nor a folder above it has a policy folder. Change into the project, or use --root.",
        )

    @property
    def in_repository(self) -> str:
        """The path of the root inside its git repository, ending in `/`, or empty; annotations put it before paths."""
        for folder in (self.root, *self.root.parents):
            if (folder / ".git").exists():
                path = self.root.relative_to(folder).as_posix()
                return "" if path == "." else f"{path}/"
        return ""

    @property
    def build(self) -> Path:
        """Where `policy build` leaves its files, unless told otherwise."""
        return self.root / "build"

    def check_target(self, path: Path) -> None:
        """Raises a `ProjectError` where what is to be written would stand among the sources, or over one of them."""
        target = path.resolve()
        if any(target.is_relative_to(self.root / name) for name in _SOURCES):
            raise ProjectError(
                f"不能写到 {path}：那里是项目的源文件。",
                f"{path} is among the sources of the project; write elsewhere.",
            )

    def files(self) -> dict[str, bytes]:
        """Every file of the policy by its path in the project, with `/`, in the order of the paths."""
        return self.gather()[0]

    def gather(self) -> tuple[dict[str, bytes], list[Finding]]:
        """The files, and findings about those that were left out.

        Links are followed inside the project only; hidden files and folders, and what editors and Word leave lying
        about, are passed over.
        """
        content: dict[str, bytes] = {}
        findings: list[Finding] = []
        for name in sorted(_walk(self.root, "policy", findings), key=lambda name: name.split("/")):
            if len(content) >= MAX_FILES:
                raise ProjectError(
                    f"policy 文件夹里的文件超过 {MAX_FILES:,} 个。",
                    f"The policy folder holds more than {MAX_FILES:,} files.",
                )
            path = os.path.join(self.root, name)  # noqa: PTH118 - thousands of files: a Path each takes longer than the file
            link = os.path.islink(path)  # noqa: PTH114
            if link and not Path(path).resolve().is_relative_to(self.root.resolve()):
                findings.append(_left_out(name, "是一个指向项目之外的链接", "is a link that leads out of the project"))
            elif link and not Path(path).exists():
                findings.append(_left_out(name, "是一个失效的链接", "is a link that leads nowhere"))
            elif not stat.S_ISREG((status := os.stat(path)).st_mode):  # noqa: PTH116
                findings.append(_left_out(name, "不是普通文件", "is no ordinary file"))
            elif status.st_size > (limit := MAX_BYTES[_suffix(name)]):
                findings.append(
                    _left_out(name, f"超过 {limit >> 20} MiB 的上限", f"is over the limit of {limit >> 20} MiB")
                )
            else:
                with open(path, "rb") as file:  # noqa: PTH123
                    content[name] = file.read()
        return content, findings

    def load(self) -> Reading:
        """Reads the whole policy. What was left out of it is among the reading's findings."""
        from generator.reading import read_policy

        content, left_out = self.gather()
        reading = read_policy(content)
        policy = replace(reading.policy, layouts=self.layouts())
        return replace(reading, policy=policy, findings=(*left_out, *reading.findings))

    def today(self, on: str | None = None) -> date:
        """The day that is asked about, as `today` says."""
        return today(on)

    def assets(self, name: str) -> tuple[Path, ...]:
        """Where `templates/…`, `site` or `mkdocs.yml` stands: the project's own first, then what came with the program."""
        package = Path(__file__).parent
        places = (self.root / name, package / "shipped" / name, package.parent / name)
        return tuple(dict.fromkeys(place for place in places if place.exists()))

    def asset(self, name: str) -> Path:
        """The project's own, where it has one, else what came with the program."""
        if found := self.assets(name):
            return found[0]
        raise ProjectError(f"找不到 {name}，程序没有装全。", f"{name} is missing; the program is not fully installed.")

    def layouts(self) -> frozenset[str]:
        """The names of the Word layouts that documents may have."""
        found = (path for place in self.assets("templates/word") for path in place.glob("*/layout.yaml"))
        return frozenset(path.parent.name for path in found)

    def layout(self, name: str) -> Layout:
        """A Word layout: the project's own, or one that came with the program."""
        from generator.word.layouts import read_layout

        return read_layout(name, self.assets("templates/word"), self.root)


def today(on: str | None = None) -> date:
    """The day that is asked about: `on` (YYYY-MM-DD), else SOURCE_DATE_EPOCH, else the clock."""
    if on is not None:
        try:
            return datetime.strptime(on, "%Y-%m-%d").date()
        except ValueError:
            raise ProjectError(
                f"“{on}”不是日历上的日期，请写成 2026-12-01 的样子。",
                f"'{on}' is no date; write it like 2026-12-01.",
            ) from None
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH")) is not None:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise ProjectError(
                f"环境变量 SOURCE_DATE_EPOCH 的值“{epoch}”不是秒数。",
                f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds.",
            ) from None
    return date.today()


def findings_of(reading: Reading, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong on a day: what reading found, and what the checks find; by file, line, column, code."""
    from generator import checks

    return tuple(sorted((*reading.findings, *checks.run(reading.policy, today)), key=lambda finding: finding.order))


def _walk(root: Path, folder: str, findings: list[Finding]) -> Iterator[str]:
    """The paths of the files in a folder of the project, as the project names them."""

    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(root / folder, onerror=refuse):
        base = Path(parent).relative_to(root).as_posix()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(parent, name).is_symlink():
                findings.append(_left_out(f"{base}/{name}", "是文件夹的链接", "is a link to a folder"))
        for name in names:
            if _suffix(name) in MAX_BYTES and not name.startswith((".", "~$")):
                yield f"{base}/{name}"


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1]  # noqa: PTH122


def _left_out(file: str, zh: str, en: str) -> Finding:
    return finding(
        "invalid-yaml", Place(file, 1, 1), zh=f"{file} {zh}，没有读取。", en=f"{file} {en}; it was not read."
    )

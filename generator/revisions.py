"""The policy as it stood at a git revision: its files, read from the repository without touching the working tree."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.findings import Words
from generator.project import MAX_BYTES, MAX_FILES, Project, ProjectError
from generator.reports.quote import visible

_REVISION = re.compile(r"[^-\s\x00-\x20\x7f:][^\x00-\x20\x7f:]{0,250}")
"""What may name a revision: no option, no space, no path in a tree."""
_MANY_LINKS = 8
_FETCH = Words(
    "请检查名称；还没有取回的远端分支先运行 git fetch。",
    "Check its name; a branch that is only on the server needs git fetch first.",
)
_FETCH_ALL = Words(
    "这里只取回了最近的提交（浅克隆）：请取回全部历史，如 git fetch --unshallow；在 GitHub Actions 里给 checkout 写 "
    'fetch-depth: 0，在 GitLab CI 里写 GIT_DEPTH: "0"。',
    "Only the latest commits are here (a shallow clone): fetch the whole history, as with git fetch --unshallow; in GitHub "
    'Actions give checkout fetch-depth: 0, in GitLab CI write GIT_DEPTH: "0".',
)


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository around a project."""

    project: Project

    @classmethod
    def around(cls, project: Project) -> Repository:
        """The repository that holds a project. Raises a `ProjectError` where there is none, or no git."""
        made = cls(project)
        try:
            inside = made._git("rev-parse", "--is-inside-work-tree")
        except FileNotFoundError:
            raise ProjectError(
                "没有找到 git 命令。比较版本库里的版本需要先安装 Git。",
                "There is no git command. Comparing revisions needs Git to be installed.",
            ) from None
        if b"dubious ownership" in inside.stderr:
            raise ProjectError(
                f"{project.root} 属于另一个用户，Git 拒绝读取。确认它可信后运行 git config --global --add safe.directory '*'。",
                f"{project.root} belongs to another user, and git refuses to read it. If you trust it, run: "
                "git config --global --add safe.directory '*'",
            )
        if inside.returncode:
            outside = Words(
                f"{project.root} 不在 Git 版本库里，无法与以前的版本比较。",
                f"{project.root} is in no git repository, so there is nothing to compare with.",
            )
            raise ProjectError(*outside) if b"not a git repository" in inside.stderr else _failed(inside, *outside)
        return made

    def commit(self, revision: str) -> str:
        """The commit that a revision names, by its id."""
        if not _REVISION.fullmatch(revision):
            shown = visible(revision[:60])
            raise ProjectError(
                f"“{shown}”不能作 Git 版本的名称。请写分支、标签或提交号，如 main。",
                f"'{shown}' cannot name a git revision. Write a branch, a tag or a commit, such as main.",
            )
        if ".." in revision:
            raise ProjectError(
                f"“{revision}”是两个 Git 版本之间的范围，这里要一个版本。请写成两个：policy diff 旧 新。",
                f"'{revision}' is a range of git revisions, and one is asked for. Write two: policy diff OLD NEW.",
            )
        found = self._git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if found.returncode:
            hint = _FETCH_ALL if self._shallow() else _FETCH
            raise ProjectError(
                f"Git 里没有“{revision}”这个版本。{hint.zh}", f"There is no git revision '{revision}'. {hint.en}"
            )
        return found.stdout.decode().strip()

    def parting(self, base: str, head: str) -> str:
        """The commit at which `head` left `base`, so that what came to the base since then counts as no change of the head."""
        found = self._git("merge-base", base, head)
        if found.returncode == 0:
            return found.stdout.decode().split()[0]
        if self._shallow():
            raise ProjectError(
                f"找不到两个版本的共同起点。{_FETCH_ALL.zh}",
                f"The two revisions have no known common start. {_FETCH_ALL.en}",
            )
        return base

    def files(self, commit: str) -> dict[str, bytes]:
        """The files of the policy at a commit by their path in the project, as `Project.files` gives those of the disk."""
        listed = self._git("ls-tree", "-r", "-z", "--long", commit, "--", "policy/")
        if listed.returncode:
            raise _failed(listed)
        entries = {entry.path: entry for entry in _entries(listed.stdout)}
        wanted = {path: _target(entry, entries, self) for path, entry in entries.items() if _belongs(path)}
        found = {path: entry for path, entry in wanted.items() if entry and entry.size <= MAX_BYTES[_suffix(path)]}
        if len(found) > MAX_FILES:
            raise ProjectError(
                f"policy 文件夹里的文件超过 {MAX_FILES:,} 个。",
                f"The policy folder holds more than {MAX_FILES:,} files.",
            )
        order = sorted(found, key=lambda path: path.split("/"))
        return dict(zip(order, self._contents([found[path].blob for path in order]), strict=True))

    def _contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        answered = self._git("cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
        if answered.returncode:
            raise _failed(answered)
        at = 0
        for blob in blobs:
            end = answered.stdout.index(b"\n", at)
            head = answered.stdout[at:end].split()
            if head[1:2] != [b"blob"]:
                raise ProjectError(
                    f"版本库里缺少对象 {blob}。可能只取回了一部分，请运行 git fetch。",
                    f"The repository lacks object {blob}. It may be a partial copy; run git fetch.",
                )
            size = int(head[2])
            yield answered.stdout[end + 1 : end + 1 + size]
            at = end + 1 + size + 1

    def _shallow(self) -> bool:
        return self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _git(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs git in the project's folder, without a shell, and without asking anyone anything."""
        surroundings = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", "--no-pager", "--literal-pathspecs", *arguments]
        return subprocess.run(  # noqa: S603 - no shell, and names are checked before they come here
            command, cwd=self.project.root, input=given, capture_output=True, check=False, env=surroundings
        )


class _Entry(NamedTuple):
    """A file of a tree: its path in the project, how long it is, and whether it is a link."""

    path: str
    blob: str
    size: int
    link: bool


def _entries(listed: bytes) -> Iterator[_Entry]:
    """The files that `git ls-tree -z --long` lists: MODE SP TYPE SP OBJECT SP+ SIZE TAB PATH NUL."""
    for line in listed.split(b"\0"):
        if not line:
            continue
        head, _, path = line.partition(b"\t")
        mode, kind, blob, size = head.decode().split()
        if kind == "blob":
            # Of an object that is missing git says no size; whoever asks for its content is told.
            yield _Entry(os.fsdecode(path), blob, int(size) if size.isdigit() else 0, mode == "120000")


def _belongs(path: str) -> bool:
    """Whether a file belongs to the policy, as on the disk: of a known kind, neither hidden nor left lying about."""
    *folders, name = path.split("/")
    return (
        _suffix(name) in MAX_BYTES and not name.startswith((".", "~$")) and not any(f.startswith(".") for f in folders)
    )


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1]


def _target(entry: _Entry, entries: dict[str, _Entry], repository: Repository) -> _Entry | None:
    """The file itself, or what a link inside the policy leads to."""
    for _ in range(_MANY_LINKS):
        if not entry.link:
            return entry
        (leads,) = repository._contents([entry.blob])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), os.fsdecode(leads)))
        if path not in entries:
            return None
        entry = entries[path]
    return None


def _failed(
    answer: subprocess.CompletedProcess[bytes], zh: str = "git 没有完成工作。", en: str = "git could not do its work."
) -> ProjectError:
    """With the first line of git's own words."""
    lines = [line for line in answer.stderr.decode(errors="replace").splitlines() if line.strip()]
    said = visible(lines[0][:200]) if lines else ""
    return ProjectError(f"{zh}（git: {said}）", f"{en} (git: {said})") if said else ProjectError(zh, en)

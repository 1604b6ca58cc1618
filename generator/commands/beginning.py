"""What commands ask that begin something in a project: is the id one, where does it go, whose is it, what stands above it."""

from __future__ import annotations

import re
from pathlib import Path

from generator.commands import Invocation
from generator.commands.names import document
from generator.model import Edition, Policy, Procedure
from generator.project import ProjectError
from generator.reading import Reading
from generator.reading.nearest import suggestion


def checked_id(id: str) -> str:
    """An id that the format takes; a `ProjectError` for any other."""
    if re.fullmatch(r"(?=.*[a-z0-9])[a-z0-9-]{1,60}", id):
        return id
    raise ProjectError(
        f"“{id}”不能作编号：只用小写字母、数字和连字符（'-'，不能只有它），不超过 60 个字符。",
        f"'{id}' cannot be an id: use a-z, 0-9 and '-' (and not '-' alone), at most 60 characters.",
    )


def root_of(invocation: Invocation) -> Path:
    """The project, or the folder where one is to begin."""
    try:
        return invocation.project().root
    except ProjectError:
        root = Path(getattr(invocation.options, "root", None) or Path.cwd())
        if not root.is_dir():
            raise
        return root.resolve()


def must_be_department(id: str, policy: Policy) -> None:
    """A `ProjectError` where the organisation has no such department."""
    known = policy.organization.departments
    if id not in known:
        _, hint = suggestion(id, known)
        raise ProjectError(
            f"policy/organization.yaml 里没有“{id}”这个部门。{hint.zh}新的部门请先加到 departments: 下。",
            f"policy/organization.yaml has no department '{id}'. {hint.en} A new one is first added below departments:.",
        )


def document_above(reading: Reading, name: str | None) -> tuple[Procedure, Edition]:
    """The document that `DOCUMENT[@VERSION]` names, with its procedure; without a name the only procedure."""
    if name is None:
        masters = [(each, each.master) for each in reading.policy.procedures if each.master]
        if len(masters) == 1:
            return masters[0]
        if not masters:
            raise ProjectError(
                "还没有读得出来的规程，请先运行 policy new procedure 或 policy check。",
                "There is no readable procedure yet; run policy new procedure or policy check first.",
            )
        names = "、".join(each.id for each, _ in masters)
        raise ProjectError(
            f"有多部规程：{names}。请用 --implements 指明。", f"Several procedures: {names}. Use --implements."
        )
    wanted, _, version = name.partition("@")
    procedure, edition = document(reading, wanted)
    if not version or str(edition.document.version) == version:
        return procedure, edition
    versions = {str(each.document.version): each for each in procedure.versions(edition.document.id)}
    if version not in versions:
        known = "、".join(versions)
        raise ProjectError(
            f"{edition.document.id} 没有 {version} 版（有 {known}）。",
            f"{edition.document.id} has no version {version} (there is {known}).",
        )
    return procedure, versions[version]


def refuse_document(id: str, procedure: Procedure) -> None:
    """A `ProjectError` where a procedure has a document of this id."""
    if any(edition.document.id == id for edition in procedure.working):
        raise ProjectError(
            f"{procedure.id} 里已有编号为 {id} 的文件，没有改动它。",
            f"{procedure.id} has a document {id} already; it was left as it is.",
        )


def refuse_existing(path: Path) -> None:
    """A `ProjectError` where a file or folder is there."""
    if path.exists():
        raise ProjectError(f"{path} 已经存在，没有改动它。", f"{path} exists already; it was left as it is.")

"""From the files under `policy/` to a `Policy`, with every fault of every file as a finding."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from generator.findings import Finding, Severity, Words, finding
from generator.model import Organization, Outline, Place, Policy, Procedure
from generator.reading.context import Context
from generator.reading.organization import ORGANIZATION
from generator.reading.outlines import outlines_of
from generator.reading.procedures import read_procedure
from generator.reading.sources import Sources, Trees

__all__ = ["ORGANIZATION_FILE", "Reading", "read_policy"]

ORGANIZATION_FILE = "policy/organization.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read, what was wrong, and the text of each YAML file by its path (for quoting)."""

    policy: Policy
    findings: tuple[Finding, ...]
    sources: Mapping[str, str]


def read_policy(
    files: Mapping[str, bytes],
    *,
    wanted: Container[str] | None = None,
    outlines: Sequence[Outline] | None = None,
    trees: Trees | None = None,
    organization: Organization | None = None,
) -> Reading:
    """Reads every file under `policy/`, given by project path (with `/`).

    Broken documents are left out of the policy; the rest is read all the same. Never raises for what the files hold.

    Of the documents only the files in `wanted` are read; the `outlines` then tell of the others. `trees` are those of
    files parsed before, `organization` is the one in the files where it was read before.
    """
    trees = {} if trees is None else trees
    if outlines is None:
        outlines = outlines_of(files, Sources(files, trees=trees))
    sources = Sources(files, trees=trees)
    organization = organization or _organization(sources)
    folders = sorted({parts[1] for path in files if len(parts := path.split("/")) > 2})

    def _procedure(folder: str) -> Procedure | None:
        own = tuple(each for each in outlines if each.file.startswith(f"policy/{folder}/"))
        return read_procedure(folder, sources, own, wanted)

    procedures = tuple(procedure for folder in folders if (procedure := _procedure(folder)) is not None)
    if not procedures and not folders:
        sources.findings.append(
            finding(
                "invalid-document",
                Place("policy", 1, 1),
                zh="policy/ 里还没有规程。请用 policy new procedure 新建一个。",
                en="There is no procedure in policy/. Make one with `policy new procedure`.",
            )
        )
    for path in sorted(set(files) - sources.used - {ORGANIZATION_FILE}):
        if path.endswith((".yaml", ".yml")):
            sources.findings.append(
                finding(
                    "invalid-document",
                    Place(path, 1, 1),
                    zh="这个文件不在约定的位置，没有被读取。实施细则放在 departments/ 下，发布记录放在 "
                    "releases/<文件>/<版本>.yaml。",
                    en="This file is not where the format expects one and was not read. Implementation rules go "
                    "below departments/, "
                    "releases into releases/<document>/<version>.yaml.",
                )
            )
    figures = {path: data for path, data in files.items() if path.endswith(".png")}
    policy = Policy(organization, procedures, figures)
    return Reading(policy, tuple(sorted(sources.findings, key=lambda f: f.order)), sources.texts)


def _organization(sources: Sources) -> Organization:
    path, before = ORGANIZATION_FILE, len(sources.findings)
    made: object | None = None
    if path not in sources.files:
        sources.findings.append(
            finding(
                "invalid-document",
                Place(path, 1, 1),
                zh="缺少 policy/organization.yaml（组织名称和各部门）。",
                en="policy/organization.yaml is missing (the organisation and its departments).",
            )
        )
    elif (root := sources.tree(path)) is not None:
        context = Context(path)
        made = ORGANIZATION.read(root, context)
        sources.findings += context.findings
    nobody = Organization("", {}, unread=frozenset(_RELIED_ON), place=Place(path, 1, 1))
    read = made if isinstance(made, Organization) else nobody
    if unread := [words for key, words in _RELIED_ON.items() if key in read.unread]:
        sources.findings.append(
            finding(
                "invalid-document",
                min(sources.findings[before:], key=lambda fault: fault.order).place,
                severity=Severity.NOTE,
                zh=f"这里有错误，{'和'.join(words.zh for words in unread)}没有读全：各文件里与此有关的，这一次都没有核对。"
                "请先改正，再检查一次。",
                en=f"While this is wrong, not all {' and '.join(words.en for words in unread)} can be read, and what has to do "
                "with them is not looked at. Mend this first, then check again.",
            )
        )
    return read


_RELIED_ON = {"departments": Words("部门", "departments"), "literals": Words(" literals ", "literals")}
"""Keys of organization.yaml without which others' words cannot be judged."""

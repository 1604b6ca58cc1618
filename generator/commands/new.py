"""`policy new`: a scaffold to fill in, for a procedure, a department's rules or a Word template."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.commands import Invocation
from generator.commands.beginning import (
    checked_id,
    document_above,
    must_be_department,
    refuse_document,
    refuse_existing,
    root_of,
)
from generator.commands.scaffolds import ORGANIZATION, department, layout, left_to_write, procedure, terms
from generator.findings import Language, Words
from generator.project import Project, ProjectError
from generator.publishing.whole import write_whole
from generator.reading.nearest import suggestion

EXAMPLE = (
    "policy new procedure information-security\n"
    "policy new department customer-service --implements communication-channels\n"
    "policy new template our-layout --based-on gbt9704\n"
    "policy new ci github"
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def words(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    parser.add_argument(
        "kind", choices=("procedure", "department", "template", "ci"), help=words("新建什么", "what to start")
    )
    parser.add_argument(
        "id",
        metavar="ID",
        help=words(
            "编号：小写字母、数字和连字符；实施细则用部门的编号；ci 写 github、gitlab 或 pre-commit",
            "its id; for rules, the department's; for ci github, gitlab or pre-commit",
        ),
    )
    parser.add_argument(
        "--based-on",
        metavar="LAYOUT",
        help=words("版式以哪个为底本（默认 corporate）", "the layout that a template builds on (default: corporate)"),
    )
    parser.add_argument(
        "--implements",
        metavar="DOCUMENT[@VERSION]",
        help=words("实施细则依据的文件（默认：唯一的规程）", "the document above (default: the only procedure)"),
    )


def run(invocation: Invocation) -> int:
    kind, id = invocation.options.kind, invocation.options.id
    checked_id(id)
    match kind:
        case "procedure":
            return _procedure(invocation, id)
        case "department":
            return _department(invocation, id)
        case "ci":
            return _ci(invocation, id)
        case _:
            return _template(invocation, id)


def _procedure(invocation: Invocation, id: str) -> int:
    root = root_of(invocation)
    base = root / "policy" / id
    refuse_existing(base)
    if not (organization := root / "policy/organization.yaml").exists():
        _write(invocation, organization, ORGANIZATION, root)
        owner = "head-office"
    else:
        departments = Project.at(root).load().policy.organization.departments
        owner = next(iter(departments), "head-office")
    today = Project(root).today()
    _write(invocation, base / "procedure.yaml", procedure(id, owner, today), root)
    _write(invocation, base / "terms.yaml", terms(), root)
    invocation.say(
        "请按文件里的注释填写，然后运行 policy check。", "Fill them in as their comments say, then run policy check."
    )
    return 0


def _department(invocation: Invocation, id: str) -> int:
    project = invocation.project()
    reading = project.load()
    organization = reading.policy.organization
    must_be_department(id, reading.policy)
    folder, parent = document_above(reading, invocation.options.implements)
    refuse_document(id, folder)
    path = project.root / "policy" / folder.id / "departments" / f"{id}.yaml"
    refuse_existing(path)
    above = (parent, *folder.above(parent))
    text = department(id, organization.departments[id].title, above, project.today())
    _write(invocation, path, text, project.root)
    left = left_to_write(id, above)
    invocation.say(
        f"上位文件要求落实 {len(left)} 条，都已列出。请把各处“待填写”填好，然后运行 policy check。",
        f"Clauses above that have to be implemented: {len(left)}, all of them drafted. Fill in wherever it says 待填写, then run "
        "policy check.",
    )
    return 0


def _template(invocation: Invocation, id: str) -> int:
    """A layout of one's own: the settings of another to change; its templates stay those of the other."""
    project = invocation.project()
    base = invocation.options.based_on or "corporate"
    project.layout(base)
    folder = project.root / "templates/word" / id
    if id == "shared" or any((place / id).exists() for place in project.assets("templates/word")):
        raise ProjectError(
            f"已有名为 {id} 的版式，没有改动它。", f"There is a layout {id} already; it was left as it is."
        )
    settings = next(
        path for place in project.assets("templates/word") if (path := place / base / "layout.yaml").exists()
    )
    _write(invocation, folder / "layout.yaml", layout(id, base, settings.read_text(encoding="utf-8")), project.root)
    invocation.say(
        f"改好其中的字体、页边距和用语；在文件里写 layout: {id} 即可使用。",
        f"Change its fonts, margins and words; use it with layout: {id} in a document.",
    )
    return 0


_CI = {
    "github": ("templates/ci/github.yml", ".github/workflows/policy.yml"),
    "gitlab": ("templates/ci/gitlab.yml", ".gitlab-ci.yml"),
    "pre-commit": ("templates/ci/pre-commit.yml", ".pre-commit-config.yaml"),
}
"""Where the file for each comes from, and where it goes in a repository."""


def _ci(invocation: Invocation, id: str) -> int:
    """What a code host, or pre-commit, needs to check the policy."""
    if id not in _CI:
        _, hint = suggestion(id, _CI)
        raise ProjectError(f"ci 没有“{id}”。{hint.zh}", f"There is no ci '{id}'. {hint.en}".rstrip())
    project = invocation.project()
    source, target = _CI[id]
    refuse_existing(project.root / target)
    _write(invocation, project.root / target, project.asset(source).read_bytes(), project.root)
    if folder := project.in_repository:
        invocation.say(
            f"项目在仓库的 {folder} 里：请把这个文件移到仓库的根目录，并给其中每个 policy 命令加上 --root {folder}",
            f"The project is in {folder} of its repository: move the file to the root of the repository, and add "
            f"--root {folder} to each policy command in it.",
        )
    invocation.say(
        "提交这个文件即可使用；开头的注释说明还要在平台上设置什么。",
        "Commit it, and it works; the comment at its top says what else has to be set.",
    )
    return 0


def _write(invocation: Invocation, path: Path, content: str | bytes, root: Path) -> None:
    write_whole(path, content.encode() if isinstance(content, str) else content)
    name = path.relative_to(root).as_posix()
    invocation.say(f"已新建 {name}", f"Wrote {name}")

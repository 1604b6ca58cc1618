"""`policy new`: a scaffold to fill in, for a procedure, a department's rules or a Word template."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from generator.commands import Invocation
from generator.commands.names import document
from generator.commands.scaffolds import ORGANIZATION, department, layout, left_to_write, procedure, terms
from generator.findings import Language, Words
from generator.model import Edition, Procedure
from generator.project import Project, ProjectError
from generator.publishing.whole import write_whole
from generator.reading import Reading
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
        metavar="DOCUMENT",
        help=words("实施细则依据的文件（默认：唯一的规程）", "the document above (default: the only procedure)"),
    )


def run(invocation: Invocation) -> int:
    kind, id = invocation.options.kind, invocation.options.id
    if not re.fullmatch(r"(?=.*[a-z0-9])[a-z0-9-]{1,60}", id):
        raise ProjectError(
            f"“{id}”不能作编号：只用小写字母、数字和连字符（'-'，不能只有它），不超过 60 个字符。",
            f"'{id}' cannot be an id: use a-z, 0-9 and '-' (and not '-' alone), at most 60 characters.",
        )
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
    root = _root(invocation)
    base = root / "policy" / id
    _refuse_existing(base)
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


def _root(invocation: Invocation) -> Path:
    """The project, or the folder where one is to begin."""
    try:
        return invocation.project().root
    except ProjectError:
        root = Path(getattr(invocation.options, "root", None) or Path.cwd())
        if not root.is_dir():
            raise
        return root.resolve()


def _department(invocation: Invocation, id: str) -> int:
    project = invocation.project()
    reading = project.load()
    organization = reading.policy.organization
    if id not in organization.departments:
        _, hint = suggestion(id, organization.departments)
        raise ProjectError(
            f"policy/organization.yaml 里没有“{id}”这个部门。{hint.zh}新的部门请先加到 departments: 下。",
            f"policy/organization.yaml has no department '{id}'. {hint.en} A new one is first added below departments:.",
        )
    folder, parent = _parent(reading, invocation.options.implements)
    if any(edition.document.id == id for edition in folder.working):
        raise ProjectError(f"{folder.id} 里已有编号为 {id} 的文件。", f"{folder.id} has a document {id} already.")
    path = project.root / "policy" / folder.id / "departments" / f"{id}.yaml"
    _refuse_existing(path)
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


def _parent(reading: Reading, name: str | None) -> tuple[Procedure, Edition]:
    if name is not None:
        return document(reading, name)
    masters = [(folder, folder.master) for folder in reading.policy.procedures if folder.master]
    if len(masters) == 1:
        return masters[0]
    if masters:
        names = "、".join(folder.id for folder, _ in masters)
        raise ProjectError(
            f"有多部规程：{names}。请用 --implements 指明。", f"Several procedures: {names}. Use --implements."
        )
    raise ProjectError(
        "还没有读得出来的规程，请先运行 policy new procedure 或 policy check。",
        "There is no readable procedure yet; run policy new procedure or policy check first.",
    )


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
    _refuse_existing(project.root / target)
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


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise ProjectError(f"{path} 已经存在，没有改动它。", f"{path} exists already; it was left as it is.")


def _write(invocation: Invocation, path: Path, content: str | bytes, root: Path) -> None:
    write_whole(path, content.encode() if isinstance(content, str) else content)
    name = path.relative_to(root).as_posix()
    invocation.say(f"已新建 {name}", f"Wrote {name}")

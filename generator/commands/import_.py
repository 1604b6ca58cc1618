"""`policy import`: an existing Word procedure, or a department's rules, to YAML with proposals and an account of everything."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.collecting import without_collecting
from generator.commands import Invocation, add_day, print_whole
from generator.commands.beginning import (
    checked_id,
    document_above,
    must_be_department,
    refuse_document,
    refuse_existing,
    root_of,
)
from generator.findings import Finding, Language, Words
from generator.project import ProjectError, today
from generator.publishing.whole import write_whole
from generator.reading import ORGANIZATION_FILE, Reading, read_policy

if TYPE_CHECKING:
    from generator.importing.assembling import Imported, Target

EXAMPLE = (
    "policy import old-procedure.docx\n"
    "policy import old-procedure.docx --id information-security --out draft\n"
    "policy import sales-rules.docx --as-department sales --implements communication-channels@2.0\n"
    "policy import edited.docx --into customer-service --write"
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def option(name: str, zh: str, en: str, metavar: str | None = None) -> None:
        told = Words(zh, en).in_(language)
        if metavar:
            parser.add_argument(name, metavar=metavar, help=told)
        else:
            parser.add_argument(name, action="store_true", help=told)

    parser.add_argument("file", metavar="FILE.docx", help=Words("要导入的 Word 文件", "the Word file").in_(language))
    option(
        "--id",
        "规程的编号，也是文件夹名（默认：由标题得出）",
        "the procedure's id and folder (default: from its title)",
        "ID",
    )
    option(
        "--as-department", "作为这个部门的实施细则导入", "import as the implementation rules of this department", "ID"
    )
    option(
        "--implements",
        "实施细则依据的文件（默认：唯一的规程）",
        "the document above (default: the only procedure)",
        "DOCUMENT[@VERSION]",
    )
    option(
        "--into",
        "读回这份文件改过的 Word：提议对 YAML 的修改，只打印",
        "read an edited Word file of this document back: propose changes to its YAML, print them",
        "DOCUMENT",
    )
    option("--write", "和 --into 一起：写入 YAML", "with --into: write them into the YAML")
    option(
        "--base",
        "和 --into 一起：Word 由过去的草案生成时，当时的 Git 版本",
        "with --into: the git revision of the draft that the Word file was built from",
        "REV",
    )
    option(
        "--out",
        "写到这个文件夹（默认：项目的 policy/ 里应在的位置）",
        "write into this folder (default: where they belong in policy/)",
        "DIR",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=Words("报告的格式（默认 text）", "format of the report").in_(language),
    )
    add_day(parser, language)


_NEEDS = (("implements", "as_department"), ("write", "into"), ("base", "into"))
_EXCLUDES = (("into", "id"), ("into", "as_department"), ("into", "out"), ("as_department", "id"))
"""Options that go only with another one, and pairs that do not go together: a department's rules have its id."""


def run(invocation: Invocation) -> int:
    options = invocation.options
    given = {name for name, value in vars(options).items() if value}
    for one, other in _NEEDS:
        if one in given and other not in given:
            first, second = _flag(one), _flag(other)
            raise ProjectError(f"{first} 要和 {second} 一起用。", f"{first} goes together with {second}.")
    for one, other in _EXCLUDES:
        if one in given and other in given:
            first, second = _flag(one), _flag(other)
            raise ProjectError(f"{first} 不能和 {second} 一起用。", f"{first} does not go together with {second}.")
    for id in filter(None, (options.id, options.as_department)):
        checked_id(id)
    path = Path(options.file)
    if path.is_dir():
        raise ProjectError(f"{path} 是文件夹，不是 Word 文件。", f"{path} is a folder, not a Word file.")
    if not path.is_file():
        raise ProjectError(f"没有 {path} 这个文件。", f"There is no file {path}.")
    with without_collecting():
        if options.into:
            from generator.commands.import_into import run_into

            return run_into(invocation, path)
        return _department(invocation, path) if options.as_department else _procedure(invocation, path)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _procedure(invocation: Invocation, path: Path) -> int:
    """A procedure of its own: procedure.yaml, terms.yaml, and organization.yaml where a project only begins."""
    from generator.importing import writing
    from generator.importing.assembling import Target, assemble
    from generator.importing.draft import Question
    from generator.importing.wordfile import read_file

    root = root_of(invocation)
    organization = root / ORGANIZATION_FILE
    known = _known_departments(organization)
    target = Target(known, today(invocation.options.on), id=invocation.options.id or "")
    imported = assemble(read_file(path), target)
    draft = imported.draft
    if not invocation.options.id and (root / "policy" / draft.id).exists() and not invocation.options.out:
        raise ProjectError(
            f"policy/{draft.id} 已经存在，没有改动它。请用 --id 另取一个编号。",
            f"policy/{draft.id} exists already and was left as it is. Choose another id with --id.",
        )
    base = f"policy/{draft.id}"
    files: dict[str, bytes] = {}
    if not organization.exists():
        departments = imported.departments or {draft.department: "归口部门"}
        name = imported.organization or "待填写的组织名称"
        if not imported.organization:
            draft.questions.append(
                Question("organization", f"没有找到组织名称，暂写“{name}”。", "The organisation's name was not found.")
            )
        files[ORGANIZATION_FILE] = writing.organization_text(name, departments.items()).encode()
    files |= _figures(imported, base, {})
    files[f"{base}/procedure.yaml"] = writing.document_text(draft, path.name, 2, terms=False).encode()
    files[f"{base}/terms.yaml"] = writing.terms_text(draft, 2).encode()
    content = {ORGANIZATION_FILE: organization.read_bytes()} if organization.exists() else {}
    return _finish(invocation, imported, files, content, root, base)


def _department(invocation: Invocation, path: Path) -> int:
    """Implementation rules, with links to the clauses above that they are like."""
    from generator.importing import writing
    from generator.importing.assembling import assemble
    from generator.importing.wordfile import read_file

    project = invocation.project()
    content, _ = project.gather()
    target, folder = _target(invocation, content)
    word = read_file(path)
    imported = assemble(word, target)
    imported.draft.id = target.id
    base = f"policy/{folder}"
    figures = {name: data for name, data in content.items() if name.startswith(f"{base}/figures/")}
    files = _figures(imported, base, figures)
    text = writing.document_text(imported.draft, path.name, 3, terms=True)
    files[f"{base}/departments/{target.id}.yaml"] = text.encode()
    return _finish(invocation, imported, files, content, project.root, base)


def _target(invocation: Invocation, content: Mapping[str, bytes]) -> tuple[Target, str]:
    """What the rules are imported as, and the procedure's folder."""
    from generator.importing.assembling import Target
    from generator.importing.likeness import clauses_above

    id = invocation.options.as_department
    reading = read_policy(content)
    must_be_department(id, reading.policy)
    procedure, edition = document_above(reading, invocation.options.implements)
    refuse_document(id, procedure)
    parent = edition.document
    return (
        Target(
            _titles(reading),
            invocation.today(invocation.project()),
            id,
            id,
            f"{parent.id}@{parent.version}",
            edition.vocabulary,
            clauses_above(parent),
            parent.title,
        ),
        procedure.id,
    )


def _figures(imported: Imported, base: str, there: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures as files; one that is there already is used as it is."""
    made: dict[str, bytes] = {}
    for clause in imported.draft.all_clauses():
        if (picture := clause.picture) is None:
            continue
        same = next((name for name, data in (*there.items(), *made.items()) if data == picture.png), None)
        if same is None:
            made[f"{base}/figures/{picture.file}"] = picture.png
        else:
            picture.file = same.rpartition("/")[2]
    return made


def _finish(
    invocation: Invocation,
    imported: Imported,
    files: Mapping[str, bytes],
    content: Mapping[str, bytes],
    root: Path,
    base: str,
) -> int:
    """Checks what was made, writes it, reports."""
    from generator.importing import refusals, report
    from generator.reading.decoding import MAX_BYTES

    for name, data in files.items():
        if name.endswith(".yaml") and len(data) > MAX_BYTES:
            raise refusals.too_large(
                imported.word.package.name,
                f"导入后的 YAML 有 {len(data) >> 10} KB（上限 {MAX_BYTES >> 10} KB）",
                f"it makes {len(data) >> 10} KB of YAML (at most {MAX_BYTES >> 10} KB)",
            )
    findings = report.summary_of(_findings({**content, **files}, invocation), tuple(files))
    out = invocation.options.out
    places = {
        name: (Path(out) / name.removeprefix(f"{base}/").removeprefix("policy/") if out else root / name)
        for name in files
    }
    for place in places.values():
        refuse_existing(place)
    written: list[Path] = []
    try:
        for name, place in places.items():
            write_whole(place, files[name])
            written.append(place)
    except BaseException:
        for place in written:
            place.unlink(missing_ok=True)
        raise
    new = {} if ORGANIZATION_FILE in files else dict(imported.departments)
    shown = tuple(place.relative_to(root).as_posix() if not out else str(place) for place in places.values())
    outcome = report.Outcome(imported, shown, findings, new)
    as_asked = (
        report.as_json(outcome) if invocation.options.format == "json" else report.as_text(outcome, invocation.language)
    )
    print_whole(as_asked)
    return 0


def _findings(content: Mapping[str, bytes], invocation: Invocation) -> tuple[Finding, ...]:
    from generator.project import findings_of

    return findings_of(read_policy(content), today(invocation.options.on))


def _known_departments(organization: Path) -> Mapping[str, str]:
    return _titles(read_policy({ORGANIZATION_FILE: organization.read_bytes()})) if organization.is_file() else {}


def _titles(reading: Reading) -> Mapping[str, str]:
    """The organisation's departments: id -> title."""
    return {id: department.title for id, department in reading.policy.organization.departments.items()}

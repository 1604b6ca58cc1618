"""`policy import`: an existing Word procedure, or a department's rules, to YAML with proposals and an account of everything."""

from __future__ import annotations

import argparse
import gc
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import Invocation, add_day, print_whole
from generator.commands.names import document
from generator.findings import Finding, Language, Words
from generator.model import Bound, Clause, Edition, Procedure, atoms
from generator.project import ProjectError, today
from generator.publishing.whole import write_whole
from generator.reading import ORGANIZATION_FILE, Reading, read_policy
from generator.reading.nearest import suggestion

if TYPE_CHECKING:
    from generator.importing.assembling import Imported, Target

EXAMPLE = (
    "policy import old-procedure.docx\n"
    "policy import old-procedure.docx --id information-security --out draft\n"
    "policy import sales-rules.docx --as-department sales --implements communication-channels@2.0\n"
    "policy import edited.docx --into customer-service --write"
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def words(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    parser.add_argument("file", metavar="FILE.docx", help=words("要导入的 Word 文件", "the Word file"))
    parser.add_argument(
        "--id",
        metavar="ID",
        help=words(
            "规程的编号，也是文件夹名（默认：由标题得出）", "the procedure's id and folder (default: from its title)"
        ),
    )
    parser.add_argument(
        "--as-department",
        metavar="ID",
        help=words("作为这个部门的实施细则导入", "import as the implementation rules of this department"),
    )
    parser.add_argument(
        "--implements",
        metavar="DOCUMENT[@VERSION]",
        help=words("实施细则依据的文件（默认：唯一的规程）", "the document above (default: the only procedure)"),
    )
    parser.add_argument(
        "--into",
        metavar="DOCUMENT",
        help=words(
            "读回这份文件改过的 Word：提议对 YAML 的修改，只打印",
            "read an edited Word file of this document back: propose changes to its YAML, print them",
        ),
    )
    parser.add_argument(
        "--write", action="store_true", help=words("和 --into 一起：写入 YAML", "with --into: write them into the YAML")
    )
    parser.add_argument(
        "--base",
        metavar="REV",
        help=words(
            "和 --into 一起：Word 由过去的草案生成时，当时的 Git 版本",
            "with --into: the git revision of the draft that the Word file was built from",
        ),
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        help=words(
            "写到这个文件夹（默认：项目的 policy/ 里应在的位置）",
            "write into this folder (default: where they belong in policy/)",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=words("报告的格式（默认 text）", "format of the report"),
    )
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    options = invocation.options
    for name, id in (("--id", options.id), ("--as-department", options.as_department)):
        if id is not None and not re.fullmatch(r"[a-z0-9-]{1,60}", id):
            raise ProjectError(
                f"{name} 的“{id}”不能作编号：只用小写字母、数字和连字符，不超过 60 个字符。",
                f"'{id}' of {name} cannot be an id: use a-z, 0-9 and '-', at most 60 characters.",
            )
    if options.implements and not options.as_department:
        raise ProjectError(
            "--implements 要和 --as-department 一起用。", "--implements goes together with --as-department."
        )
    if (options.write or options.base) and not options.into:
        raise ProjectError("--write 和 --base 要和 --into 一起用。", "--write and --base go together with --into.")
    if options.into and (options.id or options.as_department or options.out):
        raise ProjectError(
            "--into 读回已有的文件，不能和 --id、--as-department、--out 一起用。",
            "--into reads an existing document back; leave out --id, --as-department and --out.",
        )
    if options.id and options.as_department:
        raise ProjectError(
            "实施细则的编号就是部门的编号，不能另给 --id。",
            "Implementation rules have their department's id; leave --id out.",
        )
    path = Path(options.file)
    if not path.is_file():
        raise ProjectError(f"没有 {path} 这个文件。", f"There is no file {path}.")
    if options.into:
        from generator.commands.import_into import run_into

        return run_into(invocation, path)
    # One short run makes many small things that all live to its end: looking for garbage among them finds none.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _department(invocation, path) if options.as_department else _procedure(invocation, path)
    finally:
        if collecting:
            gc.enable()


def _procedure(invocation: Invocation, path: Path) -> int:
    """A procedure of its own: procedure.yaml, terms.yaml, and organization.yaml where a project only begins."""
    from generator.importing import writing
    from generator.importing.assembling import Target, assemble
    from generator.importing.draft import Question
    from generator.importing.wordfile import read_file

    root = _root(invocation)
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
    from generator.document import citations
    from generator.importing.assembling import Target
    from generator.importing.likeness import Above

    options = invocation.options
    reading = read_policy(content)
    policy = reading.policy
    known = {id: department.title for id, department in policy.organization.departments.items()}
    if options.as_department not in known:
        _, hint = suggestion(options.as_department, known)
        raise ProjectError(
            f"policy/organization.yaml 里没有“{options.as_department}”这个部门。{hint.zh}请先在 departments: 下加上它。",
            f"policy/organization.yaml has no department '{options.as_department}'. {hint.en} Add it below departments: "
            "first.",
        )
    procedure, edition = _above(reading, options.implements)
    if any(each.document.id == options.as_department for each in procedure.working):
        raise ProjectError(
            f"{procedure.id} 里已有编号为 {options.as_department} 的文件，没有改动它。",
            f"{procedure.id} has a document {options.as_department} already; it was left as it is.",
        )
    parent = edition.document
    numbers = citations(parent)
    clauses = tuple(
        Above(each.id, numbers[each.id], each.title or "", _plain(each), tuple(_bounded(each)))
        for each in parent.all_clauses()
    )
    return (
        Target(
            known,
            invocation.today(invocation.project()),
            options.as_department,
            options.as_department,
            f"{parent.id}@{parent.version}",
            edition.vocabulary,
            clauses,
            parent.title,
        ),
        procedure.id,
    )


def _plain(clause: Clause) -> str:
    return "".join(piece for piece in clause.text.pieces() if isinstance(piece, str))


def _bounded(clause: Clause) -> Iterator[str]:
    """The quantities that a clause bounds."""
    for rule in clause.all_rules():
        for duty in rule.duties():
            yield from (atom.terms[0] for atom in atoms(duty) if isinstance(atom, Bound) and len(atom.terms) == 1)


def _above(reading: Reading, name: str | None) -> tuple[Procedure, Edition]:
    """The document that `DOCUMENT[@VERSION]` names; without a name the only procedure."""
    wanted, at, version = (name or "").partition("@")
    if not name:
        masters = [(each, each.master) for each in reading.policy.procedures if each.master]
        if len(masters) != 1:
            names = "、".join(each.id for each, _ in masters) or "–"
            raise ProjectError(
                f"请用 --implements 指明依据的文件（现有规程：{names}）。",
                f"Name the document above with --implements (procedures: {names}).",
            )
        return masters[0]
    procedure, edition = document(reading, wanted)
    if at and str(edition.document.version) != version:
        found = next((e for e in procedure.versions(edition.document.id) if str(e.document.version) == version), None)
        if found is None:
            known = "、".join(str(each.document.version) for each in procedure.versions(edition.document.id))
            raise ProjectError(
                f"{edition.document.id} 没有 {version} 版（有 {known}）。",
                f"{edition.document.id} has no version {version} (there is {known}).",
            )
        edition = found
    return procedure, edition


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
        if place.exists():
            raise ProjectError(f"{place} 已经存在，没有改动它。", f"{place} exists already; it was left as it is.")
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


def _root(invocation: Invocation) -> Path:
    """The project, or the folder where one is to begin."""
    try:
        return invocation.project().root
    except ProjectError:
        root = Path(getattr(invocation.options, "root", None) or Path.cwd())
        if not root.is_dir():
            raise
        return root.resolve()


def _known_departments(organization: Path) -> Mapping[str, str]:
    if not organization.is_file():
        return {}
    reading = read_policy({ORGANIZATION_FILE: organization.read_bytes()})
    return {id: department.title for id, department in reading.policy.organization.departments.items()}

"""Which version a Word file was built from: by its properties, else by what it prints."""

from __future__ import annotations

from dataclasses import dataclass

from generator.importing.content import WordFile
from generator.importing.draft import Draft
from generator.model import Edition, Version
from generator.project import Project, ProjectError
from generator.reading import read_policy
from generator.returning.proposing import Built, built, read_back
from generator.reviewing.differences import Stand
from generator.verifying.verdicts import COMPANIONS, claims_of


@dataclass(frozen=True, slots=True)
class Origin:
    """The version, read back; `guessed` where nothing in the file says which one it is."""

    built: Built
    guessed: bool = False


def origin(word: WordFile, working: Stand, project: Project, base: str | None) -> Origin:
    """The version that a file was built from. `base` is a git revision in which its draft stands as it was then.

    A `ProjectError` where the file is of another document, of a version that is not here, or of nothing that is known.
    """
    name = working.edition.document.name
    if (kind := word.properties.get("PolicyKind", "")) in COMPANIONS:
        zh, en = COMPANIONS[kind]
        raise ProjectError(
            f"这是{zh}，不是文件本身，不能读回。请用文件本身的 Word 修改。",
            f"This is {en}, not the document itself, and cannot be read back. Edit the document's own Word file.",
        )
    claims = claims_of(word)
    if claims and claims[0] != name:
        raise ProjectError(
            f"这份 Word 文件是 {claims[0]} 的，不是 {name} 的。请核对 --into。",
            f"This Word file is of {claims[0]}, not of {name}. Check --into.",
        )
    there = _at(base, working, project) if base else working
    said = claims[1] if claims else _printed(read_back(word, working).draft, working, base)
    edition = _version(said, there)
    if edition is None and claims:
        known = "、".join(str(e.document.version) for e in there.procedure.versions(there.edition.document.id))
        raise ProjectError(
            f"Word 文件是 {said} 版，这里没有这个版本（有 {known}）。如果它是从过去的草案生成的，"
            "请用 --base 指明当时的 Git 版本。",
            f"The Word file is of version {said}, which is not here (there is {known}). If it was built from an earlier "
            "draft, name the git revision of then with --base.",
        )
    found = there._replace(edition=edition or there.edition)
    _must_be_that(word, found, base)
    return Origin(built(found, project), guessed=edition is None)


def _printed(draft: Draft, working: Stand, base: str | None) -> str:
    """The version that a file without properties prints, empty where it prints none.

    It must print this document's number, or its title where it prints no number: read as this document, any other file
    would take all of its clauses away. Whoever names its revision says that it is this one.
    """
    standing_in = {each.about for each in draft.questions}
    document = working.edition.document
    versions = [edition.document for edition in working.procedure.versions(document.id)]
    if "number" not in standing_in:
        known = draft.number in {each.number for each in versions}
    else:
        known = "title" not in standing_in and draft.title in {each.title for each in versions}
    if not known and base is None:
        raise ProjectError(
            f"看不出这份 Word 文件是《{document.title}》：属性里没有说明，封面上也没有它的编号 {document.number}。没有改动任何"
            "文件。如果是别的文件，请不写 --into，作为新文件导入；如果就是这一份，请在封面写上"
            f"“文件编号：{document.number}”，或用 --base 指明生成它的 Git 版本。",
            f"Nothing says that this Word file is {document.title}: no property does, and its cover does not print the number "
            f"{document.number}. Nothing was changed. If it is another document, import it as a new one, without --into; if "
            f"it is this one, write the line '文件编号：{document.number}' on its cover, or name the git revision that it was "
            "built from with --base.",
        )
    return "" if "version" in standing_in else draft.version


def _version(said: str, stand: Stand) -> Edition | None:
    major, _, minor = said.partition(".")
    if not (major.isascii() and minor.isascii() and major.isdigit() and minor.isdigit() and len(said) < 12):
        return None
    return stand.procedure.edition(stand.edition.document.id, Version(int(major), int(minor)))


def _must_be_that(word: WordFile, found: Stand, base: str | None) -> None:
    """A draft that has changed since the file was built is not what it was built from: its newer edits would be undone."""
    source = word.properties.get("SourceDigest")
    edition = found.edition
    known = edition.release.source_digest if edition.release else edition.source_digest
    if not source or source == known:
        return
    version = edition.document.version
    if base:
        raise ProjectError(
            f"Git 版本 {base} 里的 {version} 版也不是生成这份 Word 文件的那一份。请换一个版本。",
            f"Version {version} at {base} is not what this Word file was built from either. Try another revision.",
        )
    raise ProjectError(
        f"这份 Word 文件是从 {version} 版更早的草案生成的，之后 YAML 又改过；直接合并会把后来的修改当成被删掉。"
        "请用 --base 指明当时的 Git 版本（git log 可查），没有改动任何文件。",
        f"This Word file was built from an earlier draft of version {version}, and the YAML has changed since; merging it "
        "would undo these changes. Name the git revision of then with --base (see git log). Nothing was changed.",
    )


def _at(revision: str, working: Stand, project: Project) -> Stand:
    """The document at a git revision."""
    from generator.revisions import Repository

    repository = Repository.around(project)
    policy = read_policy(repository.files(repository.commit(revision))).policy
    document = working.edition.document
    for procedure in policy.procedures:
        for edition in procedure.working:
            if edition.document.name == document.name:
                return Stand(edition, procedure, policy)
    raise ProjectError(f"{revision} 里没有 {document.name}。", f"There is no {document.name} at {revision}.")

"""`policy import --into DOCUMENT`: a Word file of this project that comes back edited, as changes of the YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.commands import Invocation, print_whole, wants_color
from generator.commands.names import document
from generator.findings import Finding, Severity, Words
from generator.project import ProjectError, findings_of
from generator.publishing.whole import write_all
from generator.reading import Reading, read_policy
from generator.reports.fingerprint import fingerprints
from generator.reviewing.differences import DocumentDifference, Stand, difference, renamings


def run_into(invocation: Invocation, path: Path) -> int:
    """Exit status 0; 1 where there are conflicts, or where what is proposed brings new errors."""
    from generator.importing.wordfile import read_file
    from generator.returning.origin import origin
    from generator.returning.proposing import propose, read_back
    from generator.returning.report import Outcome, as_json, as_text
    from generator.returning.tracked import authors

    options = invocation.options
    project = invocation.project()
    content, _ = project.gather()
    reading = read_policy(content)
    procedure, edition = document(reading, options.into)
    working = Stand(edition, procedure, reading.policy)
    word = read_file(path)
    found = origin(word, working, project, options.base)
    base = found.built
    proposal = propose(read_back(word, base.stand), base, working, content, renamings(base.stand, working))
    after = read_policy({**content, **proposal.files})
    new, told = _difference(working, after)
    findings = _new_findings(reading, after, invocation)
    written: Sequence[str] = ()
    lost = _lost(working, new)
    if options.write and not proposal.conflicts and proposal.files:
        if new is None:
            raise ProjectError(
                f"改成这样，{edition.document.file} 就读不出来了，没有写入。请看不带 --write 时列出的问题。",
                f"{edition.document.file} could not be read after these changes; nothing was written. Run it without "
                "--write to see why.",
            )
        if lost is not None:
            raise ProjectError(lost.zh, lost.en)
        write_all({project.root / name: data for name, data in proposal.files.items()})
        written = tuple(proposal.files)
    outcome = Outcome(path.name, edition.document, found, proposal, authors(word), told, findings, written)
    if options.format == "json":
        print_whole(as_json(outcome, invocation.language))
    else:
        print_whole(as_text(outcome, invocation.language))
        _rest(invocation, outcome.difference, findings, after)
        _ending(invocation, bool(proposal.conflicts), tuple(proposal.files), written, lost)
    errors = any(each.severity is Severity.ERROR for each in findings)
    return int(bool(proposal.conflicts) or errors)


def _difference(working: Stand, after: Reading) -> tuple[Stand | None, DocumentDifference | None]:
    wanted = working.edition.document
    for procedure in after.policy.procedures:
        for edition in procedure.working:
            if edition.document.file == wanted.file:
                stand = Stand(edition, procedure, after.policy)
                return stand, difference(working, stand)
    return None, None


def _lost(working: Stand, after: Stand | None) -> Words | None:
    """Why a file that takes most clauses away is not written: it may be another one, or a part."""
    if after is None:
        return None
    document = working.edition.document
    ids = {clause.id for clause in document.all_clauses()}
    gone = len(ids - {clause.id for clause in after.edition.document.all_clauses()})
    if 2 * gone <= len(ids):
        return None
    return Words(
        f"照这份 Word 文件，《{document.title}》的 {len(ids)} 条要删去 {gone} 条，没有写入。它多半是别的文件，或只是其中一部分；"
        "如果确实要删，请先在 YAML 里删去这些条，再导入。",
        f"This Word file would take away {gone} of the {len(ids)} clauses of {document.title}; nothing was written. It may be "
        "another document, or only a part of this one. If they have to go, delete them in the YAML first, then import again.",
    )


def _new_findings(before: Reading, after: Reading, invocation: Invocation) -> tuple[Finding, ...]:
    """What `check` finds in the proposal, and not in the files as they are."""
    today = invocation.today(invocation.project())
    known = {print for _, print in fingerprints(findings_of(before, today))}
    return tuple(each for each, print in fingerprints(findings_of(after, today)) if print not in known)


def _rest(
    invocation: Invocation, told: DocumentDifference | None, findings: tuple[Finding, ...], after: Reading
) -> None:
    from generator.reviewing.text import Paper, differences_text

    if told is not None:
        invocation.say("", "")
        print_whole(differences_text([told], Paper(invocation.language, wants_color())))
    if findings:
        invocation.say("这些改动带来的问题：\n", "What check finds in these changes:\n")
        invocation.show(findings, after, invocation.project())
    elif told is not None and told.says_otherwise:
        invocation.say("检查：没有新的问题。", "check: nothing new is found.")


def _ending(
    invocation: Invocation, conflicts: bool, files: Sequence[str], written: Sequence[str], lost: Words | None
) -> None:
    if written:
        invocation.say(f"已写入 {'、'.join(written)}", f"Wrote {', '.join(written)}")
    elif lost is not None and not conflicts:
        invocation.say(lost.zh, lost.en)
    elif files and not conflicts:
        invocation.say(
            "以上只是提议，没有写入。加上 --write 写入 YAML。", "Nothing is written yet; add --write to do it."
        )

"""Word files edited at random come back as the same edits of the YAML, and every other byte of it stays.

RETURNED_SCRIPTS is how many (100); `RETURNED_SCRIPTS=300` is a long run.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from edits_around import WholeScript, edited

from generator.document.compose import compose
from generator.importing.package import package
from generator.importing.wordfile import read_word
from generator.model import Edition, Placeholder, stated
from generator.phrases import value_words
from generator.project import Project
from generator.reading import read_policy
from generator.reading.outlines import outlines_of
from generator.reading.sources import Sources
from generator.returning.elements import Signs
from generator.returning.proposing import Built, propose, read_back
from generator.returning.standing import Standing, standing
from generator.reviewing.differences import Stand
from generator.word import render

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = int(os.environ.get("RETURNED_SCRIPTS", "100"))
PROJECT = Project(ROOT)
FILES = PROJECT.files()
POLICY = PROJECT.load().policy
(PROCEDURE,) = POLICY.procedures
WORKING = [Stand(edition, PROCEDURE, POLICY) for edition in PROCEDURE.working]
TREES: dict = {}
OUTLINES = outlines_of(FILES, Sources(FILES, trees=TREES))
SIGNS = Signs({})
ID = re.compile(r"^( *)- id: (\S+)$")
TERMS = "policy/communication-channels/terms.yaml"
LISTS = re.compile(r"^ *(?:clauses|sections|appendices|forms):$")


@cache
def word(number: int, layout: str) -> bytes:
    """A document as it is built in a layout."""
    made = compose(*WORKING[number])
    return render(replace(made, layout=layout), PROJECT.layout(layout))


@cache
def base(number: int, layout: str) -> Built:
    return read_back(read_word(package(io.BytesIO(word(number, layout)), "built.docx")), WORKING[number])


@cache
def now(number: int) -> Standing:
    return standing(WORKING[number], SIGNS, {})


@cache
def figures(number: int) -> dict[str, set[str]]:
    """What the rules of each clause print in its text."""
    made = {}
    for clause in WORKING[number].edition.document.all_clauses():
        terms = {piece.term for piece in clause.text.pieces() if isinstance(piece, Placeholder)}
        made[clause.id] = {value_words(atom) for term in terms for atom in stated(term, clause.rules)}
        for row in clause.table.rows if clause.table else ():
            for cell in row.cells:
                for piece in cell.pieces():
                    if isinstance(piece, Placeholder) and row.rule:
                        made[clause.id] |= {value_words(a) for a in stated(piece.term, (row.rule,))}
    return made


def scripted(seed: int) -> tuple[int, str, bytes, WholeScript]:
    number, layout = seed % len(WORKING), ("corporate", "gbt9704")[seed // len(WORKING) % 2]
    data, script = edited(word(number, layout), now(number), dict(figures(number)), seed)
    return number, layout, data, script


def own_lines(text: str) -> dict[str, list[str]]:
    """The lines of each element by its id, without what stands below it, at the margin; of the head under an empty id."""
    made: dict[str, list[str]] = {"": []}
    id, column = "", 0
    for line in text.split("\n"):
        if found := ID.match(line):
            column, id = len(found[1]), found[2]
            made[id] = []
        if not LISTS.match(line) and line:
            made[id].append(line[column:] if id else line)
    return made


def check(number: int, layout: str, data: bytes, script: WholeScript) -> None:
    stand = WORKING[number]
    sent = read_back(read_word(package(io.BytesIO(data), "sent.docx")), stand)
    proposal = propose(sent, base(number, layout), stand, FILES, {})
    assert (script.log, []) == (script.log, list(proposal.conflicts))
    path = stand.edition.document.file
    # What is new may speak of new terms.
    terms = {TERMS} if any(rule.sure != "low" for _, rule in proposal.rules) else set()
    assert (script.log, files_of(script, stand) | terms) == (script.log, set(proposal.files) | terms)
    before, after = FILES[path].decode(), proposal.files.get(path, FILES[path]).decode()
    reading = read_policy(
        {**FILES, **proposal.files},
        wanted={path, *(each.document.file for each in PROCEDURE.above(stand.edition))},
        outlines=OUTLINES,
        trees={key: tree for key, tree in TREES.items() if key[0] not in proposal.files},
        organization=POLICY.organization,
    )
    (edition,) = [e for e in reading.policy.procedures[0].working if e.document.file == path]
    got = standing(Stand(edition, reading.policy.procedures[0], reading.policy), SIGNS, {})
    # What is new has an id of its own.
    names = {
        key: next((i for i in got.held if got.held[i].content == script.held[key] and i not in now(number).held), key)
        for key in script.added
    }
    order = {
        slot._replace(holder=names.get(slot.holder, slot.holder)): [names.get(id, id) for id in ids]
        for slot, ids in script.order.items()
        if ids
    }
    assert (script.log, order) == (script.log, got.order())
    expected = {names.get(id, id): said for id, said in script.held.items() if id not in script.gone}
    assert (script.log, expected) == (script.log, {id: each.content for id, each in got.held.items()})
    check_around(script, stand, edition)
    told = {(each.kind, each.more) for each in proposal.remarks}
    for kind, id, *more in (line.split() for line in script.log):
        if kind in ("split", "join"):
            wanted = (kind, id) if kind == "split" else (kind, more[1])
            assert (script.log, wanted, True) == (script.log, wanted, wanted in told)
    said = [(id, text) for id, _, text in proposal.comments]
    assert (script.log, sorted(script.comments)) == (script.log, sorted(said))
    was, became = own_lines(before), own_lines(after)
    changed = {
        line.split()[1].rstrip(":")
        for line in script.log
        if line.split()[0]
        in ("figure", "words", "title", "cell", "row", "new_row", "move_row", "split", "join", "heading")
    }
    for id, lines in was.items():
        if id and id not in changed | script.gone:
            assert (script.log, lines) == (script.log, became[id])
        elif id in changed or not id:
            most = 3 if id else 2 * sum(line.split()[0] in ("front", "definition", "documents") for line in script.log)
            assert (script.log, id, most) >= (script.log, id, sum(a not in became[id] for a in lines))
    for line in script.log:
        kind, id, *_ = line.split()
        if kind == "figure":
            # The figure went into the rule, the text kept its placeholder.
            text = [line for line in was[id.rstrip(":")] if line.lstrip().startswith("text:")]
            assert (script.log, text) == (
                script.log,
                [line for line in became[id.rstrip(":")] if line.lstrip().startswith("text:")],
            )


def files_of(script: WholeScript, stand: Stand) -> set[str]:
    """The files that a script has to change."""
    terms = {stand.edition.vocabulary[name].place.file for name in script.about}
    beside = [line for line in script.log if line.startswith("definition ")]
    return terms | ({stand.edition.document.file} if len(script.log) > len(beside) else set())


def check_around(script: WholeScript, stand: Stand, edition: Edition) -> None:
    """The head, related documents and definitions say what the script made of them, all else what it said before."""
    before, after = stand.edition.document, edition.document
    head = dict(script.head)
    person, summary = head.pop("person", None), head.pop("summary", None)
    wanted = replace(before, **head)
    if summary:
        wanted = replace(wanted, changes=replace(before.changes, summary=summary))
    if person:
        place = next(n for n, each in enumerate(before.sign_off) if each.person)
        signed = tuple(replace(each, person=person) if n == place else each for n, each in enumerate(before.sign_off))
        wanted = replace(wanted, sign_off=signed)
    for key in (
        "title",
        "number",
        "version",
        "issued",
        "effective",
        "classification",
        "changes",
        "sign_off",
        "repeals",
    ):
        assert (script.log, key, getattr(wanted, key)) == (script.log, key, getattr(after, key))
    related = [(each.number, each.title) for each in after.related]
    assert (script.log, related) == (script.log, script.related or [(e.number, e.title) for e in before.related])
    for name, term in stand.edition.vocabulary.items():
        assert (script.log, script.about.get(name, term.about)) == (script.log, edition.vocabulary[name].about)


@pytest.mark.parametrize("group", range(SCRIPTS // 10))
def test_edits_of_the_word_file_are_edits_of_the_yaml(group):
    for seed in range(group * 10, group * 10 + 10):
        check(*scripted(seed))


@pytest.mark.office
def test_they_are_after_libreoffice_has_saved_the_file(tmp_path):
    scripts = {seed: scripted(seed) for seed in range(1000, 1020)}
    for seed, (_, _, data, _) in scripts.items():
        (tmp_path / f"{seed}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    names = [f"{seed}.docx" for seed in scripts]
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", "saved", *names],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    for seed, (number, layout, _, script) in scripts.items():
        check(number, layout, (tmp_path / "saved" / f"{seed}.docx").read_bytes(), script)

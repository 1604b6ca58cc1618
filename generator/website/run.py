"""One run of MkDocs. It stands in a module of its own since MkDocs loads its hook anew for each configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.findings import Finding
from generator.incremental.store import Store
from generator.model import Policy
from generator.project import Project
from generator.publishing.companion_files import CompanionFile
from generator.publishing.word_files import WordFile
from generator.website.leaves import Outline, Shell
from generator.website.occasion import Occasion
from generator.website.page import Site, SitePage

Checked = tuple[Policy, Sequence[Finding]]
"""A policy that was read, and what was found in it."""


@dataclass(slots=True)
class Run:
    """For which project and day MkDocs runs (None: as its configuration and the clock say), from which policy and Word files
    (None: as the files are now), and what was made for it: `pages` are those that MkDocs renders, `leaves` the others.
    `besides` are files that the site gets besides; every page loads the scripts among them. `store` has pages of earlier runs.
    """

    project: Project | None = None
    today: date | None = None
    drafts: bool = False
    checked: Checked | None = None
    words: Sequence[WordFile] | None = None
    companions: Sequence[CompanionFile] | None = None
    besides: Mapping[str, bytes] = field(default_factory=dict)
    store: Store | None = None
    occasion: Occasion | None = None
    site: Site | None = None
    pages: Mapping[str, SitePage] = field(default_factory=dict)
    leaves: Sequence[SitePage] = ()
    outline: Outline | None = None
    shells: dict[str, Shell] = field(default_factory=dict)


RUN = Run()

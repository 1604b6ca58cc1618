"""What a site is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.findings import Finding
from generator.incremental.memo import Memo
from generator.model import Policy
from generator.project import Project
from generator.publishing.companion_files import CompanionFile
from generator.publishing.word_files import WordFile


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a site is made from: the policy with its findings, a day, and how it will be read; `words` and `companions` are the
    Word files, where they are made already, `kept` what earlier builds left; `elsewhere` are the pages of documents that are not
    in this policy, by their numbers, where it is a part of another.
    """

    project: Project
    policy: Policy
    findings: Sequence[Finding]
    today: date
    directories: bool = True
    drafts: bool = False
    words: Sequence[WordFile] | None = None
    companions: Sequence[CompanionFile] | None = None
    kept: Memo | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)

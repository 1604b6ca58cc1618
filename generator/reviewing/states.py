"""A policy as a set of files, read as it stands and as it would be if every document followed the newest text above it."""

from __future__ import annotations

import os
from collections.abc import Container, Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Self

from generator import checks
from generator.checks.profiles import Profile
from generator.checks.profiling import profiles
from generator.findings import CODES, Finding, Severity
from generator.model import Edition, Policy, Procedure, Version
from generator.reading import Reading, read_policy
from generator.reading.frozen import take_apart
from generator.reading.sources import Trees

Files = Mapping[str, bytes]

_ABOUT_RULES = frozenset((*list(CODES)[: list(CODES).index("redundant")], "unknown-reference", "wrong-unit",
                          "incomparable-units", "not-implemented", "not-made-concrete", "invalid-document"))  # fmt: skip
"""What a document would have to mend in order to follow another text above it; dates and releases are no part of it."""


class State:
    """The files of a policy on a day, and what follows from them. `like` is a state of much the same files: what was worked
    out for it is not worked out again.
    """

    def __init__(self, files: Files, today: date, like: State | None = None) -> None:
        self.files = files
        self.today = today
        self._like = like
        self._trees: Trees = {}
        self._aheads: dict[str, Ahead] = {} if like is None else like._aheads

    @cached_property
    def reading(self) -> Reading:
        """The files as they are read."""
        like = self._like
        while like is not None:
            same = {path for path, data in self.files.items() if like.files.get(path) == data}
            self._trees |= {key: tree for key, tree in like._trees.items() if key[0] in same}
            like = like._like
        return read_policy(self.files, trees=self._trees)

    @property
    def policy(self) -> Policy:
        """The policy that the files hold."""
        return self.reading.policy

    def findings(self, names: Container[str]) -> tuple[Finding, ...]:
        """What `policy check` finds, but in documents (PROCEDURE/ID) other than these."""
        found = (*checks.of_documents(self.policy, self.today, names), *checks.of_peers(self.policy))
        return (*self.reading.findings, *checks.of_whole(self.policy, self._profiles, self.today, found))

    @cached_property
    def _profiles(self) -> tuple[Profile, ...]:
        return tuple(profiles(self.policy))

    @cached_property
    def ahead(self) -> Ahead:
        """The same policy, every document following the newest text of what stands above it."""
        files = {path: data for path, data in self.files.items() if not _released(path)}
        key = sha256(b"\0".join(part for path, data in files.items() for part in (os.fsencode(path), data))).hexdigest()
        if key not in self._aheads:
            self._aheads[key] = Ahead.of(State(files, self.today, self))
        return self._aheads[key]

    @cached_property
    def as_released(self) -> Mapping[str, bytes]:
        """The text of each working document's last release, by its file; of a procedure with its terms."""
        found: dict[str, bytes] = {}
        for procedure in self.policy.procedures:
            for edition in procedure.working:
                document = edition.document
                last = last_release(edition, procedure)
                if last is None or last.release is None:
                    continue
                parts = take_apart(self.reading.sources[last.release.word.removesuffix(".docx") + ".yaml"])
                found[document.file] = parts.document.encode()
                if parts.terms is not None:
                    found[f"policy/{procedure.id}/terms.yaml"] = parts.terms.encode()
        return found


class Ahead:
    """A state without releases, in which every document implements the working text of what stands above it."""

    def __init__(self, state: State, policy: Policy) -> None:
        self.state = state
        self.policy = policy
        self._found: dict[frozenset[str], tuple[Finding, ...]] = {}

    @classmethod
    def of(cls, state: State) -> Self:
        """The state in which the documents of another follow each other's newest text."""
        procedures = tuple(map(_following, state.policy.procedures))
        return cls(state, replace(state.policy, procedures=procedures))

    def findings(self, names: frozenset[str]) -> tuple[Finding, ...]:
        """What would be wrong with documents of these names, PROCEDURE/ID; what a waiver excuses comes as a note."""
        if names not in self._found:
            self._found[names] = tuple(self._findings(names))
        return self._found[names]

    def _findings(self, names: frozenset[str]) -> Iterator[Finding]:
        files = {e.document.file: e.document.name for p in self.policy.procedures for e in p.working}
        read = (f._replace(document=f.document or files.get(f.place.file)) for f in self.state.reading.findings)
        found = (*checks.of_documents(self.policy, self.state.today, names), *checks.of_peers(self.policy))
        whole = checks.of_whole(self.policy, tuple(profiles(self.policy)), self.state.today, found)
        for finding in (*read, *whole):
            if finding.code in _ABOUT_RULES and finding.document in names:
                yield finding


def signatures(policy: Policy) -> Mapping[str, Hashable]:
    """For each working document, by PROCEDURE/ID, all that decides what is found in it."""
    found: dict[str, Hashable] = {}
    for procedure in policy.procedures:
        figures = frozenset(path for path in policy.figures if path.startswith(f"policy/{procedure.id}/"))
        for edition in procedure.working:
            link = edition.document.implements
            ids = {edition.document.id, *([link.document] if link else [])}
            releases = (each for each in procedure.releases if each.document.id in ids)
            texts = (edition, *procedure.above(edition), *releases)
            said = tuple((each.key, each.source_digest, each.release is None) for each in texts)
            found[edition.document.name] = (policy.organization.style, figures, said)
    return found


def _following(procedure: Procedure) -> Procedure:
    newest = {edition.document.id: edition.document.version for edition in procedure.working}

    def follow(edition: Edition) -> Edition:
        link = edition.document.implements
        if link is None or link.document not in newest:
            return edition
        raised = replace(link, version=newest[link.document])
        return replace(edition, document=replace(edition.document, implements=raised))

    return replace(procedure, working=tuple(map(follow, procedure.working)))


def _released(path: str) -> bool:
    parts = path.split("/")
    return len(parts) > 2 and parts[2] == "releases"


def last_release(edition: Edition, procedure: Procedure) -> Edition | None:
    """The newest release of a document that is not newer than this text of it."""
    document = edition.document
    frozen = [e for e in procedure.releases if e.document.id == document.id and e.document.version <= document.version]
    return max(frozen, key=lambda each: each.document.version, default=None)


def standing(finding: Finding) -> bool:
    """Whether a finding stands against its document: an error, or a warning that no reason was given for."""
    return finding.severity is not Severity.NOTE


def following_version(version: Version, *, major: bool = False) -> Version:
    """The version that may follow one."""
    return Version(version.major + 1, 0) if major else Version(version.major, version.minor + 1)

"""A part of a policy, read and checked by itself: what is found in some of its documents, and their profiles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from generator import checks
from generator.checks.profiles import Profile
from generator.checks.profiling import profiles
from generator.findings import Finding
from generator.incremental.families import Family, with_above
from generator.model import Organization, Outline, Policy, Procedure
from generator.reading import read_policy
from generator.reading.outlines import document_files
from generator.reading.sources import Trees


class Outcome(NamedTuple):
    """All that is known of a family: what reading found in its files and the checks in its documents, and its profiles."""

    read: tuple[Finding, ...]
    checked: tuple[Finding, ...]
    profiles: tuple[Profile, ...]


class Frame(NamedTuple):
    """What is read besides documents: the organization, and each procedure's terms and waivers.

    `findings` are those about anything but documents. The procedures hold their waivers only.
    """

    findings: tuple[Finding, ...]
    policy: Policy

    def with_outlines(self, outlines: Iterable[Outline]) -> Policy:
        """The policy with what is known of all its documents."""
        own: dict[str, list[Outline]] = {}
        for outline in outlines:
            own.setdefault(outline.file.split("/")[1], []).append(outline)
        procedures = (replace(each, outlines=tuple(own.get(each.id, ()))) for each in self.policy.procedures)
        return replace(self.policy, procedures=tuple(procedures))


def read_frame(files: Mapping[str, bytes]) -> Frame:
    """All but the documents."""
    reading = read_policy(files, wanted=(), outlines=())
    documents = set(document_files(files))
    procedures = (Procedure(each.id, {}, (), waivers=each.waivers) for each in reading.policy.procedures)
    return Frame(
        tuple(each for each in reading.findings if each.place.file not in documents),
        Policy(reading.policy.organization, tuple(procedures)),
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """The files of a whole policy, and what is known of its documents before they are read. `trees` may hold parsed files."""

    files: Mapping[str, bytes]
    organization: Organization
    outlines: Sequence[Outline]
    families: Mapping[str, Family]
    trees: Trees

    def outcomes(self, names: Collection[str], today: date) -> dict[str, Outcome]:
        """What comes of some families."""
        if not names:
            return {}
        reading = read_policy(
            self.files,
            wanted=self._files(names),
            outlines=self.outlines,
            trees=self.trees,
            organization=self.organization,
        )
        owner = {path: name for name in names for path in self.families[name].files}
        read: dict[str, list[Finding]] = {name: [] for name in names}
        checked: dict[str, list[Finding]] = {name: [] for name in names}
        told: dict[str, list[Profile]] = {name: [] for name in names}
        for finding in reading.findings:
            if (name := owner.get(finding.place.file)) is not None:
                read[name].append(finding)
        for finding in checks.of_documents(reading.policy, today, checked):
            assert finding.document is not None
            checked[finding.document].append(finding)
        for profile in profiles(reading.policy):
            if profile.name in told:
                told[profile.name].append(profile)
        return {name: Outcome(tuple(read[name]), tuple(checked[name]), tuple(told[name])) for name in names}

    def peers(self, names: Collection[str]) -> tuple[Finding, ...]:
        """What is found among families that share a conduct."""
        reading = read_policy(
            self.files, wanted=self._files(names), outlines=self.outlines, organization=self.organization
        )
        return tuple(checks.of_peers(reading.policy))

    def _files(self, names: Iterable[str]) -> frozenset[str]:
        """The files of families and of all that they stand on."""
        return frozenset(path for name in names for each in with_above(name, self.families) for path in each.files)


def sharing(documents: Sequence[Profile]) -> tuple[str, ...]:
    """The names of the documents that speak of a shared conduct, or stand on one that does."""
    standing = {(each.procedure, each.key): each for each in documents if each.standing}
    return tuple(
        each.name
        for each in documents
        if each.working
        and not each.master
        and (each.shares or any(standing[each.procedure, upper].shares for upper in each.above))
    )

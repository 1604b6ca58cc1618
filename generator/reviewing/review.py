"""What a pull request brings, for its reviewers: everything that `policy review` tells, worked out once for all formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.findings import Finding, Severity
from generator.history.following import Concern, Steps, concerns
from generator.model import Document, Edition, Policy, Procedure, Version, Waiver
from generator.reviewing.differences import DocumentDifference, Stand, difference
from generator.reviewing.impact import Standing, identity, impact, only_in, renamed
from generator.reviewing.states import State, signatures
from generator.reviewing.versioning import Needed, needed


@dataclass(frozen=True, slots=True)
class Outdated:
    """A document that has to look at some of its clauses again, since what it implements comes in a newer version."""

    document: Document
    department: str
    parent: Document
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class WaiverChange:
    """A waiver that is new, gone or altered (both)."""

    procedure: str
    old: Waiver | None
    new: Waiver | None


@dataclass(frozen=True)
class Review:
    """The change from one state of a policy to another. `names` are what people call the two, such as `main`."""

    base: State
    head: State
    names: tuple[str, str]

    @cached_property
    def differences(self) -> tuple[DocumentDifference, ...]:
        """The working documents that say something else, or are new or gone, in the order of the files."""
        before, after = _stands(self.base.policy), _stands(self.head.policy)
        return tuple(self._differences(before, after))

    def _differences(self, before: Mapping[str, Stand], after: Mapping[str, Stand]) -> Iterator[DocumentDifference]:
        for name, stand in after.items():
            old = before.get(name)
            if old is None and name not in self._broken_before:
                yield DocumentDifference(None, stand)
            elif old is None:
                continue  # what it said before is not known
            elif old.edition.source_digest != stand.edition.source_digest:
                made = difference(old, stand)
                if made.says_otherwise:
                    yield made
        for name, stand in before.items():
            if name not in after and name not in self._broken_now:
                yield DocumentDifference(stand, None)

    @property
    def unread(self) -> tuple[str, ...]:
        """The titles of documents that could be read before the change and cannot be any more: the findings say why."""
        return tuple(f"《{document.title}》" for document in self._broken_now.values())

    @property
    def reread(self) -> tuple[str, ...]:
        """The titles of documents that could not be read before the change and can be now."""
        return tuple(f"《{document.title}》" for document in self._broken_before.values())

    @cached_property
    def _broken_now(self) -> Mapping[str, Document]:
        return _broken(self.base, self.head)

    @cached_property
    def _broken_before(self) -> Mapping[str, Document]:
        return _broken(self.head, self.base)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How each document below a changed one stands."""
        return impact(self.base, self.head)

    @property
    def wronged(self) -> tuple[Standing, ...]:
        """Those that the change puts in the wrong."""
        return tuple(each for each in self.standings if each.new)

    @cached_property
    def new_findings(self) -> tuple[Finding, ...]:
        """What `policy check` finds now and did not before, as errors and warnings; by file and line."""
        return self._changed_findings[0]

    @cached_property
    def gone_findings(self) -> tuple[Finding, ...]:
        """What it found before and does no longer."""
        return self._changed_findings[1]

    @cached_property
    def _changed_findings(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        was, now = (
            [(identity(f, names), f) for f in state.findings(self._touched) if f.severity is not Severity.NOTE]
            for state, names in ((self.base, renamed(self.base, self.head)), (self.head, {}))
        )
        new, gone = (sorted(only_in(*pair), key=lambda f: f.order) for pair in ((now, was), (was, now)))
        return tuple(new), tuple(gone)

    @cached_property
    def _touched(self) -> frozenset[str]:
        """The documents of which something else may be said than before."""
        before, after = signatures(self.base.policy), signatures(self.head.policy)
        both = self.base.files.keys() & self.head.files.keys()
        # Of a released version signatures keep what its record says, whatever became of its text.
        unsealed = (path for path in self._changed_files if "/releases/" in path and path in both)
        excused = (path for path in self._changed_files if path.endswith("/waivers.yaml"))
        procedures = {path.split("/")[1] for path in (*unsealed, *excused)}
        return frozenset(
            name
            for name in {**before, **after}
            if before.get(name) != after.get(name) or name.split("/")[0] in procedures
        )

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that the change brings."""
        return tuple(each for each in self.new_findings if each.severity is Severity.ERROR)

    @cached_property
    def released(self) -> tuple[Edition, ...]:
        """The versions that the change releases."""
        before = {edition.key for procedure in self.base.policy.procedures for edition in procedure.releases}
        return tuple(e for p in self.head.policy.procedures for e in p.releases if e.key not in before)

    @cached_property
    def versions(self) -> tuple[Needed, ...]:
        """The version that each changed document needs to be released."""
        touched = {each.document.name for each in self.differences if each.new}
        found = (
            needed(edition, procedure, self.head)
            for procedure in self.head.policy.procedures
            for edition in procedure.working
            if edition.document.name in touched
        )
        return tuple(each for each in found if each is not None)

    @cached_property
    def outdated(self) -> tuple[Outdated, ...]:
        """The documents that are to be looked at again once the changed ones above them are released."""
        return tuple(each for procedure in self.head.policy.procedures for each in self._outdated(procedure))

    def _outdated(self, procedure: Procedure) -> Iterator[Outdated]:
        changed = {each.document.name for each in self.differences if each.new}
        changed |= {edition.document.name for edition in self.released}
        least = {each.edition.document.name: each.least for each in self.versions}
        # Whoever forgot to raise a version is told so; what follows from the change is told all the same.
        raised = tuple(_at_least(edition, least) for edition in procedure.working)
        after = replace(procedure, working=raised)
        steps = Steps(after)
        newest = {edition.document.id: edition for edition in raised}
        for edition in raised:
            link = edition.document.implements
            parent = newest.get(link.document) if link else None
            if link is None or parent is None or parent.document.version <= link.version:
                continue
            if edition.document.ends and edition.document.ends <= self.head.today:
                continue
            chain = {parent.document.name, *(upper.document.name for upper in after.above(parent))}
            found = tuple(concerns(edition, parent, steps))
            if found and chain & changed:
                department = self.head.policy.department_title(edition.document.department)
                yield Outdated(edition.document, department, parent.document, found)

    @cached_property
    def waivers(self) -> tuple[WaiverChange, ...]:
        """Waivers that are new, gone or altered."""
        before, after = (
            {(p.id, w.clause, w.origin): w for p in state.policy.procedures for w in p.waivers}
            for state in (self.base, self.head)
        )
        keys = dict.fromkeys((*after, *before))
        return tuple(
            WaiverChange(key[0], before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
        )

    @cached_property
    def other_files(self) -> tuple[str, ...]:
        """Files of the policy that changed and of which nothing else is told: pictures, the organisation."""
        return tuple(path for path in self._changed_files if path.endswith((".png", "organization.yaml")))

    @cached_property
    def _changed_files(self) -> tuple[str, ...]:
        paths = sorted({*self.base.files, *self.head.files})
        return tuple(path for path in paths if self.base.files.get(path) != self.head.files.get(path))

    @property
    def quiet(self) -> bool:
        """Whether the change leaves the policy as it was."""
        return not (self.differences or self.new_findings or self.gone_findings or self.released or self.waivers
                    or self.other_files or self.unread or self.reread)  # fmt: skip


def _broken(here: State, there: State) -> Mapping[str, Document]:
    """Documents of one state whose file the other has, too, and reads nothing from."""
    others = _stands(there.policy)
    unread = there.files.keys() - {stand.edition.document.file for stand in others.values()}
    mine = {name: stand.edition.document for name, stand in _stands(here.policy).items()}
    return {name: document for name, document in mine.items() if name not in others and document.file in unread}


def _stands(policy: Policy) -> Mapping[str, Stand]:
    return {e.document.name: Stand(e, procedure, policy) for procedure in policy.procedures for e in procedure.working}


def _at_least(edition: Edition, least: Mapping[str, Version]) -> Edition:
    version = least.get(edition.document.name)
    document = edition.document
    if version is None or edition.release or document.version >= version:
        return edition
    return replace(edition, document=replace(document, version=version))

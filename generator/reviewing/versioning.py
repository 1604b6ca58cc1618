"""Which version number a change needs: none where nothing differs, a new MINOR for whatever does, a new MAJOR for what
`versioning.major` in organization.yaml names.

| reason | a new MAJOR because |
|---|---|
| contradiction | a rule of a document below that was fine comes to contradict it |
| permission | it takes away what a `may` granted |
| tighter, looser, incomparable | a clause means that (`generator.history.meaning`); a new duty is tighter |

The first two are the default. Documents below count with their last release, which is what is in force; drafts where there is
none; those that end before the new text is in force do not. A permission that another clause grants instead is not taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.document import citations
from generator.findings import Finding, Words
from generator.history.changes import edition_changes
from generator.history.meaning import Direction, meaning
from generator.history.renaming import ids_through
from generator.model import Edition, MajorReason, Procedure, Version
from generator.phrases import witness_words
from generator.reasoning.comparing import Level, Said, contrast
from generator.reviewing.impact import impact
from generator.reviewing.states import State, following_version, last_release


@dataclass(frozen=True, slots=True)
class Because:
    """Why a change needs a new MAJOR: the reason, and what shows it."""

    reason: MajorReason
    words: Words


@dataclass(frozen=True, slots=True)
class Needed:
    """The version that a document needs, since its last release, and why it has to be a new MAJOR (empty: it need not).

    `last` is None where nothing of it was released yet; `least` then is the version that it has.
    """

    edition: Edition
    last: Version | None
    least: Version
    because: tuple[Because, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether the version that the document has is high enough."""
        return self.edition.document.version >= self.least

    @property
    def kind(self) -> Literal["major", "minor"]:
        """What has to be raised."""
        return "major" if self.because else "minor"


def needed(edition: Edition, procedure: Procedure, state: State) -> Needed | None:
    """The version that a working document needs; None where it is its last release, unchanged."""
    if edition.release:
        return None
    last = last_release(edition, procedure)
    if last is None:
        return Needed(edition, None, edition.document.version)
    because = tuple(_because(last, edition, procedure, state))
    return Needed(
        edition, last.document.version, following_version(last.document.version, major=bool(because)), because
    )


def _because(last: Edition, edition: Edition, procedure: Procedure, state: State) -> Iterator[Because]:
    wanted = state.policy.organization.major
    changes = list(edition_changes(last, edition, ids_through([last.document, edition.document])))
    labels = {**citations(last.document), **citations(edition.document)}
    means = [(change, meaning(change, last, edition)) for change in changes]
    if "contradiction" in wanted and any(each.direction is not Direction.EDITORIAL for _, each in means):
        for title, finding in contradicted(last, edition, procedure, state):
            clause = next(c for c in finding.conflict if c.document == finding.document) if finding.conflict else None
            where = f"{title}{clause.citation}" if clause else title
            yield Because("contradiction", Words(f"{where}：{finding.message.zh}", f"{where}: {finding.message.en}"))
    if "permission" in wanted:
        rules = [tuple(r for r in each.document.rules() if r.may is not None) for each in (last, edition)]
        taken = contrast(Said(last, rules[0]), Said(edition, rules[1]), Level.PERMISSIONS)
        if taken.lost or taken.doubt:
            case = witness_words(taken.lost.situation, taken.lost.conduct) if taken.lost else ""
            yield Because(
                "permission",
                Words(f"收回了明文许可：{case}", f"takes away an express permission: {case}")
                if case
                else Words("无法确定是否收回了明文许可", "whether it takes away a permission could not be decided"),
            )
    for change, each in means:
        word = each.direction.value
        if word in ("tighter", "looser", "incomparable") and word in wanted:
            label = labels[change.id]
            yield Because(
                word, Words(f"{label}（{change.id}）{_WORDS[word].zh}", f"{label} ({change.id}) {_WORDS[word].en}")
            )


_WORDS = {
    "tighter": Words("更严", "is tighter"),
    "looser": Words("更宽", "is looser"),
    "incomparable": Words("有严有宽", "is tighter in one case, looser in another"),
}


def contradicted(last: Edition, edition: Edition, procedure: Procedure, state: State) -> Iterator[tuple[str, Finding]]:
    """What a change since the last release brings upon the documents below, as they were released last: their titles, and
    the contradictions that were none."""
    released = state.as_released
    terms = f"policy/{procedure.id}/terms.yaml"
    own = {edition.document.file, *([terms] if edition.document.implements is None else ())}
    before = State({**state.files, **released}, state.today, state)
    after = State(
        {**before.files, **{path: state.files[path] for path in own if path in state.files}}, state.today, state
    )
    for standing in impact(before, after):
        end = standing.document.ends
        if end and end <= edition.document.effective:
            continue
        if any(up.document.id == edition.document.id for up in _above(standing.document.name, after)):
            yield from ((f"《{standing.document.title}》", each) for each in standing.new if each.conflict)


def _above(name: str, state: State) -> tuple[Edition, ...]:
    for procedure in state.ahead.policy.procedures:
        for edition in procedure.working:
            if edition.document.name == name:
                return procedure.above(edition)
    return ()

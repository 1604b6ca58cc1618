"""What stands around the clauses: the document's head, related documents, definitions of terms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.comparison import paired
from generator.editing import Edit, Insert, Put, Remove, Replace, Value
from generator.importing.draft import Draft, TermProposal
from generator.model import Document, Edition, Term
from generator.returning.merging import Changes, Conflict, Remark
from generator.returning.standing import Standing

PLAIN = ("title", "number", "version", "issued", "effective", "expires", "review_every", "classification")
OPTIONAL = ("issued", "expires", "review_every", "classification")
"""Those that a document may be without, so that a cover which no longer has them takes them away."""
LISTS = ("distribution", "repeals")


def head_edits(
    sent: Draft, built: Draft, before: Standing, working: Standing, departments: Collection[str], changes: Changes
) -> Iterator[Edit]:
    """The edits of the document's own file. `departments` are the ids that there are."""
    then, ours = before.edition.document, working.edition.document
    merge = Merge(changes)
    asked = {each.about for each in sent.questions} | sent.guesses.keys()
    for key in PLAIN:
        was, now = getattr(built, key) or "", getattr(sent, key) or ""
        if key not in asked and merge.takes("", key, was, now, _said(then, key), _said(ours, key)):
            if now:
                yield Put((), key, now)
            elif key in OPTIONAL:
                yield Remove((key,))
    yield from _lists(sent, built, then, ours, departments, merge)
    yield from _summary(sent, built, then, ours, merge)
    yield from _signing(sent, built, then, ours, merge)
    yield from _related(sent, built, then, ours, merge)


@dataclass(slots=True)
class Merge:
    """Decides three ways what becomes of a value, and notes the conflicts."""

    changes: Changes

    def takes(self, id: str, what: str, was: object, now: object, original: object, ours: object) -> bool:
        """Whether the Word file's value is to be written. `was` and `now` are what the Word file said when it was built and
        says, `original` and `ours` what the YAML said then and says. Where both changed it otherwise, that is a conflict.
        """
        if was == now or shown(now) == shown(ours):
            return False
        if shown(original) != shown(ours):
            self.changes.conflicts.append(Conflict(id, what, shown(original), shown(now), shown(ours)))
            return False
        return True


def shown(value: object) -> str:
    """A value of the head as people read it."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return "、".join(map(shown, value))
        case _:
            return str(value)


def _said(document: Document, key: str) -> object:
    value = getattr(document, key)
    return value.written if value is not None and key == "review_every" else value


def _lists(
    sent: Draft, built: Draft, then: Document, ours: Document, departments: Collection[str], merge: Merge
) -> Iterator[Edit]:
    for key in LISTS:
        now: list[str] = getattr(sent, key)
        if not merge.takes("", key, getattr(built, key), now, getattr(then, key), getattr(ours, key)):
            continue
        if key == "distribution" and not set(now) <= set(departments):
            merge.changes.remarks.append(Remark("distribution"))
        else:
            yield Put((), key, now) if now else Remove((key,))


def _summary(sent: Draft, built: Draft, then: Document, ours: Document, merge: Merge) -> Iterator[Edit]:
    """What is new in this version, and who says so: a line of the revision record."""
    for key in ("summary", "by"):
        was, now = getattr(built, key), getattr(sent, key)
        mine = getattr(ours.changes, key, None)
        if now and merge.takes("", key, was, now, getattr(then.changes, key, None), mine):
            if ours.changes is not None:
                yield Put(("changes",), key, now, after=("summary",))
            elif key == "summary":
                entries = {"summary": now} | ({"by": sent.by} if sent.by else {})
                yield Put((), "changes", entries, after=("sign_off", "distribution"))


def _signing(sent: Draft, built: Draft, then: Document, ours: Document, merge: Merge) -> Iterator[Edit]:
    """Persons who sign; other changes of the table are left to the owner."""
    if sent.sign_off == built.sign_off:
        return
    roles = [
        [(each.role, each.department) for each in table] for table in (sent.sign_off, then.sign_off, ours.sign_off)
    ]
    if any(each != roles[0] for each in roles):
        merge.changes.remarks.append(Remark("sign-off"))
        return
    for place, (was, now) in enumerate(zip(built.sign_off, sent.sign_off, strict=True)):
        persons = then.sign_off[place].person, ours.sign_off[place].person
        if merge.takes("", "sign_off", was.person, now.person, *persons):
            yield (
                Put(("sign_off", place), "person", now.person) if now.person else Remove(("sign_off", place, "person"))
            )


def _related(sent: Draft, built: Draft, then: Document, ours: Document, merge: Merge) -> Iterator[Edit]:
    said = [[(each.number, each.title) for each in document.related] for document in (then, ours)]
    if sent.related == built.related or not merge.takes("", "related", built.related, sent.related, *said):
        return
    if not sent.related:
        merge.changes.remarks.append(Remark("related"))
        return
    place = -1
    for pair in paired(built.related, sent.related, " ".join):
        if pair.old is not None:
            place += 1
        if pair.new is None:
            yield Remove(("related", place))
        elif pair.old is None:
            value = {"number": pair.new[0], "title": pair.new[1]}
            yield Insert(value, after=("related", place)) if place >= 0 else Insert(value, before=("related", 0))
        else:
            for key, was, now in zip(("number", "title"), pair.old, pair.new, strict=True):
                if was != now:
                    yield Replace(("related", place, key), now)


def term_edits(
    sent: Draft, built: Draft, before: Edition, working: Edition, added: Mapping[str, Value], changes: Changes
) -> dict[str, list[Edit]]:
    """Definitions that read otherwise, and terms that new rules speak of, by the file that they stand in."""
    document = working.document
    own_file = document.file
    terms_file = own_file if document.implements else f"policy/{document.procedure}/terms.yaml"
    made: dict[str, list[Edit]] = {}
    merge = Merge(changes)
    for name, term in sent.terms.items():
        was, then, known = built.terms.get(name), before.vocabulary.get(name), working.vocabulary.get(name)
        if was is None and built.terms:
            changes.remarks.append(Remark("term", name, term.about))
        if was is None or known is None or then is None:
            continue
        where, edits = ("terms", name), made.setdefault(known.place.file, [])
        if merge.takes(name, "about", was.about, term.about, then.about, known.about):
            edits.append(Put(where, "about", term.about))
        if merge.takes(name, "aliases", was.aliases, term.aliases, then.aliases, known.aliases):
            edits.append(Put(where, "aliases", list(term.aliases)) if term.aliases else Remove((*where, "aliases")))
        edits += _choice_edits(was, term, then, known, merge)
    for name in _lost(built.terms, sent.terms):
        changes.remarks.append(Remark("term-gone", name))
    if added:
        edits = made.setdefault(terms_file, [])
        if terms_file == own_file and not document.terms:
            edits.append(Put((), "terms", added, after=("related", "changes", "distribution", "sign_off")))
        else:
            edits += [Put(("terms",), name, value) for name, value in added.items()]
    return {name: edits for name, edits in made.items() if edits}


def _choice_edits(was: TermProposal, now: TermProposal, then: Term, ours: Term, merge: Merge) -> Iterator[Edit]:
    """What the values of a term mean; other values are left to the owner."""
    names = [[choice.name for choice in term.choices] for term in (was, now, then, ours)]
    if names[0] != names[1]:
        merge.changes.remarks.append(Remark("choices", now.name, "、".join(names[1])))
        return
    for old, new in zip(was.choices, now.choices, strict=True):
        if new.name not in names[2] or new.name not in names[3]:
            continue
        before, place = then.choices[names[2].index(new.name)], names[3].index(new.name)
        known, where = ours.choices[place], ("terms", now.name, "choices", place)
        if merge.takes(now.name, "about", old.about, new.about, before.about, known.about):
            yield Put(where, "about", new.about)
        if merge.takes(now.name, "aliases", old.aliases, new.aliases, before.aliases, known.aliases):
            yield Put(where, "aliases", list(new.aliases)) if new.aliases else Remove((*where, "aliases"))


def _lost(built: Mapping[str, object], sent: Mapping[str, object]) -> Sequence[str]:
    return [name for name in built if name not in sent] if sent else []

"""What stands around the clauses: the document's head, related documents, definitions of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.document.comparison import paired
from generator.editing import Append, Edit, Put, Remove, Replace, Value
from generator.importing.draft import Draft
from generator.model import Document, Edition
from generator.returning.merging import Changes, Conflict, Remark
from generator.returning.standing import Standing

PLAIN = ("title", "number", "version", "issued", "effective", "expires", "review_every", "classification")


def head_edits(sent: Draft, built: Draft, before: Standing, working: Standing, changes: Changes) -> Iterator[Edit]:
    """The edits of the document's own file."""
    then, ours = before.edition.document, working.edition.document
    for key in PLAIN:
        was, now = getattr(built, key), getattr(sent, key)
        if was == now or key in sent.guesses:
            continue
        mine, original = _said(ours, key), _said(then, key)
        if mine == str(now):
            continue
        if mine != original:
            changes.conflicts.append(Conflict("", key, str(was or ""), str(now or ""), mine))
        elif now:
            yield Put((), key, now if isinstance(now, date) else str(now))
        elif key in ("expires", "review_every", "classification", "issued") and mine:
            yield Remove((key,))
    if sent.summary != built.summary and sent.summary:
        if ours.changes is not None:
            yield Put(("changes",), "summary", sent.summary)
        else:
            yield Put((), "changes", {"summary": sent.summary}, after=("sign_off", "distribution"))
    yield from _signing(sent, built, ours, changes)
    yield from _related(sent, built, ours, changes)


def _said(document: Document, key: str) -> str:
    value = getattr(document, key)
    return "" if value is None else value.written if key == "review_every" else str(value)


def _signing(sent: Draft, built: Draft, ours: Document, changes: Changes) -> Iterator[Edit]:
    """Persons who sign; other changes of the table are left to the owner."""
    if sent.sign_off == built.sign_off:
        return
    same = [(a.role, a.department) for a in sent.sign_off] == [(b.role, b.department) for b in built.sign_off]
    if not same or len(ours.sign_off) != len(built.sign_off):
        changes.remarks.append(Remark("sign-off"))
        return
    for place, (was, now) in enumerate(zip(built.sign_off, sent.sign_off, strict=True)):
        if was.person != now.person and now.person:
            yield Put(("sign_off", place), "person", now.person)
        elif was.person != now.person:
            yield Remove(("sign_off", place, "person"))


def _related(sent: Draft, built: Draft, ours: Document, changes: Changes) -> Iterator[Edit]:
    if sent.related == built.related:
        return
    if [(each.number, each.title) for each in ours.related] != built.related or not sent.related:
        changes.remarks.append(Remark("related", text="；".join(" ".join(each) for each in sent.related)))
        return
    place = -1
    for pair in paired(built.related, sent.related, " ".join):
        if pair.old is not None:
            place += 1
        if pair.new is None:
            yield Remove(("related", place))
        elif pair.old is None:
            yield Append(("related",), {"number": pair.new[0], "title": pair.new[1]})
        else:
            for key, was, now in zip(("number", "title"), pair.old, pair.new, strict=True):
                if was != now:
                    yield Replace(("related", place, key), now)


def term_edits(
    sent: Draft, built: Draft, working: Edition, added: Mapping[str, Value], changes: Changes
) -> dict[str, list[Edit]]:
    """Definitions that read otherwise, and terms that new rules speak of, by the file that they stand in."""
    document = working.document
    own_file = document.file
    terms_file = own_file if document.implements else f"policy/{document.procedure}/terms.yaml"
    made: dict[str, list[Edit]] = {}
    for name, term in sent.terms.items():
        was = built.terms.get(name)
        known = working.vocabulary.get(name)
        if was is None:
            if built.terms:
                changes.remarks.append(Remark("term", name, term.about))
        elif (was.about, was.aliases) != (term.about, term.aliases) and known is not None:
            edits = made.setdefault(known.place.file, [])
            if was.about != term.about:
                if known.about not in (was.about, term.about):
                    changes.conflicts.append(Conflict(name, "about", was.about, term.about, known.about or ""))
                edits.append(Put(("terms", name), "about", term.about))
            if was.aliases != term.aliases:
                aliases = list(term.aliases)
                edits.append(
                    Put(("terms", name), "aliases", aliases) if aliases else Remove(("terms", name, "aliases"))
                )
    for name in _lost(built.terms, sent.terms):
        changes.remarks.append(Remark("term-gone", name))
    if added:
        edits = made.setdefault(terms_file, [])
        if terms_file == own_file and not document.terms:
            edits.append(Put((), "terms", added, after=("related", "changes", "distribution", "sign_off")))
        else:
            edits += [Put(("terms",), name, value) for name, value in added.items()]
    return made


def _lost(built: Mapping[str, object], sent: Mapping[str, object]) -> Sequence[str]:
    return [name for name in built if name not in sent] if sent else []

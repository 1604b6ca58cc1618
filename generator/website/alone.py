"""Documents on which no other stands: their pages are made from a policy that has them, and what they stand on, and nothing else.

So such a page can depend on nothing but that small policy, and its key says whether one of an earlier build still holds.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeVar

from generator.incremental.memo import Memo
from generator.model import Edition, Policy, Procedure
from generator.project import Project
from generator.publishing.companion_files import CompanionFile
from generator.publishing.word_files import WordFile
from generator.website.library import Shelf
from generator.website.occasion import Occasion

if TYPE_CHECKING:
    from generator.website.press import Press

T = TypeVar("T")
LEFT_OUT = ("project", "kept")
"""Of an occasion: its folders, whose templates are among what all pages are made with, and what is looked up by the key."""
OPENED: Mapping[type[object], Sequence[str]] = {
    kind: [each.name for each in fields(kind) if each.init and each.name not in LEFT_OUT]
    for kind in (Occasion, Policy, Procedure, WordFile, CompanionFile)
}
"""What is looked into for a key, field by field, since most of what it has is the same for many documents."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A document in a press of its own. `key` changes whenever anything does that is in there."""

    press: Press
    shelf: Shelf
    key: str
    kept: Memo

    def known(self, what: str) -> bool:
        """Whether an earlier build made that."""
        return self.kept.has(f"{what} {self.key}")

    def made(self, what: str, make: Callable[[Press, Shelf], T]) -> T:
        """What is made of it, or was in an earlier build."""
        return self.kept.get_or(f"{what} {self.key}", lambda: make(self.press, self.shelf))


def alone(whole: Press, kept: Memo) -> Iterator[tuple[int, Alone]]:
    """Each such document, by the identity of its shelf in the press of all."""
    occasion = whole.occasion
    keys = Keys(*_templates(occasion.project), tuple(sorted(whole.crowded)))
    words, companions = _by_document(occasion.words or ()), _by_document(occasion.companions or ())
    parts = {procedure.id: _Parts(procedure) for procedure in occasion.policy.procedures}
    for shelf in whole.shelves:
        name = shelf.main.edition.document.id
        part = parts[shelf.procedure.id]
        if name in part.above and name not in part.upper:
            own, mine = part.only(name), (shelf.procedure.id, name)
            small = replace(
                occasion,
                policy=replace(occasion.policy, procedures=(own,)),
                findings=(),
                words=tuple(replace(each, procedure=own) for each in words.get(mine, ())),
                companions=tuple(replace(each, procedure=own) for each in companions.get(mine, ())),
                kept=None,
                elsewhere=_mentioned(shelf, whole.numbered),
            )
            press = whole.lent(small)
            here = next(each for each in press.shelves if each.main.edition.document.id == name)
            yield id(shelf), Alone(press, here, keys.of(small), kept)


def _mentioned(shelf: Shelf, numbered: Mapping[str, str]) -> Mapping[str, str]:
    """The pages of the documents that some version of a document lists as related, by their numbers."""
    related = (each.number for entry in shelf.entries for each in entry.edition.document.related)
    return {number: numbered[number] for number in related if number in numbered}


class _Parts:
    """A procedure that can be cut down to a document. `above` are the ids that each document stands on in any version, `upper`
    all of these.
    """

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self.above: dict[str, set[str]] = {}
        self._places: dict[str, list[int]] = {}
        self._editions = (*procedure.working, *procedure.releases)
        for place, edition in enumerate(self._editions):
            document = edition.document
            self._places.setdefault(document.id, []).append(place)
            if document.implements:
                self.above.setdefault(document.id, set()).add(document.implements.document)
        self.upper = {upper for all_above in self.above.values() for upper in all_above}

    def only(self, name: str) -> Procedure:
        """The procedure with every version of a document, and of what any of them stands on."""
        ids: set[str] = set()
        ahead = {name}
        while ahead:
            ids |= ahead
            ahead = {upper for id in ahead for upper in self.above.get(id, ())} - ids
        places = sorted(place for id in ids for place in self._places.get(id, ()))
        working = len(self._procedure.working)

        def of(wanted: Iterable[int]) -> tuple[Edition, ...]:
            return tuple(self._editions[place] for place in wanted)

        return replace(
            self._procedure,
            working=of(place for place in places if place < working),
            releases=of(place for place in places if place >= working),
            waivers=tuple(waiver for waiver in self._procedure.waivers if waiver.clause[0] in ids),
            outlines=(),
        )


class Keys:
    """Keys of occasions, and of what all pages are made with besides."""

    def __init__(self, *common: object) -> None:
        self._common = common
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, occasion: Occasion) -> str:
        """Another one whenever anything in an occasion is."""
        return sha256(b"".join(self._parts((self._common, occasion)))).hexdigest()

    def _parts(self, value: object) -> Iterator[bytes]:
        if isinstance(value, tuple):
            yield b"(%d" % len(value)
            for each in value:
                yield from self._parts(each)
        elif type(value) in OPENED:
            for name in OPENED[type(value)]:
                yield from self._parts(getattr(value, name))
        else:
            if id(value) not in self._known:
                self._known[id(value)] = value, sha256(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)).digest()
            yield self._known[id(value)][1]


def _templates(project: Project) -> Iterator[object]:
    """The templates of the site's pages, and the versions of what prints with them."""
    yield from map(version, ("jinja2", "markupsafe"))
    for folder in project.assets("templates/site"):
        yield tuple(
            part
            for path in sorted(folder.rglob("*"))
            if path.is_file()
            for part in (path.relative_to(folder).as_posix(), path.read_bytes())
        )


File = TypeVar("File", WordFile, CompanionFile)


def _by_document(files: Iterable[File]) -> Mapping[tuple[str, str], Sequence[File]]:
    found: dict[tuple[str, str], list[File]] = {}
    for each in files:
        found.setdefault(each.edition.key[:2], []).append(each)
    return found

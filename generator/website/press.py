"""What every kind of page is made with: the policy as readers meet it, the addresses, the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.document.blocks import Anchor
from generator.document.compose import compose
from generator.document.kinds import BLOCK_TESTS
from generator.document.manuscript import Manuscript
from generator.document.numbering import citations
from generator.incremental.crew import side_by_side
from generator.model import Document, Edition, Policy, Version
from generator.project import Project
from generator.publishing.companion_files import companion_files
from generator.publishing.word_files import word_files
from generator.reasoning import Memory
from generator.website.addresses import Addresses
from generator.website.alone import Alone, alone
from generator.website.compiled import OURS
from generator.website.dates import whole_dates
from generator.website.glossary import NO_WORDS, Glossary
from generator.website.holding import Held, held
from generator.website.library import Entry, Shelf, shelves
from generator.website.occasion import Occasion
from generator.website.practices import Practices, practices

WORD_FOLDER = "word"
MANY = 24
"""What stands side by side for so many documents is turned, or split, for more."""
WORTH_A_PROCESS = 40
"""So many documents take longer than a process to start."""
Item = TypeVar("Item")
Made = TypeVar("Made")
Key = tuple[str, str, Version]
"""A version of a document: its procedure's id, its own, its number."""


@dataclass(frozen=True, slots=True)
class Download:
    """A Word file on the site."""

    entry: Entry
    file: str
    size: int
    digest: str
    label: str = "Word 文件"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates read what they are given, and can do nothing else. What an attribute may do depends on its object's type alone,
    so each is looked into once.
    """

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - as Jinja takes them
        super().__init__(**settings)
        self._judged: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        key = (type(obj), attr)
        if key not in self._judged:
            self._judged[key] = super().is_safe_attribute(obj, attr, value)
        return self._judged[key]


@dataclass(frozen=True)
class Press:
    """One site in the making. `files` are what its pages offer beside themselves; pages add to it. `crowded` are the procedures
    with too many documents below them for one table or one page of all.
    """

    occasion: Occasion
    shelves: tuple[Shelf, ...]
    addresses: Addresses
    crowded: Set[str]
    environment: Environment
    files: dict[str, bytes] = field(default_factory=dict)
    _labels: dict[int, tuple[Document, Mapping[str, str]]] = field(default_factory=dict)
    _manuscripts: dict[int, tuple[Edition, Manuscript]] = field(default_factory=dict)
    _held: dict[int, tuple[Held, ...]] = field(default_factory=dict)
    _glossaries: dict[int, tuple[Edition, Glossary]] = field(default_factory=dict)
    _memory: Memory = field(default_factory=Memory)

    @classmethod
    def of(cls, occasion: Occasion) -> Press:
        """The press for an occasion, its Word files on the shelf."""
        policy, project = occasion.policy, occasion.project
        words = tuple(word_files(policy, project) if occasion.words is None else occasion.words)
        companions = tuple(
            companion_files(policy, project, occasion.today) if occasion.companions is None else occasion.companions
        )
        whole = replace(occasion, words=words, companions=companions)
        found = tuple(shelves(policy, occasion.today, drafts=occasion.drafts))
        return cls._with(whole, found, _crowded(found), _environment(project), Memory())

    def lent(self, occasion: Occasion) -> Press:
        """A press for a part of the policy, with the templates of this one, and what was reasoned for it."""
        found = tuple(shelves(occasion.policy, occasion.today, drafts=occasion.drafts))
        return Press._with(occasion, found, self.crowded, self.environment, self._memory)

    @classmethod
    def _with(
        cls,
        occasion: Occasion,
        found: tuple[Shelf, ...],
        crowded: Set[str],
        environment: Environment,
        memory: Memory,
    ) -> Press:
        current = frozenset(shelf.main.edition.key for shelf in found)
        addresses = Addresses(occasion.directories, current)
        press = cls(occasion, found, addresses, crowded, environment, _memory=memory)
        _ = press.downloads, press.companions
        return press

    @property
    def policy(self) -> Policy:
        return self.occasion.policy

    @property
    def today(self) -> date:
        return self.occasion.today

    @property
    def procedures(self) -> Sequence[Shelf]:
        """The shelves of the procedures themselves."""
        return [shelf for shelf in self.shelves if shelf.main.edition.document.implements is None]

    def below(self, shelf: Shelf) -> Sequence[Shelf]:
        """The other documents of a procedure."""
        return [other for other in self.shelves if other.procedure is shelf.procedure and other is not shelf]

    @cached_property
    def downloads(self) -> Mapping[Key, Download]:
        """The Word file of each version."""
        return {each.entry.edition.key: each for each in self._downloads()}

    def _downloads(self) -> Iterator[Download]:
        for word in self.occasion.words or ():
            name = f"{WORD_FOLDER}/{word.name}"
            self.files[name] = word.data
            yield Download(self._entries[word.edition.key], name, len(word.data), sha256(word.data).hexdigest())

    def side_by_side(self, make: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """What is made of each item, in order; of many, by several processes. Files that they add arrive here."""

        def made(item: Item) -> tuple[Made, Mapping[str, bytes]]:
            known = len(self.files)
            return make(item), dict(islice(self.files.items(), known, None))

        for each, files in side_by_side(made, items, worth=WORTH_A_PROCESS):
            self.files.update(files)
            yield each

    @cached_property
    def companions(self) -> Mapping[Key, Sequence[Download]]:
        """The Word files that are made beside that of each version: tracked changes, a checklist, a combined edition."""
        found: dict[Key, list[Download]] = {}
        for each in self.occasion.companions or ():
            if each.kind == "checklist" and each.edition.document.implements and each.procedure.id in self.crowded:
                continue
            name = f"{WORD_FOLDER}/{each.name}"
            self.files[name] = each.data
            labels = {"checklist": "检查表", "combined": "合订本（规程与各部门细则）"}
            label = f"修订痕迹（与 V{each.old.document.version} 对照）" if each.old else labels[each.kind]
            mine = found.setdefault(each.edition.key, [])
            mine.append(
                Download(self._entries[each.edition.key], name, len(each.data), sha256(each.data).hexdigest(), label)
            )
        return found

    @cached_property
    def _entries(self) -> Mapping[Key, Entry]:
        return {entry.edition.key: entry for shelf in self.shelves for entry in shelf.entries}

    @cached_property
    def numbered(self) -> Mapping[str, str]:
        """The page of each document, by its number."""
        documents = (shelf.main.edition.document for shelf in self.shelves)
        return {**self.occasion.elsewhere, **{each.number: self.addresses.of(each) for each in documents}}

    def labels(self, document: Document) -> Mapping[str, str]:
        """The citation of each of a document's sections, clauses and forms, by id."""
        if id(document) not in self._labels:
            self._labels[id(document)] = (document, citations(document))
        return self._labels[id(document)][1]

    def manuscript(self, entry: Entry) -> Manuscript:
        """One version of a document, ready to print."""
        edition = entry.edition
        if id(edition) not in self._manuscripts:
            self._manuscripts[id(edition)] = (edition, compose(edition, entry.procedure, self.policy))
        return self._manuscripts[id(edition)][1]

    def held(self, shelf: Shelf) -> tuple[Held, ...]:
        """What holds for a document that implements another, by its main version."""
        if id(shelf) not in self._held:
            lone = self.alone.get(id(shelf))
            self._held[id(shelf)] = lone.made("held", Press._holding) if lone else self._holding(shelf)
        return self._held[id(shelf)]

    def _holding(self, shelf: Shelf) -> tuple[Held, ...]:
        return tuple(held(shelf.main.edition, shelf.procedure, self.today, self.labels, self._memory))

    @cached_property
    def alone(self) -> Mapping[int, Alone]:
        """The documents on which no other stands, each in a press of its own, by the identity of their shelf here; none where
        nothing is kept.
        """
        kept = self.occasion.kept
        return {} if kept is None else dict(alone(self, kept))

    @cached_property
    def practices(self) -> Practices:
        """Who implements what."""
        return practices(self)

    def glossary(self, edition: Edition) -> Glossary:
        """The words of a version that are explained where they stand."""
        if id(edition) not in self._glossaries:
            self._glossaries[id(edition)] = (edition, Glossary.of(edition.vocabulary))
        return self._glossaries[id(edition)][1]

    def anchor(self, document: Document, clause: str) -> Anchor:
        """A clause of a version."""
        return Anchor(document.procedure, document.id, document.version, clause)

    def render(self, template: str, name: str, **values: object) -> str:
        """A template's HTML for the page of that source name; its links are relative to it."""
        context: dict[str, Any] = {
            "organization": self.policy.organization,
            "policy": self.policy,
            "today": self.today,
            "glossary": NO_WORDS,
            "to": lambda target, anchor=None: self.addresses.to(name, target, anchor),
            "to_anchor": lambda anchor: self.addresses.anchor(name, anchor),
            "to_document": lambda document, anchor=None: self.addresses.to(name, self.addresses.of(document), anchor),
            **values,
        }
        return self.environment.get_template(template).render(context)


def _crowded(found: Sequence[Shelf]) -> Set[str]:
    sizes = Counter(shelf.procedure.id for shelf in found)
    return {procedure for procedure, size in sizes.items() if size - 1 > MANY}


def _environment(project: Project) -> Environment:
    environment = _Sandbox(
        loader=FileSystemLoader(project.assets("templates/site")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=OURS,
    )
    environment.tests.update(BLOCK_TESTS)
    environment.filters["whole_dates"] = whole_dates
    return environment

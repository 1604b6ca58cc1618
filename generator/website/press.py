"""What every kind of page is made with: the policy as readers meet it, the addresses, the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
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
from generator.findings import Finding
from generator.incremental.crew import side_by_side
from generator.model import Document, Edition, Policy, Version
from generator.project import Project
from generator.publishing.companion_files import CompanionFile, companion_files
from generator.publishing.word_files import WordFile, word_files
from generator.reasoning import Memory
from generator.website.addresses import Addresses
from generator.website.compiled import OURS
from generator.website.glossary import NO_WORDS, Glossary
from generator.website.holding import Held, held
from generator.website.library import Entry, Shelf, shelves
from generator.website.page import SitePage
from generator.website.practices import Practices, practices

WORD_FOLDER = "word"
MANY = 24
"""What stands side by side for so many documents is turned, or split, for more."""
WORTH_A_PROCESS = 40
"""So many documents take longer than a process to start."""
Item = TypeVar("Item")
Key = tuple[str, str, Version]
"""A version of a document: its procedure's id, its own, its number."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a site is made from: the policy with its findings, a day, and how it will be read; `words` and `companions` are the
    Word files, where they are made already.
    """

    project: Project
    policy: Policy
    findings: Sequence[Finding]
    today: date
    directories: bool = True
    drafts: bool = False
    words: Sequence[WordFile] | None = None
    companions: Sequence[CompanionFile] | None = None


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
    """One site in the making. `files` are what its pages offer beside themselves; pages add to it."""

    occasion: Occasion
    shelves: tuple[Shelf, ...]
    addresses: Addresses
    files: dict[str, bytes] = field(default_factory=dict)
    _labels: dict[int, tuple[Document, Mapping[str, str]]] = field(default_factory=dict)
    _manuscripts: dict[int, tuple[Edition, Manuscript]] = field(default_factory=dict)
    _held: dict[int, tuple[Held, ...]] = field(default_factory=dict)
    _glossaries: dict[int, tuple[Edition, Glossary]] = field(default_factory=dict)
    _memory: Memory = field(default_factory=Memory)

    @classmethod
    def of(cls, occasion: Occasion) -> Press:
        """The press for an occasion, its Word files on the shelf."""
        found = tuple(shelves(occasion.policy, occasion.today, drafts=occasion.drafts))
        current = frozenset(shelf.main.edition.key for shelf in found)
        press = cls(occasion, found, Addresses(occasion.directories, current))
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
    def crowded(self) -> Set[str]:
        """The procedures with too many documents below them for one table or one page of all."""
        return {shelf.procedure.id for shelf in self.procedures if len(self.below(shelf)) > MANY}

    @cached_property
    def downloads(self) -> Mapping[Key, Download]:
        """The Word file of each version."""
        return {each.entry.edition.key: each for each in self._downloads()}

    def _downloads(self) -> Iterator[Download]:
        words = self.occasion.words
        for word in word_files(self.policy, self.occasion.project) if words is None else words:
            name = f"{WORD_FOLDER}/{word.name}"
            self.files[name] = word.data
            yield Download(self._entries[word.edition.key], name, len(word.data), sha256(word.data).hexdigest())

    def side_by_side(self, make: Callable[[Item], SitePage], items: Sequence[Item]) -> Iterator[SitePage]:
        """The page that is made of each item, in order; of many, by several processes. Files that they add arrive here."""

        def made(item: Item) -> tuple[SitePage, Mapping[str, bytes]]:
            known = len(self.files)
            page = make(item)
            return page, dict(islice(self.files.items(), known, None))

        for page, files in side_by_side(made, items, worth=WORTH_A_PROCESS):
            self.files.update(files)
            yield page

    @cached_property
    def companions(self) -> Mapping[Key, Sequence[Download]]:
        """The Word files that are made beside that of each version: tracked changes, a checklist, a combined edition."""
        found: dict[Key, list[Download]] = {}
        made = self.occasion.companions
        for each in companion_files(self.policy, self.occasion.project) if made is None else made:
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
            made = held(shelf.main.edition, shelf.procedure, self.today, self.labels, self._memory)
            self._held[id(shelf)] = tuple(made)
        return self._held[id(shelf)]

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

    @cached_property
    def _environment(self) -> Environment:
        environment = _Sandbox(
            loader=FileSystemLoader(self.occasion.project.assets("templates/site")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=OURS,
        )
        environment.tests.update(BLOCK_TESTS)
        return environment

    def render(self, template: str, name: str, **values: object) -> str:
        """A template's HTML for the page of that source name; its links are relative to it."""
        context: dict[str, Any] = {
            "explain": lambda term: term,
            "organization": self.policy.organization,
            "policy": self.policy,
            "today": self.today,
            "glossary": NO_WORDS,
            "to": lambda target, anchor=None: self.addresses.to(name, target, anchor),
            "to_anchor": lambda anchor: self.addresses.anchor(name, anchor),
            "to_document": lambda document, anchor=None: self.addresses.to(name, self.addresses.of(document), anchor),
            **values,
        }
        return self._environment.get_template(template).render(context)

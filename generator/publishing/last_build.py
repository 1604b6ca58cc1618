"""What the last build left, and this one would make just the same again.

The build stands in the project, where a pull request may bring any file along. So what we wrote is known by its digest, and
that from the user's own cache folder; where there is none, everything is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from generator.incremental.store import Store
from generator.publishing.manifest import NAME, Manifest, read

_KIND = "built"
WORD_FOLDER = "word"


class Wanted(Protocol):
    """A Word file that a build is to have: its name, and the document (PROCEDURE/ID) or procedure that it is made from."""

    @property
    def name(self) -> str: ...
    @property
    def of(self) -> str: ...


File = TypeVar("File", bound=Wanted)
Data = TypeVar("Data", bytes, bytes | None)


@dataclass(slots=True)
class LastBuild:
    """The build in a folder. `keys` has what the Word files of each document and procedure are made from now (`word_keys`).

    A file of the last build is taken again where it was made from the same, and its bytes are those that were written.
    """

    store: Store
    folder: Path
    keys: Mapping[str, str] = field(default_factory=dict)
    _manifests: dict[str, str] = field(default_factory=dict)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, folder: Path) -> LastBuild:
        """What the store knows of the build in a folder."""
        said = json.loads(store.load(_KIND) or b'{"manifests": {}, "words": {}}')
        return cls(store, folder, _manifests=said["manifests"], _words=said["words"])

    def manifest(self) -> Manifest | None:
        """The manifest in the folder, where we wrote it just so."""
        try:
            written = sha256((self.folder / NAME).read_bytes()).hexdigest()
        except OSError:
            return None
        return read(self.folder) if self._manifests.get(str(self.folder)) == written else None

    def word(self, file: Wanted) -> bytes | None:
        """A Word file, where it would be made from the same again."""
        if self._words.get(file.name, [])[:1] != [self.keys.get(file.of)]:
            return None
        try:
            data = (self.folder / WORD_FOLDER / file.name).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == self._words[file.name][1] else None

    def made(self, file: Wanted, data: bytes) -> None:
        """Has the next build told of a Word file."""
        self._made[file.name] = [self.keys[file.of], sha256(data).hexdigest()]

    def keep(self, made: Manifest, *, words: bool) -> None:
        """Tells the next build of this one, of its Word files only where they are as they should be."""
        text = sha256(made.text().encode()).hexdigest()
        manifests = {place: said for place, said in self._manifests.items() if Path(place).is_dir()}
        known = {**self._words, **self._made} if words else {}
        left = {name: said for name, said in known.items() if f"{WORD_FOLDER}/{name}" in made.files}
        said = {"manifests": manifests | {str(self.folder): text}, "words": left}
        self.store.keep(_KIND, json.dumps(said).encode())


def taken_or_made(
    files: Sequence[File], make: Callable[[Sequence[File]], Iterator[Data]], last: LastBuild | None
) -> Iterator[Data]:
    """The content of each file: from the last build where it stands there, else what is made of those that do not."""
    found = [last.word(file) if last else None for file in files]
    made = make([file for file, data in zip(files, found, strict=True) if data is None])
    for file, taken in zip(files, found, strict=True):
        data = next(made) if taken is None else taken
        if last and data is not None:
            last.made(file, data)
        yield data

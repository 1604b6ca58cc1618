"""What earlier runs made, by keys that name all that it depends on."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.incremental.store import Store

T = TypeVar("T")


@dataclass(slots=True)
class Memo:
    """Each thing is pickled by itself: only what is asked for is read, and only what is new written anew."""

    kept: Mapping[str, bytes]
    read: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, store: Store, kind: str) -> Memo:
        """What a store holds under a kind."""
        data = store.load(kind)
        return cls(pickle.loads(data) if data else {})  # noqa: S301 - the store gives what we wrote, or nothing

    def has(self, key: str) -> bool:
        """Whether there is anything under a key."""
        return key in self.read or key in self.kept

    def put(self, key: str, made: object) -> None:
        """Has something kept."""
        self.read[key] = made

    def get(self, key: str) -> Any:  # noqa: ANN401 - the key says what it is
        """What is kept under a key that there is."""
        if key not in self.read:
            self.read[key] = pickle.loads(self.kept[key])  # noqa: S301 - as above
        return self.read[key]

    def get_or(self, key: str, make: Callable[[], T]) -> T:
        """What is kept under a key, else what is made now."""
        if not self.has(key):
            self.put(key, make())
        found: T = self.get(key)
        return found

    def keep(self, store: Store, kind: str) -> None:
        """Keeps all that was of use, and as much again of what was not, the newest; nothing where nothing is new."""
        if not store.keeps or self.read.keys() <= self.kept.keys():
            return
        idle = [key for key in self.kept if key not in self.read]
        entries = {key: self.kept[key] for key in idle[-len(self.read) :]}
        for key, made in self.read.items():
            entries[key] = self.kept.get(key) or pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
        store.keep(kind, pickle.dumps(entries, pickle.HIGHEST_PROTOCOL))

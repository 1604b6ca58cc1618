"""What a report says about a policy besides its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.checks.profiles import Profile
    from generator.reading import Reading


@dataclass(frozen=True, slots=True)
class Overview:
    """How many working documents and rules there are, the documents' titles by PROCEDURE/ID, and the text of each file."""

    documents: int
    rules: int
    titles: Mapping[str, str]
    sources: Mapping[str, str]

    @classmethod
    def of(cls, reading: Reading) -> Overview:
        """That of a policy that was read whole."""
        from generator.checks.profiling import profiles

        return cls.told(tuple(profiles(reading.policy)), reading.sources)

    @classmethod
    def told(cls, documents: Iterable[Profile], sources: Mapping[str, str]) -> Overview:
        """That of documents known by their profiles. A title is that of the newest text."""
        working = [document for document in documents if document.working]
        released = (document for document in documents if not document.working)
        titles = {document.name: document.title for document in (*released, *working)}
        return cls(len(working), sum(document.rules for document in working), titles, sources)

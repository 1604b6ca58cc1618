"""What the Word files of a policy are called: no two alike, on any file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from generator.model import Document, Edition, Policy, Version

MOST_BYTES = 200
"""So long may a name be before its ending; file systems take 255 bytes in all."""


@dataclass(frozen=True, slots=True)
class FileNames:
    """The file names of all versions of all documents, and of what is made from them."""

    _stems: dict[tuple[str, str, Version], str]

    @classmethod
    def of(cls, policy: Policy) -> FileNames:
        """`<number>-V<version>-<title>`; where that is taken, or too long, a few digits tell one from the other."""
        stems: dict[tuple[str, str, Version], str] = {}
        taken: set[str] = set()
        begun: set[str] = set()
        for procedure in policy.procedures:
            for id in dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases)):
                for edition in procedure.versions(id):
                    stem = _stem(edition.document)
                    # Endings follow after a hyphen: a name must not go on from another, either.
                    if _folded(stem) in begun or not taken.isdisjoint(_beginnings(stem)):
                        stem = _marked(stem, f"{edition.key}")
                    stems[edition.key] = stem
                    taken.add(_folded(stem))
                    begun.update(_beginnings(stem))
        return cls(stems)

    def name(self, edition: Edition, ending: str = "") -> str:
        """The name of a version's Word file, or of one beside it."""
        return f"{self._stems[edition.key]}{ending}.docx"


def _stem(document: Document) -> str:
    """The usual name, without what file systems refuse."""
    stem = f"{document.number}-V{document.version}-{document.title}"
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", stem)
    return stem if len(stem.encode()) <= MOST_BYTES else _marked(stem, stem)


def _marked(stem: str, of: str) -> str:
    cut = stem.encode()[: MOST_BYTES - 9].decode(errors="ignore")
    return f"{cut}~{sha256(of.encode()).hexdigest()[:8]}"


def _beginnings(stem: str) -> Iterator[str]:
    """The name, and what stands before each hyphen in it."""
    folded = _folded(stem)
    yield folded
    yield from (folded[: match.start()] for match in re.finditer("-", folded))


def _folded(stem: str) -> str:
    """The same for names that some file system takes for the same."""
    return unicodedata.normalize("NFC", stem.casefold())

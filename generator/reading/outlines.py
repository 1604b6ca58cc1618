"""Which documents there are, by their heads alone: enough to know what each has to be read and checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Outline
from generator.reading.documents import head
from generator.reading.frozen import take_apart
from generator.reading.sources import Sources


def document_files(files: Iterable[str]) -> Iterator[str]:
    """The paths where the format expects a document, in the order given."""
    for path in files:
        parts = path.split("/")
        if path.endswith((".yaml", ".yml")) and (
            parts[2:] == ["procedure.yaml"] or (len(parts) > 3 and parts[2] == "departments") or _frozen(parts)
        ):
            yield path


def _frozen(parts: list[str]) -> bool:
    return len(parts) == 5 and parts[2] == "releases"


def outlines_of(files: Mapping[str, bytes], sources: Sources) -> tuple[Outline, ...]:
    """The outlines of all documents in the order of their paths; what has no readable head has none."""
    found = (outline(path, sources) for path in document_files(sorted(files)))
    return tuple(each for each in found if each is not None)


def outline(path: str, sources: Sources) -> Outline | None:
    """The outline of one document file; its faults are reported when the whole is read."""
    text = sources.text(path)
    if text is None:
        return None
    if _frozen(path.split("/")):
        parts = take_apart(text)
        found = head(sources.parsed(path, parts.document, parts.offsets[0]), path)
        names: tuple[str, ...] = ()
    else:
        found = head(sources.parsed(path, text), path)
        names = found.names if found else ()
    if found is None:
        return None
    return Outline(path, found.id, found.implements.document if found.implements else None, names)

"""Which files make a document, which documents it stands on, and a key that changes whenever what is said of it might.

A family is a working document with all its releases: whatever file claims the same id in the same procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from generator.model import Outline
from generator.reading.outlines import document_files

Digests = Mapping[str, str]
"""The digest of each file's content, by its path."""


@dataclass(slots=True)
class Family:
    """By its name: PROCEDURE/ID, or the path of a file whose head cannot be read. `above` names other families."""

    name: str
    files: list[str] = field(default_factory=list)
    above: set[str] = field(default_factory=set)


def families(digests: Digests, outlines: Iterable[Outline]) -> dict[str, Family]:
    """Every family by its name."""
    known = {outline.file: outline for outline in outlines}
    found: dict[str, Family] = {}
    for path in document_files(sorted(digests)):
        procedure = path.split("/")[1]
        outline = known.get(path)
        name = f"{procedure}/{outline.id}" if outline else path
        family = found.setdefault(name, Family(name))
        family.files.append(path)
        word = path.removesuffix(".yaml") + ".docx"
        if word in digests:
            family.files.append(word)
        if outline and outline.implements:
            family.above.add(f"{procedure}/{outline.implements}")
    return found


def with_above(name: str, among: Mapping[str, Family]) -> tuple[Family, ...]:
    """A family and all that it stands on, by name; those that do not exist are left out."""
    seen: set[str] = set()
    ahead = {name}
    while ahead:
        seen |= ahead
        ahead = {above for each in ahead if each in among for above in among[each].above} - seen
    return tuple(among[each] for each in sorted(seen) if each in among)


def procedure_of(family: Family) -> str:
    """The id of the family's procedure."""
    return family.files[0].split("/")[1]


def keys(among: Mapping[str, Family], digests: Digests, setting: str) -> Iterator[tuple[str, str]]:
    """The key of each family's name. `setting` is what all depend on."""
    names: dict[str, list[str]] = {}
    for name, family in among.items():
        names.setdefault(procedure_of(family), []).append(name)
    vicinity: dict[str, str] = {}
    lines = {name: [f"{path}\0{digests[path]}" for path in family.files] for name, family in among.items()}
    for name, family in among.items():
        procedure = procedure_of(family)
        if procedure not in vicinity:
            vicinity[procedure] = _vicinity(procedure, digests)
        line = with_above(name, among)
        parts = [name, setting, vicinity[procedure], *(part for each in line for part in lines[each.name])]
        if any(above not in among for each in line for above in each.above):
            # A name that does not exist is answered with those that do.
            parts += sorted(names[procedure])
        yield name, digest("\n".join(parts))


def _vicinity(procedure: str, digests: Digests) -> str:
    """The terms and the pictures of a procedure, whose documents all depend on them."""
    folder = f"policy/{procedure}/"
    wanted = [path for path in digests if path == f"{folder}terms.yaml" or path.startswith(f"{folder}figures/")]
    return "\n".join(f"{path}\0{digests[path]}" for path in sorted(wanted))


def digest(text: str) -> str:
    """SHA-256 in hex of a text; names of files may hold bytes that are no text."""
    return sha256(text.encode(errors="surrogateescape")).hexdigest()

"""A Word file opened safely: its parts within bounds, its relationships, what it holds besides (ECMA-376 part 2).

Nothing is unpacked to disk, nothing outside is fetched. Whatever is wrong with a file is a `Refusal`.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from generator.importing import refusals
from generator.importing.markup import RELATIONSHIPS, parse, shallow
from generator.importing.refusals import Refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FILE = 64 << 20
MAX_ENTRIES = 2_000
MAX_DIRECTORY = 512 << 10
MAX_XML = 16 << 20
MAX_TOTAL_XML = 32 << 20
MAX_PICTURE = 32 << 20
MAX_RATIO = 250
"""How many times its packed size an XML part may have; Word's own reach some thirty."""
_RATIO_FROM = 1 << 20
"""Small parts may be as repetitive as they like."""
_TAIL = 66_000

_MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_RECORD = struct.Struct("<4s4H2LH")
"""The end of a ZIP's central directory (APPNOTE 4.3.16)."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points at: a part's name, or an address outside (`external`)."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """A Word file. Parts are read when they are asked for."""

    name: str
    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    main: str = ""
    _total: int = 0
    _relationships: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Each part's name by its lower-case form: names are compared without regard to case."""
        return {name.lower(): name for name in self.entries}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self.names

    def data(self, part: str, limit: int = MAX_PICTURE) -> bytes:
        """A part's bytes, at most `limit` of them."""
        entry = self.entries[self.names[part.lower()]]
        return self._read(entry, limit)

    def tree(self, part: str) -> _Element:
        """An XML part's root element."""
        entry = self.entries[self.names[part.lower()]]
        self._total += entry.file_size
        if entry.file_size > MAX_XML or self._total > MAX_TOTAL_XML:
            raise refusals.too_large(
                self.name,
                f"其中的 {entry.filename} 展开后有 {entry.file_size >> 20} MB",
                f"its part {entry.filename} has {entry.file_size >> 20} MB unpacked",
            )
        if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise refusals.hostile(
                self.name,
                f"其中的 {entry.filename} 展开后是压缩时的 {entry.file_size // max(entry.compress_size, 1)} 倍（压缩炸弹）",
                f"its part {entry.filename} unpacks to {entry.file_size // max(entry.compress_size, 1)} times its size (a "
                "zip bomb)",
            )
        return parse(self._read(entry, MAX_XML), entry.filename, self.name)

    def optional(self, part: str | None) -> _Element | None:
        """The root element of a part, or None where there is no such part."""
        return self.tree(part) if part is not None and self.has(part) else None

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Where a part points."""
        if part not in self._relationships:
            folder, _, name = part.rpartition("/")
            root = self.optional(f"{folder}/_rels/{name}.rels".lstrip("/"))
            self._relationships[part] = (
                ()
                if root is None
                else tuple(
                    Relationship(
                        each.get("Id", ""),
                        each.get("Type", "").rpartition("/")[2],
                        each.get("Target", "")
                        if (external := each.get("TargetMode") == "External")
                        else _resolved(each.get("Target", ""), folder),
                        external,
                    )
                    for each in root.iterchildren(f"{{{RELATIONSHIPS}}}Relationship")
                )
            )
        return self._relationships[part]

    def related(self, kind: str) -> list[str]:
        """The parts of a kind (`styles`, `comments`) that the document points at."""
        return [
            each.target
            for each in self.relationships(self.main)
            if each.kind == kind and not each.external and self.has(each.target)
        ]

    def one(self, kind: str) -> _Element | None:
        """The only part of a kind."""
        found = self.related(kind)
        return self.tree(found[0]) if found else None

    def _read(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as fault:
            raise refusals.broken(
                self.name, f"其中的 {entry.filename} 读不出来", f"its part {entry.filename} cannot be read ({fault})"
            ) from None
        if len(data) > limit:
            raise refusals.too_large(
                self.name,
                f"其中的 {entry.filename} 超过 {limit >> 20} MB",
                f"{entry.filename} is over {limit >> 20} MB",
            )
        return data


def open_package(path: Path) -> Package:
    """Opens a Word file, or refuses it."""
    size = path.stat().st_size
    if size > MAX_FILE:
        raise refusals.too_large(path.name, f"文件有 {size >> 20} MB", f"the file has {size >> 20} MB")
    return package(path.open("rb"), path.name)


def package(stream: IO[bytes], name: str) -> Package:
    """The package in a stream that can be sought in; it stays open as long as the package is used."""
    head, tail = _ends(stream)
    if (refusal := refusals.foreign(head, tail, name)) is not None:
        raise refusal
    _check_directory(tail, name)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, struct.error, UnicodeDecodeError, OSError, NotImplementedError) as fault:
        raise refusals.broken(
            name, "压缩包的目录读不出来", f"the archive's directory cannot be read ({fault})"
        ) from None
    _check_entries(archive, name)
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.filename.endswith("/")}
    made = Package(name, archive, entries)
    made.main = _main(made)
    return made


def _ends(stream: IO[bytes]) -> tuple[bytes, bytes]:
    stream.seek(0)
    head = stream.read(64 << 10)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - max(_TAIL, 1 << 16)))
    tail = stream.read()
    if head.startswith(refusals.OLE):  # its directory may stand anywhere
        stream.seek(0)
        tail = stream.read(MAX_FILE)
    stream.seek(0)
    return head, tail


def _check_directory(tail: bytes, name: str) -> None:
    """Refuses a directory that is too long before it is read."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _RECORD.size:
        raise refusals.broken(name, "压缩包不完整，没有结尾", "the archive has no end, so it is incomplete")
    _, disk, start, here, entries, length, _, _ = _RECORD.unpack_from(tail, at)
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or entries > MAX_ENTRIES or length > MAX_DIRECTORY:
        raise refusals.hostile(
            name,
            f"压缩包里的文件太多（上限 {MAX_ENTRIES:,} 个）",
            f"the archive holds too many files (at most {MAX_ENTRIES:,})",
        )
    if disk or start or here != entries:
        raise refusals.broken(name, "压缩包只有一部分", "this is one part of a split archive")


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    """Refuses names that lead out, names that stand twice, entries that share bytes, passwords, rare compressions."""
    seen: set[str] = set()
    for entry in archive.infolist():
        path = entry.filename
        if not path:
            raise refusals.broken(name, "压缩包里有一个文件没有名字", "a file in the archive has no name")
        if path.startswith("/") or "\\" in entry.orig_filename or ":" in path or ".." in path.split("/"):
            raise refusals.hostile(
                name, f"其中有指向外面的文件名“{path[:80]}”", f"it holds a file name that leads out, '{path[:80]}'"
            )
        if "\0" in entry.orig_filename or path.lower() in seen:
            raise refusals.hostile(name, f"其中的“{path[:80]}”出现了两次", f"it holds '{path[:80]}' twice")
        seen.add(path.lower())
        if entry.flag_bits & 0x1:
            raise Refusal(
                f"{name} 是带密码的压缩包。请去掉密码再试。",
                f"{name} is an archive under a password. Take it away first.",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusals.broken(name, "用了 Word 不用的压缩方法", "it is packed by a method that Word does not use")
    places = sorted((entry.header_offset, entry.compress_size) for entry in archive.infolist())
    for (offset, length), (following, _) in pairwise(places):
        if offset + 30 + length > following:
            raise refusals.hostile(name, "其中的文件互相重叠（压缩炸弹）", "files in it overlap (a zip bomb)")


def _main(package: Package) -> str:
    """The document's part, by the package's relationships and content types."""
    if package.has("mimetype") and not package.has("[Content_Types].xml"):
        raise refusals.other_package("opendocument", package.name)
    types = package.optional("[Content_Types].xml")
    if types is None:
        raise refusals.other_package("", package.name)
    kinds = [(each.get("PartName", "").lstrip("/"), each.get("ContentType", "")) for each in shallow(types)]
    parts = [part.lower() for part in package.entries]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for _, kind in kinds) or any(
        part.endswith(("vbaproject.bin", "vbadata.xml")) for part in parts
    ):
        raise refusals.macros(package.name)
    named = {part.lower(): kind for part, kind in kinds}
    for each in package.relationships(""):
        if each.kind == "officeDocument" and not each.external and package.has(each.target):
            kind = named.get(each.target.lower(), "")
            if kind.endswith(_MAIN) or not kind:
                return each.target
            raise refusals.other_package(kind, package.name)
    raise refusals.other_package("".join(kind for _, kind in kinds), package.name)


def _resolved(target: str, folder: str) -> str:
    """A target inside the package as a part's name; what leads out of it names nothing."""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    joined = posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path))
    return joined.lstrip("/")

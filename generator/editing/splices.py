"""Changes of stretches of a text, done all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.editing.paths import twice
from generator.project import ProjectError


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that stands elsewhere afterwards, with what is changed inside it; its lines move `shift` to the right."""

    start: int
    end: int
    shift: int = 0

    def holds(self, splice: Splice) -> bool:
        """Whether a change happens inside it. What comes to stand before its first line does not."""
        inside = self.start <= splice.start and splice.end <= self.end
        return inside and splice.end > self.start and (splice.start, splice.end) != (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Splice:
    """What stands from `start` to `end` gives way to a text, and a stretch cut out elsewhere with what closes it.

    Of several changes at one place those with a smaller `rank` come first, then those given first.
    """

    start: int
    end: int
    text: str = ""
    cut: Cut | None = None
    closing: str = ""
    rank: int = 1


_BOM = b"\xef\xbb\xbf"
_CRLF, _CR = "\x01", "\x02"
"""Line ends that are not `\\n` as one character each, which no policy file holds, so that offsets stay the same."""
_ENDINGS = f"\n{_CRLF}{_CR}"
_ENDS = re.compile(f"[{_ENDINGS}]")
_LINE = re.compile(f"[^{_ENDINGS}]*[{_ENDINGS}]?")


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """A file's bytes with all of it done, offsets being those of its text with `\\n` line ends.

    New lines end as the line does at which they stand. A `ProjectError` where two changes touch the same.
    """
    bom = _BOM if data.startswith(_BOM) else b""
    text = data[len(bom) :].decode().replace("\r\n", _CRLF).replace("\r", _CR)
    made = _spliced(text, [_ending_alike(text, splice) for splice in splices])
    return bom + made.replace(_CRLF, "\r\n").replace(_CR, "\r").encode()


def _ending_alike(text: str, splice: Splice) -> Splice:
    after, before = _ENDS.search(text, splice.start), max(text.rfind(end, 0, splice.start) for end in _ENDINGS)
    end = after[0] if after else text[before] if before >= 0 else "\n"
    return replace(splice, text=splice.text.replace("\n", end), closing=splice.closing.replace("\n", end))


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    ordered = sorted(splices, key=lambda each: (each.start, each.end, each.rank))
    cuts = [each.cut for each in ordered if each.cut]
    inside: dict[Cut | None, list[Splice]] = {}
    for splice in ordered:
        owners = [cut for cut in cuts if cut.holds(splice)]
        owner = min(owners, key=lambda cut: cut.end - cut.start) if owners else None
        inside.setdefault(owner, []).append(splice)

    def between(start: int, end: int, owner: Cut | None) -> str:
        made: list[str] = []
        at = start
        for splice in inside.pop(owner, ()):
            if splice.start < at:
                raise twice()
            made += [text[at : splice.start], splice.text]
            if cut := splice.cut:
                made.append(shifted(between(cut.start, cut.end, cut), cut.shift))
            made.append(splice.closing)
            at = splice.end
        return "".join([*made, text[at:end]])

    made = between(0, len(text), None)
    if inside:
        raise ProjectError("不能把两项互相移到对方里面。", "Items cannot be moved into each other.")
    return made


def shifted(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left as far as spaces stand there; blank ones stay."""
    made = []
    for line in _LINE.findall(lines):
        spaces = len(line) - len(line.lstrip(" "))
        made.append(" " * by + line if by > 0 and line.strip(f" {_ENDINGS}") else line[min(spaces, max(0, -by)) :])
    return "".join(made)

"""Text of paragraphs as the format takes it: links and references as such, run-in titles, no invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importing.content import Paragraph, Piece
from generator.importing.draft import Cross, Line, Out, Use, said
from generator.reading.decoding import FORBIDDEN

_URL = re.compile(r"(?:https?://[^\s\"'<>\\^`{|}]+|mailto:[^\s\"'<>\\^`{|}]+@[^\s\"'<>\\^`{|}]+)", re.IGNORECASE)
_RUN_IN = re.compile(r"([^\s。；：，、:;,!！?？（）()]{2,24})[ ]*[\u3000\t]+(?=\S)")


def clean(text: str) -> str:
    """Text without characters that the format refuses, and without what would mean something in it."""
    text = FORBIDDEN.sub("", text.replace("\t", " ").replace("\x0b", " ").replace("\xa0", " "))
    return text.replace("{{", "｛｛").replace("}}", "｝｝")


def lines_of(paragraph: Paragraph, skip: int = 0) -> list[Line]:
    """The lines of a paragraph after its first `skip` characters."""
    made: list[Line] = [[]]
    for piece in paragraph.kept:
        text = piece.text
        if skip:
            text, skip = text[skip:], max(0, skip - len(text))
        for place, part in enumerate(text.split("\n")):
            if place:
                made.append([])
            if part := clean(part):
                _add(made[-1], piece, part)
    return [line for line in map(trimmed, made) if line]


def _add(line: Line, piece: Piece, text: str) -> None:
    if piece.url and _URL.fullmatch(piece.url) and len(piece.url) <= 900 and '"' not in text and text.strip():
        line.append(Out(piece.url, text.strip()))
    elif piece.anchor and text.strip():
        last = line[-1] if line else None
        if isinstance(last, Cross) and last.key == piece.anchor:
            line[-1] = Cross(piece.anchor, last.text + text)
        else:
            line.append(Cross(piece.anchor, text))
    elif line and isinstance(line[-1], str):
        line[-1] += text
    else:
        line.append(text)


def trimmed(line: Line) -> Line:
    """A line without white space at its ends."""
    made = list(line)
    while made and isinstance(first := made[0], str):
        made[0] = first.lstrip()
        if made[0]:
            break
        del made[0]
    while made and isinstance(last := made[-1], str):
        made[-1] = last.rstrip()
        if made[-1]:
            break
        del made[-1]
    return made


def plain(lines: Iterable[Line]) -> str:
    """What lines print, in one."""
    return "\n".join(map(said, lines))


def run_in(paragraph: Paragraph, skip: int) -> tuple[str, int]:
    """The run-in title of a clause (`响应时间　来电…`) and how many characters it takes with the gap; empty where there is none."""
    text = paragraph.text[skip:]
    lead = len(text) - len(text.lstrip())
    styled = _styled(paragraph, skip + lead)
    title = text[lead : lead + styled].rstrip()
    end = lead + len(title)
    while end < len(text) and text[end] in " \u3000\t\xa0":
        end += 1
    if 0 < len(title) <= 60 and lead + len(title) < end < len(text) and end >= lead + styled:
        return clean(title), skip + end
    if (match := _RUN_IN.match(text, lead)) is not None:
        return clean(match[1]), skip + match.end()
    return "", skip


def _styled(paragraph: Paragraph, start: int) -> int:
    """How many characters from `start` on are bold, where what follows is not."""
    place = count = 0
    for piece in paragraph.kept:
        end = place + len(piece.text)
        if end > start:
            if not piece.bold and piece.style != "Clause Title":
                return count
            count += end - max(place, start)
        place = end
    return 0


def put(line: Line, text: str, start: int, end: int, term: str, words: str) -> None:
    """Puts a placeholder where a figure stands, if it prints just what stands there."""
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end = start + len(said.strip())
    if text[start:end] != words:
        return
    at = 0
    for place, part in enumerate(line):
        length = len(part if isinstance(part, str) else part.text)
        if isinstance(part, str) and at <= start and end <= at + length:
            pieces: Line = [part[: start - at], Use(term, words), part[end - at :]]
            line[place : place + 1] = [piece for piece in pieces if piece]
            return
        at += length

"""Fixes that findings offer, written into a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.editing.edits import Edit, Rename, Replace
from generator.editing.files import edited
from generator.editing.layout import Laid, laid_out, meaning
from generator.editing.paths import Mark, locate, locate_key
from generator.editing.splices import Splice, spliced
from generator.findings import Fix
from generator.project import ProjectError
from generator.reading.decoding import decode
from generator.reading.nodes import Fault

_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def fixed(data: bytes, fixes: Sequence[Fix], *, name: str) -> bytes:
    """The bytes of a file after fixes, all places being those of the file as given.

    Where some are of the source itself, only these are done: what YAML misreads has no other places. A `ProjectError`
    where what a fix replaces is not there.
    """
    text = decode(data)
    if isinstance(text, Fault):
        raise _gone(name)
    fixes = list(dict.fromkeys(fixes))
    if source := [fix for fix in fixes if fix.of == "source"]:
        return spliced(data, [_of_source(fix, text, name) for fix in source])
    root = laid_out(text)
    if isinstance(root, Fault):
        raise _gone(name)
    return edited(data, list(_edits(fixes, root, text, name)), name=name)


def _of_source(fix: Fix, text: str, name: str) -> Splice:
    lines = text.split("\n")
    offset = _offset(fix, lines)
    if not fix.old or not text.startswith(fix.old, offset):
        raise _gone(name)
    return Splice(offset, offset + len(fix.old), fix.new)


def _offset(fix: Fix, lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines[: fix.place.line - 1]) + fix.place.column - 1


def _edits(fixes: Sequence[Fix], root: Laid, text: str, name: str) -> Iterator[Edit]:
    """The edits; several fixes of one text become one, wherever in it their places are."""
    lines = text.split("\n")
    texts: dict[Mark, str] = {}
    for fix in fixes:
        mark = Mark(fix.place.line, fix.place.column)
        if fix.of == "key":
            key = locate_key(root, mark).key
            assert key is not None
            yield Rename(mark, _with_word(key.text, fix, name))
            continue
        value = _holding(root, _offset(fix, lines)) or locate(root, mark).value
        mark = Mark(value.line, value.column)
        if value.kind != "scalar":
            value = _held(value, fix, name)
            mark = Mark(value.line, value.column)
        now = texts.get(mark, meaning(value.text))
        texts[mark] = fix.new if fix.old is None or fix.old == now else _in_braces(now, fix, name)
    yield from (Replace(mark, text) for mark, text in texts.items())


def _holding(root: Laid, offset: int) -> Laid | None:
    """The text that is written there."""
    texts = (each for each in root.all() if each.kind == "scalar")
    return next((each for each in texts if each.start <= offset < each.end), None)


def _held(value: Laid, fix: Fix, name: str) -> Laid:
    for each in value.all():
        if each.kind == "scalar" and each.text.strip() == fix.old:
            return each
    raise _gone(name)


def _with_word(text: str, fix: Fix, name: str) -> str:
    """A text with another word in the place of one."""
    if fix.old is None:
        return fix.new
    made, count = _word(fix.old).subn(lambda _: fix.new, text)
    if not count:
        raise _gone(name)
    return made


def _in_braces(text: str, fix: Fix, name: str) -> str:
    """A text with another name between its double braces, wherever the old one stands there."""
    assert fix.old is not None
    word = _word(fix.old)
    made = _BRACES.sub(lambda match: word.sub(lambda _: fix.new, match[0]), text)
    if made == text:
        raise _gone(name)
    return made


def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w./-]){re.escape(word)}(?![\w./-])")


def _gone(name: str) -> ProjectError:
    return ProjectError(f"{name}：要改的内容不在那里。", f"{name}: what was to be changed is not there.")

"""Files edited: every byte that no edit is about stays, and what is written is first read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.editing.changing import changes
from generator.editing.edits import Edit
from generator.editing.intended import carry_out
from generator.editing.layout import Laid, laid_out
from generator.editing.planning import located
from generator.editing.splices import spliced
from generator.findings import Words
from generator.project import ProjectError
from generator.publishing.whole import write_all
from generator.reading.decoding import decode
from generator.reading.nodes import Fault


def edited(data: bytes, edits: Sequence[Edit], *, name: str) -> bytes:
    """The bytes of a file after edits, all places being those of the file as given.

    A `ProjectError` where a place is not there, two edits touch the same, or the outcome would not say what was meant.
    `name` is the file's in messages.
    """
    text = _text(data, name)
    root = _root(text, name)
    try:
        places = located(edits, root)
        splices = list(changes(places, text))
        carry_out(places)
        made = spliced(data, splices)
    except ProjectError as error:
        raise ProjectError(f"{name}：{error.words.zh}", f"{name}: {error.words.en}") from None
    again = laid_out(_text(made, name))
    if isinstance(again, Fault):
        raise _refused(name, again.words)
    if again.meaning() != root.meaning():
        raise _refused(name, Words("读出来的内容与要写的不同。", "It would not be read as it was meant."))
    return made


def write_edits(root: Path, edits: Mapping[str, Sequence[Edit]]) -> tuple[str, ...]:
    """Edits files of a project, by path with `/`: all of them, or none where one cannot be. Gives the paths changed."""
    before = {name: (root / name).read_bytes() for name in edits}
    after = {name: edited(before[name], each, name=name) for name, each in edits.items()}
    changed = {root / name: data for name, data in after.items() if data != before[name]}
    write_all(changed)
    return tuple(name for name in edits if root / name in changed)


def _text(data: bytes, name: str) -> str:
    text = decode(data)
    if isinstance(text, Fault):
        raise _unreadable(name, text)
    return text


def _root(text: str, name: str) -> Laid:
    root = laid_out(text)
    if isinstance(root, Fault):
        raise _unreadable(name, root)
    return root


def _unreadable(name: str, fault: Fault) -> ProjectError:
    where = f"{name}:{fault.line}:{fault.column}"
    return ProjectError(
        f"{where} 还读不出来，不能自动修改：{fault.words.zh}",
        f"{where} cannot be read, so it cannot be edited: {fault.words.en}",
    )


def _refused(name: str, words: Words) -> ProjectError:
    return ProjectError(
        f"{name} 的写法不能自动修改，没有改动它，请手工修改。{words.zh}",
        f"{name} is laid out in a way that cannot be edited; it was left as it is, edit it by hand. {words.en}",
    )

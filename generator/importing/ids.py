"""Ids for what is imported: kept where the file has them, else English words for common titles, else the position.

They hang on titles and positions alone, so the same file gives the same ids each time, without any table of pronunciations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.importing.draft import Draft, DraftClause, DraftForm, DraftSection
from generator.importing.wordlist import IGNORED, words

_ID = re.compile(r"[a-z0-9-]{1,60}")
_MARK = re.compile(r"c_([a-z0-9_]{1,38})")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_LONGEST_TITLE = 24
LIMIT = 60


def english(text: str) -> str:
    """`客户服务热线` -> `hotline`; empty where the words of the table do not cover the most of it."""
    text = text.strip()
    if not text or len(text) > _LONGEST_TITLE:
        return ""
    dictionary, longest = words()
    parts: list[str] = []
    place = missed = known = 0
    while place < len(text):
        if match := _LATIN.match(text, place):
            parts.append(match[0].lower())
            known += match.end() - place
            place = match.end()
            continue
        length = next(
            (n for n in range(min(longest, len(text) - place), 0, -1) if text[place : place + n] in dictionary), 0
        )
        if length:
            parts.append(dictionary[text[place : place + length]])
            known += length
            place += length
        else:
            missed += text[place] not in IGNORED
            place += 1
    if not parts or missed * 3 > known or len(parts) > 5:
        return ""
    return "-".join(dict.fromkeys("-".join(parts).split("-")))[:LIMIT].strip("-")


def kept(keys: Sequence[str]) -> str:
    """The id that a content control or a bookmark of this project keeps."""
    for key in keys:
        if _ID.fullmatch(key) and not key.isdigit():
            return key
    for key in keys:
        if match := _MARK.fullmatch(key):
            return match[1].replace("_", "-").strip("-")
    return ""


class Ids:
    """Gives each id once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def free(self, *wishes: str) -> str:
        """The first wish that is free, else the last one with a number."""
        wanted = [wish[:LIMIT].strip("-") for wish in wishes if wish]
        for wish in wanted:
            if wish not in self._taken:
                self._taken.add(wish)
                return wish
        number = 2
        while (made := f"{wanted[-1][: LIMIT - 6]}-{number}") in self._taken:
            number += 1
        self._taken.add(made)
        return made


def give_ids(draft: Draft, *, ours: bool) -> None:
    """Ids for sections, clauses and forms. `ours` trusts the file's own controls and bookmarks."""
    own: list[DraftSection | DraftClause | DraftForm]
    own = [*draft.all_sections(), *draft.all_clauses(), *draft.forms]
    ids = Ids()
    if ours:
        for each in own:
            if id := kept(each.keys):
                each.id = ids.free(id)
    for place, section in enumerate(draft.sections, 1):
        _section(section, f"section-{place}", ids)
    for place, section in enumerate(draft.appendices, 1):
        _section(section, f"appendix-{place}", ids)
    for place, form in enumerate(draft.forms, 1):
        name = english(form.title)
        form.id = form.id or ids.free(f"form-{name}" if name else "", f"form-{place}")


def _section(section: DraftSection, position: str, ids: Ids) -> None:
    section.id = section.id or ids.free(english(section.title), position)
    where = position.removeprefix("section-")
    for place, clause in enumerate(section.clauses, 1):
        _clause(clause, section.id, f"clause-{where}-{place}", ids)
    for place, inner in enumerate(section.sections, 1):
        _section(inner, f"{position}-{place}", ids)


def _clause(clause: DraftClause, above: str, position: str, ids: Ids) -> None:
    name = english(clause.title)
    clause.id = clause.id or ids.free(name, f"{above}-{name}" if name else "", position)
    for place, inner in enumerate(clause.clauses, 1):
        _clause(inner, clause.id, f"{position}-{place}", ids)

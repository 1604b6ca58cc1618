"""Which choices of a term a written value means, and what else its owner may have meant (table in section Rules)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.findings import Words
from generator.model import Among, Choice, Term, TermKind
from generator.reading import nodes
from generator.reading.context import Context
from generator.reading.kinds import found
from generator.reading.nearest import suggestion
from generator.reading.nodes import Node, Scalar, shown
from generator.reading.quantities import Unreadable, normal

Names = Mapping[str, str]
"""Every name and alias of a term's choices -> the choice's name."""

_OR, _AND, _COMMA = "或者?", "以及|和|及|与", "[、,，/／]"
_JOINED = re.compile("或者?|和者?|[、,，]")
"""What the format joins choices with."""
_BETWEEN = re.compile(rf"\s*(?:{_OR}|{_AND}|{_COMMA})\s*")
"""What their owners join them with."""
_NOT = re.compile(
    r"(?:不(?:得|能|可|许|应)?(?:是|含|包括|包含|用|使用|选|为)?|非|无|没有|除了?|排除|禁止(?:使用)?|≠|!=?|！|not )\s*"
    r"(?P<after>.+?)\s*(?:[以之除]?外)?|(?P<before>.+?)\s*[以之除]外"
)
_BRACKETS = "[]［］【】()（） "
_BARE = re.compile(r"[\w.-]+(?: [\w.-]+)*")


def choice(term: Term, value: Node, context: Context) -> Choice:
    """The choices that a value names. Raises `Unreadable`."""
    names = {each.name: each.name for each in term.choices}
    names |= {alias: each.name for each in term.choices for alias in each.aliases}
    if isinstance(value, nodes.Sequence):
        chosen = [_item(item, names, term) for item in value.items]
        if not chosen:
            raise Unreadable(f"“{term.name}”的列表是空的。", f"The list of '{term.name}' is empty.")
        return Choice(term.name, tuple(dict.fromkeys(chosen)), place=context.place(value))
    if not isinstance(value, Scalar):
        is_zh, is_en = found(value)
        raise Unreadable(
            f"这里应当是“{term.name}”的取值，却是{is_zh}。", f"Expected a choice of '{term.name}', found {is_en}."
        )
    among, chosen = _written(value, names, term)
    if among is Among.ALL and term.kind is TermKind.CHOICE:
        hint = _one_of(chosen)
        raise Unreadable(
            f"“{term.name}”一次只能取一个值，不能写“{shown(value.text)}”。{hint.zh}",
            f"'{term.name}' takes one value at a time; '{shown(value.text)}' asks for several. {hint.en}",
        )
    if among is Among.ONLY and term.kind is TermKind.CHOICE:
        among = Among.ANY
    return Choice(term.name, tuple(dict.fromkeys(chosen)), among, place=context.place(value))


def _item(item: Node, names: Names, term: Term) -> str:
    if not isinstance(item, Scalar):
        is_zh, is_en = found(item)
        raise Unreadable(
            f"列表里应当是“{term.name}”的取值，却有{is_zh}。", f"The list holds {is_en}, no choice of '{term.name}'."
        )
    text = item.text.strip()
    if text in names:
        return names[text]
    if parts := _parts(text, names):
        hint = Words("列表的各项用英文逗号加空格（, ）分隔。", "Items of a list have a comma and a space between them.")
        together = term.kind is TermKind.SEVERAL and re.search(_AND, _joints(text))
        raise _unknown(text, term, hint, None if together else ", ".join(parts), at=item, source=True)
    raise _unlike(text, names, term, item, _excluded(text, names))


def _written(value: Scalar, names: Names, term: Term) -> tuple[Among, list[str]]:
    text = value.text.strip()
    if text in names:
        return Among.ANY, [names[text]]
    only = normal(text).startswith("仅限")
    rest = text[2:].strip() if only else text
    for separator, among in (("[和或]", Among.ONLY),) if only else (("或者?", Among.ANY), ("和者?", Among.ALL)):
        if only or re.search(separator, rest):
            parts = [rest] if rest in names else [part.strip() for part in re.split(f"{separator}|[、,，]", rest)]
            if all(part in names for part in parts):
                return among, [names[part] for part in parts]
    if parts := _parts(rest, names):
        raise _several(parts, rest, only, term, value)
    if excluded := _excluded(rest, names):
        raise _unlike(rest, names, term, value, excluded)
    parts = [part.strip() for part in _BETWEEN.split(rest)]
    if not any(part in names for part in parts):  # what seems to join may belong to a name
        parts = [part.strip() for part in _JOINED.split(rest)]
    raise _unlike(next((part for part in parts if part not in names), rest), names, term, value)


def _excluded(text: str, names: Names) -> list[str]:
    """The choices that a text says not to take: `不是邮件`, `除邮件和会议外`."""
    match = _NOT.fullmatch(text)
    parts = _BETWEEN.split(match["after"] or match["before"]) if match else []
    return parts if all(part in names for part in parts) else []


def _parts(text: str, names: Names) -> list[str]:
    """Two choices or more (or one, in brackets), whatever joins them; empty where there is anything else."""
    bare = text.strip(_BRACKETS)
    parts = _BETWEEN.split(bare)
    return parts if all(part in names for part in parts) and (len(parts) > 1 or bare != text) else []


def _joints(text: str) -> str:
    return " ".join(_BETWEEN.findall(text))


def _several(parts: list[str], text: str, only: bool, term: Term, value: Scalar) -> Unreadable:
    """Choices that are joined as the format does not join them."""
    if only:
        meant = "仅限 " + "、".join(parts)
        hint = Words(f"请写成 {meant}。", f"Write {meant}.")
        return _unknown(text, term, hint, meant, at=value)
    together, either = re.search(_AND, _joints(text)), "或" in _joints(text)
    if term.kind is TermKind.CHOICE:
        sure = not together and all(map(_BARE.fullmatch, parts))
        return _unknown(text, term, _one_of(parts), _list(parts) if sure else None, at=value, source=True)
    every, some = "和".join(parts), "或".join(parts)
    if len(parts) > 1 and bool(together) == either:
        hint = Words(
            f"都要做到，请写成 {every}；至少做到一个，请写成 {some}。",
            f"Write {every} where all of them are meant, {some} where one of them is enough.",
        )
        return _unknown(text, term, hint, None, at=value)
    meant = every if together else some
    return _unknown(text, term, Words(f"请写成 {meant}。", f"Write {meant}."), meant, at=value)


def _one_of(names: Sequence[str]) -> Words:
    return Words(
        f"几个取值之一，请写成列表 {_list(names)}。", f"Where one of several is meant, write a list: {_list(names)}."
    )


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"


def _unlike(text: str, names: Names, term: Term, value: Scalar, excluded: Sequence[str] = ()) -> Unreadable:
    """A text that is no choice, or says which are `excluded`."""
    if not text:
        hint = Words("连接词的前后都要有取值。", "On both sides of what joins choices there has to be one.")
        return _unknown(value.text, term, hint, None, at=value)
    if excluded:
        held = excluded[0] if len(excluded) == 1 else _list(excluded)
        instead = f"not: {{ {term.name}: {held} }}"
        where = "unless" if term.given else "must_not"
        hint = Words(
            f"要排除“{held}”，请写成 {instead}，或者写在 {where} 里：{where}: {{ {term.name}: {held} }}。",
            f"To exclude '{held}', write {instead}, or put it into {where}: {{ {term.name}: {held} }}.",
        )
        return _unknown(text, term, hint, None, at=value)
    best, hint = suggestion(text, names)
    written = re.split(rf"(^\s*仅限|{_BETWEEN.pattern})", value.text)
    fix = best and "".join(part.replace(text, best) if part.strip() == text else part for part in written)
    return _unknown(text, term, hint, fix, at=value)


def _unknown(text: str, term: Term, hint: Words, fix: str | None, *, at: Scalar, source: bool = False) -> Unreadable:
    return Unreadable(
        f"“{term.name}”没有“{shown(text)}”这个取值。{hint.zh}",
        f"'{term.name}' has no choice '{shown(text)}'. {hint.en}".rstrip(),
        "unknown-reference",
        fix,
        at,
        source,
    )

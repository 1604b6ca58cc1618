"""Sentences with a modal word and no figure: 必须 …, 不得 …, 宜 …, 可 …; what follows the word is what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importing.draft import Sure
from generator.importing.figures import Figure
from generator.importing.naming import name_of
from generator.importing.sentences import sentence

_MODALS: tuple[tuple[str, str], ...] = (
    ("must_not", r"严禁|禁止|不得|不准|不许|不应|不应当|切勿"),
    ("should_not", r"不宜|不建议"),
    (
        "must",
        r"必须|务必|应当(?![场日天时月年面众])|应该|(?<!无)须(?!知)|(?<!所)需(?!求|要的|方)|(?<![响相反供适回效呼感对])应(?!用|急|届|付|收|邀|诉|援|变|聘|对措)",
    ),
    ("should", r"(?<![适事便相])宜|建议(?=[在将由对采使按以先])"),
    (
        "may",
        r"(?<!不)可以|(?<![认许不尚])可(?=由|向|在|经|将|通过|采用|按|自行|与|根据|直接|先|另|同时|参照|邀请|委托|选用|免)",
    ),
)
_MODAL = re.compile("|".join(f"(?P<{strength}>{words})" for strength, words in _MODALS))
_STRENGTHS = (
    ("should", re.compile(r"(?<![适事便相])宜|建议|原则上")),
    ("may", re.compile(r"(?<!不)可以|(?<![认许不尚])可(?=[由向在经将按延放自不])|允许")),
    ("must", re.compile(r"必须|务必|不得|不应|严禁|禁止|(?<!无)须|需|应")),
)
"""How binding a sentence with a figure is."""
_END = re.compile(r"[，。；;：:！!？?,（(\n]")
_VAGUE = re.compile("及时|定期|尽快|适当|适时|酌情|经常|必要时|合理|认真|严格|积极|充分|不断|努力|切实")
_ADVERBS = re.compile(r"^(?:立即|随时|均|都|一律|首先|同时|统一|按规定|全部|要|予以|加以|进行)+")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两]+(?:个|次|天|日|小时|分钟|年|月|人|份)")
_COMPARED = re.compile(r"(?:少|多|低|高|大|小|长|短|早|晚|迟)于|超过|不足")
"""What is compared with a figure that nothing here can read: 少于三家."""
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty: its strength, what it is called, the words, and how sure that is."""

    strength: str
    name: str
    words: str
    sure: Sure
    why: str
    start: int


def duties(text: str) -> Iterator[Duty]:
    """The duties of a text, in order; sentences with figures are left to the figures."""
    place = 0
    while match := _MODAL.search(text, place):
        end = _END.search(text, match.end())
        stop = end.start() if end else len(text)
        place = max(match.end(), stop)
        phrase = text[match.end() : stop].strip()
        said = sentence(text, match.start())
        if not phrase or _FIGURE.search(phrase) or "\ufffc" in phrase:
            continue
        strength = next(name for name, found in match.groupdict().items() if found)
        if _COMPARED.match(phrase):
            yield Duty(strength, "", text[match.start() : stop], "low", "unit", match.start())
            continue
        name = name_of(_ADVERBS.sub("", phrase))
        words = text[match.start() : stop]
        if _VAGUE.search(phrase):
            yield Duty(strength, name, words, "low", "vague", match.start())
        elif not name or len(name) > LONGEST or len(name) < 3 or re.search(r"[“”《》]", phrase):
            yield Duty(strength, name[:LONGEST], words, "low", "long", match.start())
        elif re.search(r"(?:如|若|遇|除)[^，]*$", said) or (not strength.startswith("must") and "，" in said):
            yield Duty(strength, name, words, "low", "condition", match.start())
        else:
            yield Duty(strength, name, words, "medium", "modal", match.start())


def strength_at(text: str, figure: Figure) -> str:
    """How binding the sentence of a figure is: by the modal word nearest before it, else anywhere in it."""
    said = text[figure.start : figure.end]
    if said.startswith("不宜"):
        return "should"
    if figure.forbids:
        return "must"
    before = sentence(text, figure.start)
    last = [
        (max(m.start() for m in found), name) for name, pattern in _STRENGTHS if (found := [*pattern.finditer(before)])
    ]
    return max(last)[1] if last else "must"

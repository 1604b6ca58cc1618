"""Clause text: paragraphs, and the three things that may stand between double braces (section Text)."""

from __future__ import annotations

import re

from generator.model import Link, Piece, Place, Placeholder, Reference, Target, Text
from generator.reading.conditions import term_named, unknown_term
from generator.reading.context import Context
from generator.reading.kinds import JSON, join_lines, scalar
from generator.reading.nodes import Node, Scalar

MAX_TEXT = 20_000

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_QUOTED = r"""["“”'](.*?)["“”']"""
_REF = re.compile(rf"ref\s*\(\s*{_QUOTED}\s*\)")
_LINK = re.compile(rf"link\s*\(\s*{_QUOTED}\s*[,，]\s*{_QUOTED}\s*\)")
_URL = re.compile(r"(?:https?://[^\s\"'<>\\^`{|}]+|mailto:[^\s\"'<>\\^`{|}]+@[^\s\"'<>\\^`{|}]+)", re.IGNORECASE)
_TARGET = re.compile(r"(?:([a-z0-9-]{1,60})/)?([a-z0-9-]{1,60})")


class TextKind:
    """Plain text with placeholders."""

    def read(self, node: Node, context: Context) -> Text | None:
        if (value := scalar(node, context, "文字", "text")) is None:
            return None
        if len(value.text) > MAX_TEXT:
            context.report(
                "invalid-document",
                node,
                zh=f"这段文字有 {len(value.text):,} 个字符，超过 {MAX_TEXT:,} 的上限。请拆成几条。",
                en=f"This text has {len(value.text):,} characters, more than {MAX_TEXT:,}. Split it.",
            )
            return None
        paragraphs = (join_lines(part) for part in re.split(r"\n[ \t]*\n", value.text.replace("\r\n", "\n")))
        return Text(
            tuple(pieces(paragraph, value, context) for paragraph in paragraphs if paragraph), place=context.place(node)
        )

    def schema(self) -> JSON:
        return {"type": ["string", "number"]}


def pieces(paragraph: str, node: Scalar, context: Context) -> tuple[Piece, ...]:
    """A paragraph cut at its double braces; what cannot be understood is reported and left out."""
    made: list[Piece] = []
    end = 0
    for match in _BRACES.finditer(paragraph):
        if before := paragraph[end : match.start()]:
            made.append(before)
        end = match.end()
        if (piece := _braced(match[1].strip(), node, context)) is not None:
            made.append(piece)
    rest = paragraph[end:]
    if rest:
        made.append(rest)
    if "{{" in rest or "}}" in rest or any(isinstance(p, str) and "}}" in p for p in made):
        context.report(
            "invalid-document",
            node,
            zh="文字里的双花括号没有成对。请写成 {{ 术语 }} 的样子。",
            en="The double braces in the text are not paired. Write {{ term }}.",
        )
    return tuple(made)


def _braced(inside: str, node: Scalar, context: Context) -> Piece | None:
    place: Place = context.place(node)
    if match := _REF.fullmatch(inside):
        if target := _TARGET.fullmatch(match[1].strip()):
            return Reference(Target(target[1], target[2], place=place))
    elif match := _LINK.fullmatch(inside):
        if _URL.fullmatch(match[1].strip()) and match[2].strip():
            return Link(match[1].strip(), match[2].strip(), place=place)
        context.report(
            "invalid-document",
            node,
            zh=f"“{match[1][:80]}”不能作为链接。链接只能以 http://、https:// 或 mailto: 开头，并且要有显示的文字。",
            en=f"'{match[1][:80]}' cannot be a link: it begins with http://, https:// or mailto:, and has a label.",
        )
        return None
    elif (term := term_named(inside, context)) is not None:
        return Placeholder(term.name, place=place)
    elif re.fullmatch(r"[\w.]+", inside):
        unknown_term(inside, node, context)
        return None
    context.report(
        "invalid-document",
        node,
        zh=f"双花括号里不能写“{inside[:60]}”。只能是 {{{{ 术语 }}}}、{{{{ ref(\"条款编号\") }}}} 或 {{{{ link(\"https://…\", \"文字\") }}}}。",
        en=f"'{inside[:60]}' cannot stand between double braces: only {{{{ term }}}}, {{{{ ref(\"clause\") }}}} or {{{{ link(\"https://…\", \"label\") }}}}.",
    )
    return None

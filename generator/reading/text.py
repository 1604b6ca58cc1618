"""Clause text: paragraphs, and the three things that may stand between double braces (section Text)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Link, Piece, Place, Placeholder, Reference, Rule, Target, Text, stated
from generator.reading.conditions import term_named, unknown_term
from generator.reading.context import Context
from generator.reading.kinds import JSON, paragraphs, scalar
from generator.reading.nodes import Node, Scalar

MAX_TEXT = 20_000

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MARK = re.compile(rf"{_BRACES.pattern}|\{{\{{|[0-9０-９]+", re.DOTALL)
_QUOTED = r"""["“”'](.*?)["“”']"""
_REF = re.compile(rf"ref\s*\(\s*{_QUOTED}\s*\)")
_LINK = re.compile(rf"link\s*\(\s*{_QUOTED}\s*[,，]\s*{_QUOTED}\s*\)")
_URL = re.compile(r"(?:https?://[^\s\"'<>\\^`{|}]+|mailto:[^\s\"'<>\\^`{|}]+@[^\s\"'<>\\^`{|}]+)", re.IGNORECASE)
_TARGET = re.compile(r"(?:([a-z0-9-]{1,60})/)?([a-z0-9-]{1,60})")


@dataclass(frozen=True)
class TextKind:
    """Plain text with placeholders. A table's cell may be empty, `""`."""

    may_be_empty: bool = False

    def read(self, node: Node, context: Context) -> Text | None:
        if self.may_be_empty and isinstance(node, Scalar) and not node.plain and not node.text.strip():
            return Text((), place=context.place(node))
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
        marks = _marks(value)
        braces = iter(marks.braces)
        read = [_pieces(paragraph, value, braces, context) for paragraph in paragraphs(value.text)]
        made = tuple(tuple(piece for piece in pieces if piece is not None) for pieces in read)
        return Text(
            made,
            unread=any(None in pieces for pieces in read),
            figures=tuple(map(context.place, marks.figures)),
            place=context.place(node),
        )

    def schema(self) -> JSON:
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class _Marks:
    """Where in the file the double braces of a text open, and its figures outside of them stand."""

    braces: tuple[Scalar, ...]
    figures: tuple[Scalar, ...]


def _marks(node: Scalar) -> _Marks:
    lines = [" " * (node.column - 1) + line[node.column - 1 :] for line in node.source[:1]] + list(node.source[1:])
    source = "\n".join(lines)
    braces: list[Scalar] = []
    figures: list[Scalar] = []
    for match in _MARK.finditer(source):
        before = source[: match.start()]
        at = Scalar(node.text, node.line + before.count("\n"), len(before) - before.rfind("\n"))
        (braces if match[0].startswith("{{") else figures).append(at)
    return _Marks(tuple(braces), tuple(figures))


def _pieces(paragraph: str, node: Scalar, braces: Iterator[Scalar], context: Context) -> list[Piece | None]:
    """A paragraph cut at its double braces; what cannot be understood is reported, and None."""
    if "{{" not in paragraph and "}}" not in paragraph:
        return [paragraph]
    made: list[Piece | None] = []
    end = 0
    for match in _BRACES.finditer(paragraph):
        if before := paragraph[end : match.start()]:
            made.append(before)
        end = match.end()
        made.append(_braced(match[1].strip(), next(braces, node), context))
    rest = paragraph[end:]
    if rest:
        made.append(rest)
    if "{{" in rest or "}}" in rest or any(isinstance(piece, str) and "}}" in piece for piece in made):
        made.append(None)
        context.report(
            "invalid-document",
            next(braces, node) if "{{" in rest else node,
            zh="文字里的双花括号没有成对。请写成 {{ 术语 }} 的样子。",
            en="The double braces in the text are not paired. Write {{ term }}.",
        )
    return made


def _braced(inside: str, at: Scalar, context: Context) -> Piece | None:
    """What stands between the double braces that open `at` a place of a text."""
    place: Place = context.place(at)
    if match := _REF.fullmatch(inside):
        if target := _TARGET.fullmatch(match[1].strip()):
            return Reference(Target(target[1], target[2], place=place))
    elif match := _LINK.fullmatch(inside):
        if _URL.fullmatch(match[1].strip()) and match[2].strip():
            return Link(match[1].strip(), match[2].strip(), place=place)
        context.report(
            "invalid-document",
            at,
            zh=f"“{match[1][:80]}”不能作为链接。链接只能以 http://、https:// 或 mailto: 开头，并且要有显示的文字。",
            en=f"'{match[1][:80]}' cannot be a link: it begins with http://, https:// or mailto:, and has a label.",
        )
        return None
    elif (term := term_named(inside, context)) is not None:
        return Placeholder(term.name, place=place)
    elif re.fullmatch(r"[\w.]+", inside):
        unknown_term(inside, at, context, key=False)
        return None
    context.report(
        "invalid-document",
        at,
        zh=f'双花括号里不能写“{inside[:60]}”。只能是 {{{{ 术语 }}}}、{{{{ ref("条款编号") }}}} 或 {{{{ '
        f'link("https://…", "文字") }}}}。',
        en=f"'{inside[:60]}' cannot stand between double braces: only {{{{ term }}}}, {{{{ ref(\"clause\") }}}} "
        f'or {{{{ link("https://…", "label") }}}}.',
    )
    return None


def check_placeholders(text: Text, rules: Iterable[Rule], context: Context) -> None:
    """Reports placeholders that print nothing, or could print two things, with these rules."""
    rules = tuple(rules)
    for piece in text.pieces():
        if not isinstance(piece, Placeholder):
            continue
        found = stated(piece.term, rules)
        where = Scalar(piece.term, piece.place.line, piece.place.column)
        if not found:
            context.report(
                "unknown-reference",
                where,
                zh=f"这里要印“{piece.term}”的要求，但本条（或本行）没有对它作规定。请在 must 等处写明，"
                "或直接写成文字。",
                en=f"This prints what is asked of '{piece.term}', but no rule of this clause (or row) speaks of it. "
                "Write it into must or the like, or write plain text.",
            )
        elif len(found) > 1:
            context.report(
                "invalid-document",
                where,
                zh=f"这一条款里有 {len(found)} 处规定了“{piece.term}”，无法知道 {{{{ {piece.term} }}}} 该印哪一个。"
                "请拆成几个条款，或改用表格的行。",
                en=f"'{piece.term}' is bounded {len(found)} times in this clause, so {{{{ {piece.term} }}}} is "
                "ambiguous. Split the clause, or use table rows.",
            )

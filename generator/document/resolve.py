"""Text with its placeholders and references resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.document.blocks import Anchor, CrossReference, Hyperlink, Inline, Paragraph, Run
from generator.document.numbering import citations
from generator.model import Document, Edition, Link, Piece, Placeholder, Reference, Rule, Target, Text, stated
from generator.phrases import value_words


@dataclass(frozen=True)
class Resolver:
    """Resolves the texts of one edition; `above` are the editions that it implements, nearest first."""

    edition: Edition
    above: tuple[Edition, ...]

    @cached_property
    def _citations(self) -> Mapping[str, Mapping[str, str]]:
        return {e.document.id: citations(e.document) for e in (self.edition, *self.above)}

    def find(self, target: Target, *, here: bool = True) -> tuple[Document, str] | None:
        """The document that has a target, and the target's citation in it; `here` looks into the edition too."""
        for edition in (self.edition, *self.above) if here else self.above:
            document = edition.document
            if target.document in (None, document.id) and (citation := self._citations[document.id].get(target.clause)):
                return document, citation
        return None

    def reference(self, target: Target, *, here: bool = True) -> CrossReference | None:
        """A reference as it prints: the number, with the document's title where it is another one."""
        if (found := self.find(target, here=here)) is None:
            return None
        document, citation = found
        text = citation if document.id == self.edition.document.id else f"《{document.title}》{citation}"
        return CrossReference(text, Anchor(document.procedure, document.id, document.version, target.clause))

    def paragraphs(self, text: Text | None, rules: tuple[Rule, ...] = ()) -> tuple[Paragraph, ...]:
        """A text's paragraphs; `rules` are those whose conditions its placeholders print."""
        if text is None:
            return ()
        return tuple(tuple(self._inline(piece, rules) for piece in paragraph) for paragraph in text.paragraphs)

    def _inline(self, piece: Piece, rules: tuple[Rule, ...]) -> Inline:
        match piece:
            case str():
                return Run(piece)
            case Placeholder():
                found = stated(piece.term, rules)
                return Run(value_words(found[0]) if found else f"〔{piece.term}〕", piece.term)
            case Reference():
                return self.reference(piece.target) or Run(f"〔{piece.target}〕")
            case Link():
                return Hyperlink(piece.label, piece.url)

"""A document as readers see it: one version of it as a `Manuscript` of Blocks, for every renderer alike."""

from generator.document.compose import compose
from generator.document.numbering import citations

__all__ = ["citations", "compose"]

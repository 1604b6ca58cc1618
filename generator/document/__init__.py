"""A document as readers see it: `compose` makes one version of it a `Manuscript` of Blocks, for every renderer alike."""

from generator.document.numbering import citations

__all__ = ["citations"]

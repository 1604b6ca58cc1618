"""Blocks to Word files: a layout's parts filled from a manuscript and packed, the same bytes every time."""

from generator.word.rendering import render

__all__ = ["render"]

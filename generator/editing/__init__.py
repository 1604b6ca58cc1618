"""Edits of policy files that leave every other byte as it was: comments, layout, quotes, line ends, BOM."""

from generator.editing.edits import Append, Edit, Insert, Move, Put, Remove, Rename, Replace
from generator.editing.files import edited, write_edits
from generator.editing.paths import Deep, Mark, Step, Where, With
from generator.editing.writing import Value

__all__ = [
    "Append",
    "Deep",
    "Edit",
    "Insert",
    "Mark",
    "Move",
    "Put",
    "Remove",
    "Rename",
    "Replace",
    "Step",
    "Value",
    "Where",
    "With",
    "edited",
    "write_edits",
]

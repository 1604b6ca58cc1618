"""Which lines of a file belong to an entry or an item: its own, the comments above it, and those inside it."""

from __future__ import annotations

import re

from generator.editing.paths import Found

_GAP = re.compile(r"(?:[ \n]|(?:(?<=[ \n])|^)#[^\n]*)*")


class Lines:
    """A text as its lines. Offsets are in characters; the file's line ends are `\\n` here."""

    def __init__(self, text: str) -> None:
        self.text = text

    def begin(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line break."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def column(self, offset: int) -> int:
        """How many characters stand before it on its line."""
        return offset - self.begin(offset)

    def leads(self, offset: int) -> bool:
        """Whether nothing but spaces stands before it on its line."""
        return not self.text[self.begin(offset) : offset].strip()

    def after_gap(self, offset: int) -> int:
        """The next character that is neither space, line break nor comment."""
        match = _GAP.match(self.text, offset)
        return match.end() if match else offset

    def indicator(self, found: Found) -> int:
        """Where an entry's key or an item's dash stands, in a mapping or list that has a line for each."""
        if found.key is not None:
            return found.key.start
        index, parent = found.index, found.parent
        return self.after_gap(parent.items[index - 1].end) if index else parent.start

    def colon(self, found: Found) -> int:
        """Behind the colon of an entry's key."""
        assert found.key is not None
        return self.text.index(":", found.key.end) + 1

    def stretch(self, found: Found) -> tuple[int, int]:
        """The whole lines of an entry or item; the first may begin amid its line, behind another's dash.

        Comments directly above it at its own indentation go with it, except the head of the file, and so do those that
        follow further to the right.
        """
        at = self.indicator(found)
        column = self.column(at)
        begin = at
        if self.leads(at):
            begin = self.begin(at)
            while begin and self._comment_at(previous := self.begin(begin - 1), column):
                begin = previous
            if begin == 0:
                begin = self.begin(at)
        end = self.end(max(found.value.end, at + 1, self.colon(found) if found.key else 0))
        probe = end
        while probe < len(self.text):
            probe = self.end(probe + 1)
            line = self.text[self.begin(probe) : probe]
            if line.strip() and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > column):
                break
            end = probe if line.strip() else end
        return begin, end

    def _comment_at(self, begin: int, column: int) -> bool:
        line = self.text[begin : self.end(begin)]
        return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) == column

"""Edits of small files, each with the file that comes out of it."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from generator.editing import Append, Edit, Insert, Mark, Move, Put, Remove, Rename, Replace, With, edited
from generator.project import ProjectError

CLAUSES = """\
# head of the file
id: p  # the id
sections:
- id: s
  clauses:
  # 第一条
  - id: a
    text: 甲  # why
    must: { 响应: 不超过 60 秒, 渠道: [邮件, 会议] }  # 60
    # must_not: …
  - id: b
    text: "乙"

  # 第三条
  - id: c
    text: >
      丙丙丙丙丙丙丙丙丙丙
      丙丙丙丙
    clauses:
    - id: c1
      text: |
        第一段

        第二段
# the end
"""
CASES: dict[str, tuple[str, list[Edit], str]] = {
    "a value keeps the comment behind it": (
        "a: 1  # one\nb: 2\n",
        [Replace("a", "九十 秒")],
        "a: 九十 秒  # one\nb: 2\n",
    ),
    "quotes stay": ("a: \"x\"\nb: 'y'\n", [Replace("a", "p"), Replace("b", "it's")], "a: \"p\"\nb: 'it''s'\n"),
    "quotes come where YAML asks for them": (
        "a: x\nb: x\nc: x\nd: x\ne: x\nf: [x]\n",
        [
            Replace("a", ">= 95 %"),
            Replace("b", "是: 否"),
            Replace("c", "第 #1"),
            Replace("d", "{{ 响应 }}"),
            Replace("e", "yes"),
            Replace("f/[0]", "1,000"),
        ],
        'a: ">= 95 %"\nb: "是: 否"\nc: "第 #1"\nd: "{{ 响应 }}"\ne: "yes"\nf: ["1,000"]\n',
    ),
    "and where the reader of lists asks for them": (
        "a: [x, y]\nb: { c: x }\n",
        [Replace("a/[0]", "甲，乙"), Append("a", "丙（丁，戊）"), Put("", "d", ["己，庚"]), Replace("b/c", "辛，壬")],
        'a: ["甲，乙", y, 丙（丁，戊）]\nb: { c: 辛，壬 }\nd: ["己，庚"]\n',
    ),
    "single quotes where double ones are inside": (
        "a: x\n",
        [Replace("a", '{{ ref("b") }}为准')],
        "a: '{{ ref(\"b\") }}为准'\n",
    ),
    "a number, a day or a yes stays as bare as the one before it": (
        "version: 1.0\nday: 2026-01-01\nyes_no: true\nkeep: yes\n",
        [Replace("version", "1.1"), Replace("day", date(2026, 2, 1)), Replace("yes_no", False), Replace("keep", "no")],
        "version: 1.1\nday: 2026-02-01\nyes_no: false\nkeep: no\n",
    ),
    "a value where there was none": (
        "a:\nb: {c, d: }\n",
        [Replace("a", "x"), Replace("b/c", "y"), Replace("b/d", "z")],
        "a: x\nb: {c: y, d: z}\n",
    ),
    "folded text is folded again as wide as it was": (
        "t: >\n  甲乙丙丁戊己庚辛壬癸\n  子丑寅卯\nu: 1\n",
        [Replace("t", "子丑寅卯辰巳午未申酉，戌亥甲乙丙丁戊己庚辛壬癸")],
        "t: >\n  子丑寅卯辰巳午未申\n  酉，戌亥甲乙丙丁戊己\n  庚辛壬癸\nu: 1\n",
    ),
    "a literal text keeps its header": (
        "t: |-  # why\n    甲\nu: 1\n",
        [Replace("t", "乙\n\n丙")],
        "t: |-  # why\n    乙\n\n    丙\nu: 1\n",
    ),
    "paragraphs make a literal text, the comment stays on its line": (
        "s:\n- t: 甲  # why\n  u: 1\n",
        [Replace("s/[0]/t", "甲\n\n乙")],
        "s:\n- t: |  # why\n    甲\n\n    乙\n  u: 1\n",
    ),
    "paragraphs in braces are quoted": ("s: { t: 甲 }\n", [Replace("s/t", "甲\n\n乙")], 's: { t: "甲\\n\\n乙" }\n'),
    "plain text over lines": (
        "t: 甲乙丙丁戊己庚辛壬癸\n   子丑寅卯\nu: 1\n",
        [Replace("t", "子丑寅卯辰巳午未申酉戌亥")],
        "t: 子丑寅卯辰巳午未申酉\n   戌亥\nu: 1\n",
    ),
    "quoted text over lines": (
        't: "甲乙丙丁戊己庚辛壬癸\n  子: 丑"\n',
        [Replace("t", '子: 丑寅卯"辰"巳午未申酉戌亥')],
        't: "子: 丑寅卯\\"辰\\"巳午未\n  申酉戌亥"\n',
    ),
    "a mapping in braces for another": (
        "m: { a: 1 }  # c\n",
        [Replace("m", {"b": "x", "c": ["y", "z"]})],
        "m: { b: x, c: [y, z] }  # c\n",
    ),
    "a mapping over lines for another": (
        "m:\n  # first\n  a: 1\n  b: 2  # two\nn: 1\n",
        [Replace("m", {"c": "x", "d": "y"})],
        "m:\n  # first\n  c: x\n  d: y  # two\nn: 1\n",
    ),
    "a key": (
        "s:\n- { texts: 甲 }  # c\n- mus: 1\n",
        [Rename("s/[0]/texts", "text"), Rename(Mark(3, 3), "must")],
        "s:\n- { text: 甲 }  # c\n- must: 1\n",
    ),
    "an entry behind another": (
        "s:\n- id: a  # c\n  # about text\n  text: 甲\n",
        [Put("s/[id=a]", "title", "题: 目", after=("id", "was"))],
        's:\n- id: a  # c\n  title: "题: 目"\n  # about text\n  text: 甲\n',
    ),
    "an entry at the end of a file without a last line break": (
        "z: 0\na: 1",
        [Put("", "b", "2 天")],
        "z: 0\na: 1\nb: 2 天",
    ),
    "an entry in braces": (
        "m: { a: 1 }\nn: {}\n",
        [Put("m", "b", "x"), Put("n", "c", "y"), Put("n", "d", "z")],
        "m: { a: 1, b: x }\nn: { c: y, d: z }\n",
    ),
    "entries of an empty file": (
        "# nothing yet\n",
        [Put("", "a", "x"), Put("", "b", ["y"])],
        "# nothing yet\na: x\nb: [y]\n",
    ),
    "an entry that is there gets the value": ("m: { a: 1 }\n", [Put("m", "a", "x")], "m: { a: x }\n"),
    "an entry gone with the comments that are its own": (
        "# head\na: 1\n# about b\nb:\n  c: 1\n  # inside\n# about d\nd: 2\n",
        [Remove("b")],
        "# head\na: 1\n# about d\nd: 2\n",
    ),
    "the first entry gone, the head of the file stays": ("# head\na: 1\nb: 2\n", [Remove("a")], "# head\nb: 2\n"),
    "the first entry of an item gone": (
        "s:\n- id: a\n  # about b\n  b: 1\n  c: 2\n",
        [Remove("s/[0]/id")],
        "s:\n- # about b\n  b: 1\n  c: 2\n",
    ),
    "the first two entries of an item gone": (
        "s:\n- id: a\n  b: 1\n  c: 2\n",
        [Remove("s/[0]/id"), Remove("s/[0]/b")],
        "s:\n- c: 2\n",
    ),
    "the last line of a file without a last line break gone": ("a: 1\nb: 2", [Remove("b")], "a: 1"),
    "entries in braces gone": (
        "m: { a: 1, b: 2, c: 3 }\nn: [x, y, z]\no: { a: 1 }\np:\n- q\n",
        [Remove("m/b"), Remove("m/c"), Remove("n/[0]"), Remove("n/[1]"), Remove("o/a"), Remove("p/[0]")],
        "m: { a: 1 }\nn: [z]\no: {}\np: []\n",
    ),
    "brackets over lines": (
        "n: [\n  x,  # about x\n  # about y\n  y, z  # the last\n]\n",
        [Remove("n/[0]"), Remove("n/[2]"), Append("n", "w")],
        "n: [\n  # about y\n  y, w  # the last\n]\n",
    ),
    "the last item of brackets over lines gone, the comment before it stays": (
        "n: [\n  x,  # about x\n  y\n]\nm: { a: 1,  # about a\n  b: 2 }\n",
        [Remove("n/[1]"), Remove("m/b")],
        "n: [\n  x,  # about x\n]\nm: { a: 1,  # about a\n   }\n",
    ),
    "an item behind another": (
        "s:\n- id: a\n  text: 甲\n\n# about b\n- id: b\n  text: 乙\n",
        [
            Insert({"id": "x", "text": "子", "must": {"响应": "不超过 1 天"}}, after="s/[id=a]"),
            Insert({"id": "y"}, before="s/[id=b]"),
        ],
        "s:\n- id: a\n  text: 甲\n- id: x\n  text: 子\n  must: { 响应: 不超过 1 天 }\n\n- id: y\n# about b\n- id: b\n  text: 乙\n",
    ),
    "two items behind the same one keep their order": (
        "s: [a, d]\nt:\n- a\n- d\n",
        [
            Insert("b", after="s/[0]"),
            Insert("c", after="s/[0]"),
            Insert("b", after="t/[0]"),
            Insert("c", after="t/[0]"),
        ],
        "s: [a, b, c, d]\nt:\n- a\n- b\n- c\n- d\n",
    ),
    "an item like its neighbours": (
        "s:\n  - { a: 1 }\n",
        [Append("s", {"a": "x"})],
        "s:\n  - { a: 1 }\n  - { a: x }\n",
    ),
    "an item with a list in it": (
        "s:\n- id: a\n",
        [Append("s", {"id": "b", "text": "一\n\n二", "rules": [{"when": {"t": "x"}}], "tags": ["p", "q"], "none": []})],
        "s:\n- id: a\n- id: b\n  text: |\n    一\n\n    二\n  rules:\n  - when: { t: x }\n  tags: [p, q]\n  none: []\n",
    ),
    "the first item of a list": (
        "s:\n- id: a\n  clauses: []\n- b\n",
        [Append("s/[id=a]/clauses", {"id": "x", "text": "甲"})],
        "s:\n- id: a\n  clauses:\n  - id: x\n    text: 甲\n- b\n",
    ),
    "an item moved with what is its own, and changed on the way": (
        CLAUSES,
        [
            Move("…/[id=a]", after="…/[id=c1]"),
            Replace("…/[id=a]/must/响应", "不超过 45 秒"),
            Put("…/[id=a]", "title", "题", after=("id",)),
        ],
        """\
# head of the file
id: p  # the id
sections:
- id: s
  clauses:
  - id: b
    text: "乙"

  # 第三条
  - id: c
    text: >
      丙丙丙丙丙丙丙丙丙丙
      丙丙丙丙
    clauses:
    - id: c1
      text: |
        第一段

        第二段
    # 第一条
    - id: a
      title: 题
      text: 甲  # why
      must: { 响应: 不超过 45 秒, 渠道: [邮件, 会议] }  # 60
      # must_not: …
# the end
""",
    ),
    "an item moved to the front": (
        "s:\n- a\n- b\n- c\nt: [x, y, z]\n",
        [Move("s/[2]", before="s/[0]"), Move("t/[0]", after="t/[2]")],
        "s:\n- c\n- a\n- b\nt: [y, z, x]\n",
    ),
    "a new item before one that moves stays where that was, one behind it goes along": (
        "s:\n- a\n- b\n- c\n",
        [Move("s/[0]", after="s/[2]"), Insert("x", before="s/[0]"), Insert("y", after="s/[0]")],
        "s:\n- x\n- b\n- c\n- a\n- y\n",
    ),
    "an item moved next to itself": ("s:\n- a\n- b\n", [Move("s/[1]", after="s/[1]")], "s:\n- a\n- b\n"),
    "a text over lines that keeps its braces on one": (
        "a: 一二三四五六七八九十\n  一二\n",
        [Replace("a", "一二三四五六七{{ 八 }}九十")],
        "a: 一二三四五六\n  七{{ 八 }}九十\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_an_edit_gives_this_file(name, ends, bom):
    """Every case comes out as written, whatever the line ends, with and without a byte order mark."""
    before, edits, after = CASES[name]
    data = bom + before.replace("\n", ends).encode()
    assert bom + after.replace("\n", ends).encode() == edited(data, edits, name="a.yaml")


REFUSED = {
    "a place that is not there": ("a: 1\n", [Replace("b", "x")], "There is no b"),
    "a path that leads to two": ("a: { b: 1 }\nc: { b: 2 }\n", [Replace("…/b", "x")], "more than one place"),
    "the same place twice": ("a: 1\n", [Replace("a", "x"), Replace("a", "y")], "touch the same"),
    "a change of what goes away": ("a: { b: 1 }\nc: 1\n", [Remove("a"), Replace("a/b", "x")], "touch the same"),
    "an item beside one of those that all go": (
        "a:\n- x\n- y\n",
        [Remove("a/[0]"), Remove("a/[1]"), Append("a", "z")],
        "touch the same",
    ),
    "a key that is there already": ("a: 1\nb: 2\n", [Rename("a", "b")], "stands here twice"),
    "an item into itself": ("s:\n- t:\n  - u\n", [Move("s/[0]", after="s/[0]/t/[0]")], "into itself"),
    "items into each other": (
        "s:\n- t:\n  - u\n- v:\n  - w\n",
        [Move("s/[0]", after="s/[1]/v/[0]"), Move("s/[1]", after="s/[0]/t/[0]")],
        "into each other",
    ),
    "an item behind one that moves itself": (
        "s:\n- a\n- b\n- c\n",
        [Move("s/[0]", after="s/[1]"), Move("s/[1]", after="s/[2]")],
        "not be read as it was meant",
    ),
    "a list of another layout": ("s: [a]\nt:\n- b\n- c\n", [Move("t/[0]", after="s/[0]")], "same layout"),
    "an item beside an entry": ("s: { a: 1 }\n", [Insert("x", after="s/a")], "no item of a list"),
    "an entry of a list": ("s: [a]\n", [Put("s", "k", "v")], "no mapping"),
    "an item of a mapping": ("s: { a: 1 }\n", [Append("s", "v")], "no list"),
    "a file that cannot be read": ("a: [\n", [Replace("a", "x")], "cannot be read"),
    "a character that deceives the eye": ("a: x\n", [Replace("a", "b\u200bc")], "U+200B"),
    "an unusual layout": ("? a\n: b\n", [Rename("a", "c"), Remove("c")], "There is no c"),
    "everything": ("a: 1\n", [Remove("")], "whole file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused(name):
    """No edit is done by half: the file's name and the reason come as a `ProjectError`."""
    before, edits, words = REFUSED[name]
    with pytest.raises(ProjectError) as refused:
        edited(before.encode(), edits, name="policy/a.yaml")
    assert refused.value.words.en.startswith("policy/a.yaml")
    assert words in refused.value.words.en


def test_steps_name_keys_that_text_cannot():
    """A path may be given as its steps, where a key holds a slash."""
    before = textwrap.dedent("""\
        a/b:
        - { name: x/y, v: 1 }
    """)
    made = edited(before.encode(), [Replace(("a/b", With("name", "x/y"), "v"), "2 天")], name="a.yaml")
    assert before.replace("1", "2 天").encode() == made


def test_marks_of_line_ends_are_local():
    """A file of mixed line ends keeps each; a new line ends as the one it stands at."""
    made = edited(
        b"a: 1\r\nb: 2\nc: 3\r\n", [Put("", "x", "p", after=("a",)), Put("", "y", "q", after=("b",))], name="a"
    )
    assert made == b"a: 1\r\nx: p\r\nb: 2\ny: q\nc: 3\r\n"

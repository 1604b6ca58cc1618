"""Random edits of the shipped policy: they read back as meant, and no other line of a file changes."""

from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from generator.editing import Edit, Insert, Move, Put, Remove, Rename, Replace, Value, edited
from generator.editing.layout import Laid, laid_out
from generator.editing.paths import Found, Step, With, inside
from generator.project import ProjectError
from generator.reading.decoding import decode

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(ROOT.glob("policy/**/*.yaml"))}
FILES = {name: data for name, data in FILES.items() if "/releases/" not in name}
NAMES = st.sampled_from([*FILES, *["wild.yaml"] * len(FILES)])
# Shipped files are tidy; this one is written in every way that YAML has.
FILES["wild.yaml"] = """\
# head

a: 'it''s'   # one
"b c" : "x \\
   y"
d: >+
  甲乙丙
  丁

  second

e:
  - - p
    - q # r
  -
    k: v
    # inside
  - {x: [1, 2,], y: , z}
f: [
  a, # about a
  # about b
  b
]
g:

h: plain text
  over lines

i: |2
    indented
  less
""".encode()

WORDS = "甲 乙：丙 yes ' \" \\ ， 1,000 null 1:30 ? [ } @ ` | ~ 2026-01-01 … * &a !t % # 。 = <<"
PIECES = [
    *WORDS.split(),
    *["不超过 60 秒", ">= 95 %", "a: b", " #", "- x", "{{ 响应 }}", '{{ ref("a") }}', "\n\n", "English words", "\t"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")), max_size=20
)
keys = st.sampled_from(["新的", "new", "a b", "yes", "x: y", "1"])
values: st.SearchStrategy[Value] = st.recursive(
    texts | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)


def places(root: Laid) -> list[tuple[tuple[Step, ...], Found]]:
    """Every value of a file with its path; an item with an id by its id."""
    found: list[tuple[tuple[Step, ...], Found]] = []
    waiting: list[tuple[tuple[Step, ...], Found]] = [((), Found(root))]
    while waiting:
        path, each = waiting.pop()
        for number, inner in enumerate(inside(each)):
            id = inner.value.get("id")
            step: Step = inner.key.text if inner.key else With("id", id.text) if id else number
            waiting.append(((*path, step), inner))
            found.append(waiting[-1])
    return found


PLACES = {name: places(laid_out(decode(data))) for name, data in FILES.items()}


@st.composite
def edits_of_a_file(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """One to four edits of a file."""
    name = draw(NAMES)
    made: list[Edit] = []
    for path, found in draw(
        st.lists(st.sampled_from(PLACES[name]), min_size=1, max_size=4, unique_by=lambda each: each[0])
    ):
        listed = found.parent.kind == "list"
        kinds = ["replace", "remove", *(["insert", "before", "move"] if listed else ["rename", "put"])]
        match draw(st.sampled_from(kinds)):
            case "replace":
                made.append(Replace(path, draw(texts if found.value.kind == "scalar" else values)))
            case "remove":
                made.append(Remove(path))
            case "rename":
                made.append(Rename(path, draw(keys)))
            case "put":
                made.append(Put(path[:-1], draw(keys), draw(values), after=draw(st.sampled_from([(), (path[-1],)]))))
            case "insert":
                made.append(Insert(draw(values), after=path))
            case "before":
                made.append(Insert(draw(values), before=path))
            case "move":
                items = [other for other, each in PLACES[name] if each.parent.kind == "list"]
                made.append(Move(path, after=draw(st.sampled_from(items))))
    return name, made


CLASHES = ("touch the same", "stands here twice", "into each other", "into itself", "same layout", "by hand only")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits_of_a_file(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_edit_reads_back_or_is_refused(chosen, ends, bom):
    """Edits are done as meant (which `edited` itself makes sure of), else refused because they clash with each other."""
    name, edits = chosen
    data = b"\xef\xbb\xbf" * bom + FILES[name].replace(b"\n", ends.encode())
    try:
        made = edited(data, edits, name=name)
    except ProjectError as refused:
        why = refused.words.en
    else:
        why = ""
    if why:
        assert len(edits) > 1 or any(words in why for words in CLASHES), (edits, why)
        return
    assert made.startswith(b"\xef\xbb\xbf") == bom
    assert (b"\r\n" in made) == (ends == "\r\n")
    assert made.replace(b"\r\n", b"").count(b"\r") == 0


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_lines_that_an_edit_is_not_about_stay(data):
    """Of a replaced value only its own lines change; of an item taken out only its own go."""
    name = data.draw(NAMES)
    path, found = data.draw(st.sampled_from(PLACES[name]))
    before = FILES[name].decode().split("\n")
    removes = data.draw(st.booleans())
    edit = Remove(path) if removes else Replace(path, data.draw(texts))
    made = edited(FILES[name], [edit], name=name).decode().split("\n")
    first, last = stretch_of(name, found, before, removes=removes)
    assert before[:first] == made[:first]
    assert before[last + 1 :] == made[len(made) - len(before[last + 1 :]) :]


def stretch_of(name: str, found: Found, lines: list[str], *, removes: bool) -> tuple[int, int]:
    """The lines, from 0, that an edit may change: of what is taken out the dash and the comments too."""
    text = FILES[name].decode()
    if removes and (found.parent.style == "flow" or len(found.siblings) == 1):
        found = found.holder or found
    first, last = text.count("\n", 0, (found.key or found.value).start), text.count("\n", 0, found.value.end)
    while removes and lines[first - 1].lstrip().startswith(("#", "-")):
        first -= 1
    while removes and last + 1 < len(lines) and lines[last + 1].lstrip().startswith(("#", "")):
        if lines[last + 1].strip() and not lines[last + 1].lstrip().startswith("#"):
            return first, last + 1  # the next entry may move up to the dash
        last += 1
    return first, last

"""A layout tried out once when it is read, so that a fault in a template of a company's own is told by its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, errors

from generator.document.annexes import Change, ChangeTable, CheckItem, Checklist, Counterpart, ParentTable, Passage
from generator.document.blocks import Anchor, ClauseBlock, CrossReference, Heading, Run
from generator.document.manuscript import Manuscript, Revision, SignOffLine
from generator.model import Version
from generator.project import ProjectError
from generator.word.layouts import NUMBERINGS, Layout, Numbering
from generator.word.templating import Traced, environment, shown

_DAY = date(2026, 1, 1)
_MARK = re.compile(r"<\?at (\S+) (\d+)\?>")


def try_out(layout: Layout, folders: Sequence[Path], root: Path, fixed: Sequence[str]) -> None:
    """Fills every part for a draft and for a released document. Raises a `ProjectError` for one that is not XML."""
    from generator.word.rendering import texts

    traced = Layout(layout.values, layout.page, layout.logo, environment(folders, root, Traced), layout.parts, {}, {})
    for kind in NUMBERINGS:
        for draft in (True, False):
            made = _manuscript(kind, draft=draft)
            item = CheckItem(
                ((Run("正文。"),),), "总部", "所有情形", (), Passage(CrossReference("一1", made.anchor), None, ())
            )
            checks = replace(made, kind="checklist", checklist=Checklist((("规程", (item,)),)))
            bound = replace(made, kind="combined", bound=(made, made), blocks=(), as_of=_DAY)
            for each in (made, checks, bound):
                _check(folders, root, texts(each, traced))
        context = traced.context() | {"numbering": kind, "own_lists": (1,)}
        _check(folders, root, {name: traced.fill(name, context) for name in fixed})


def _check(folders: Sequence[Path], root: Path, parts: dict[str, str]) -> None:
    for name, text in parts.items():
        parser = ParserCreate(namespace_separator=" ")
        try:
            parser.Parse(text.encode(), True)
        except ExpatError as fault:
            before = text.encode()[: parser.ErrorByteIndex].decode(errors="ignore")
            marks = _MARK.findall(before)
            part, line = marks[-1] if marks else (name, "1")
            file = next((path for folder in folders if (path := folder / part).is_file()), Path(part))
            where = f"{shown(file, root)}:{line}"
            near = _MARK.sub("", text.encode()[: parser.ErrorByteIndex + 60].decode(errors="ignore"))[-100:]
            why = errors.messages[fault.code]
            raise ProjectError(
                f"{where} 附近不是合格的 XML（{why}），Word 打不开这样的文件。在这一段：…{near}…",
                f"{where} or near it is not well-formed XML ({why}); Word could not open it. In this piece: …{near}…",
            ) from None


def _manuscript(numbering: Numbering, *, draft: bool) -> Manuscript:
    """A document with everything in it that templates may print, as a draft; and one with hardly anything, released."""
    more = draft
    above = CrossReference("上位文件", Anchor("p", "u", Version(1, 0), None))
    said = Passage(above, None, ((Run("上位条款。"),),))
    anchor = Anchor("p", "d", Version(1, 0), None)
    return Manuscript(
        anchor=anchor,
        organization="集团",
        title="规程",
        number="T-1",
        version=Version(1, 0),
        issued=_DAY if more else None,
        effective=_DAY,
        department="总部",
        classification="内部" if more else None,
        layout="",
        numbering=numbering,
        draft=draft,
        parent=None,
        sign_off=(SignOffLine("编制", "总部", None),) if more else (),
        distribution=("总部",) if more else (),
        repeals=("旧规程",) if more else (),
        revisions=(Revision(Version(1, 0), _DAY, "首次发布。", (), None, None),),
        blocks=(
            Heading("s", 1, "一、", "总则"),
            ClauseBlock("c", 1, "1.", "一1", "目的", ((Run("正文。"),),)),
        ),
        digest="0" * 64,
        labels={"s": "一", "c": "一1"},
        changes=ChangeTable(Version(0, 9), (Change("c", "一1", None, "目的", ("新增",), (), (), None),))
        if more
        else None,
        parents=(ParentTable(above, (Counterpart(said, None, "excused", "豁免"),), (), ((above, above),)),)
        if more
        else (),
    )

"""`policy fix`: the fixes that findings offer, written into the YAML."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator import fixing, incremental
from generator.commands import Invocation, add_day, print_whole, wants_color
from generator.commands.files import concerns, inside
from generator.commands.names import known_code
from generator.findings import CODES, Finding, Fix, Language, Severity, Words
from generator.incremental.store import Store, cache_folder
from generator.project import Project
from generator.publishing.whole import write_all
from generator.reading.nodes import shown
from generator.reports.quote import visible

EXAMPLE = (
    "policy fix --dry-run\npolicy fix looser out-of-range\npolicy fix --file policy/communication-channels/departments"
)

_LOOK_FIRST = {
    "outdated-parent": Words(
        "有文件的上位文件出了新版本：先核对 policy check 列出的条款，再运行 policy fix outdated-parent。",
        "Some documents have a newer version above them: look at the clauses that policy check lists, then run policy fix "
        "outdated-parent.",
    ),
    "changed-after-release": Words(
        "有已发布的文件被改动：要保留改动，运行 policy fix changed-after-release 提高版本；否则撤销改动。",
        "Released documents were changed: policy fix changed-after-release raises their version; or take the edits back.",
    ),
}
_CONTEXT = 1
"""Lines shown around a change."""


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def words(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    parser.add_argument(
        "codes",
        metavar="CODE",
        nargs="*",
        help=words("只改这些代码的问题（默认：全部）", "mend findings of these codes only (default: of all)"),
    )
    parser.add_argument(
        "--file",
        metavar="FILE",
        action="append",
        default=[],
        help=words(
            "只改与这个文件或文件夹有关的问题，可以重复", "mend only what concerns this file or folder; repeatable"
        ),
    )
    parser.add_argument(
        "-n",
        "--dry-run",
        action="store_true",
        help=words("只显示将要做的改动，不写入", "show what would change, write nothing"),
    )
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    options = invocation.options
    codes = list(map(known_code, options.codes))
    project = invocation.project()
    wanted = [inside(project, name) for name in options.file]
    files, _ = project.gather()
    check = _Check(project, invocation.today(project))
    invocation.progress("检查并试改……", "checking, and trying fixes…")
    try:
        outcome = fixing.fix_all(files, check, codes, lambda each: not wanted or concerns(each, wanted))
    finally:
        invocation.end_progress()
    changed = [name for name, data in outcome.files.items() if data != files[name]]
    lines = _report(outcome, files, changed, invocation)
    print_whole("".join(f"{line}\n" for line in lines))
    if changed and not options.dry_run:
        write_all({project.root / name: outcome.files[name] for name in changed})
    _summary(outcome, changed, invocation)
    return int(any(each.severity is Severity.ERROR for each in outcome.findings))


class _Check:
    """Finds what is wrong in files; what was found out before is remembered."""

    def __init__(self, project: Project, today: date) -> None:
        self._store, self._today = Store(cache_folder(project.root), project.root), today
        self._layouts = project.layouts()

    def __call__(self, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
        found, _ = incremental.check(files, self._today, self._store, self._layouts)
        return tuple(sorted(found, key=lambda each: each.order))


def _report(
    outcome: fixing.Outcome, files: Mapping[str, bytes], changed: Sequence[str], invocation: Invocation
) -> Iterator[str]:
    language = invocation.language
    for name in changed:
        yield from _difference(name, files[name], outcome.files[name])
        yield ""
    for each in outcome.written:
        yield f"{_mark('✓', '32')} {_told(each, language)}"
    for left in outcome.left:
        yield f"{_mark('✗', '33')} {_told(left.offered, language)}"
        yield f"    {Words('没有改', 'left as it is').in_(language)}: {visible(left.why.in_(language))}"


def _told(each: Finding, language: Language) -> str:
    fix = each.fix or Fix("", each.place)
    title = CODES[each.code].title.in_(language)
    instead = f"{shown(fix.old)} → {shown(fix.new)}" if fix.old else f"→ {shown(fix.new)}"
    return visible(f"{each.place.file}:{each.place.line} {each.code} {title}  {instead}")


def _difference(name: str, old: bytes, new: bytes) -> Iterator[str]:
    before, after = (data.decode(errors="replace").splitlines() for data in (old, new))
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=_CONTEXT, lineterm=""):
        color = {"-": "31", "+": "32", "@": "36"}.get(line[:1], "") if not line.startswith(("---", "+++")) else "1"
        yield _mark(visible(line.replace("\t", "    ")), color)


def _mark(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color and wants_color() else text


def _summary(outcome: fixing.Outcome, changed: Sequence[str], invocation: Invocation) -> None:
    say, count = invocation.say, len(outcome.written)
    if not count:
        say("没有可以自动改正的问题。", "There is nothing to mend automatically.")
    elif invocation.options.dry_run:
        say(
            f"可以改正 {count} 处（{len(changed)} 个文件）。这是试运行，什么也没有写入。",
            f"Could be mended: {count}, in files: {len(changed)}. This was a dry run; nothing was written.",
        )
    else:
        say(f"已改正 {count} 处，写入 {len(changed)} 个文件。", f"Mended: {count}; files written: {len(changed)}.")
    if outcome.appeared:
        say(
            f"读得懂之后，又看到 {len(outcome.appeared)} 个问题，请运行 policy check。",
            f"Now that more can be read, more was found ({len(outcome.appeared)}): run policy check.",
        )
    if any(each.code == "changed-after-release" for each in outcome.written):
        say(
            "提高了版本号的文件，请写明 changes（修订说明）。",
            "Where the version was raised, say in `changes` what is new.",
        )
    for code, words in _LOOK_FIRST.items():
        if code not in invocation.options.codes and any(
            each.code == code and fixing.mendable(each) for each in outcome.findings
        ):
            say(words.zh, words.en)
    rest = sum(each.severity is Severity.ERROR for each in outcome.findings)
    if rest:
        say(f"还有 {rest} 个错误，须由人来改，见 policy check。", f"Errors left to people: {rest}; see policy check.")

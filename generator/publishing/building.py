"""A build: its parts made aside, moved into place together, with a manifest of all files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from generator.findings import Finding, Severity, Words
from generator.model import Policy
from generator.project import Project, ProjectError
from generator.publishing import manifest, page_numbers
from generator.publishing.companion_files import CompanionFile, companion_files
from generator.publishing.inputs import inputs_digest, word_keys
from generator.publishing.last_build import LastBuild
from generator.publishing.manifest import Manifest
from generator.publishing.policy_json import policy_json
from generator.publishing.policy_schema import policy_schema
from generator.publishing.whole import aside, exchange
from generator.publishing.word_files import WordFile, word_files

Part = Literal["word", "site"]
PARTS: tuple[Part, ...] = ("word", "site")
DATA = ("policy.json", "policy.schema.json")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built. `document` (PROCEDURE/ID) renews the Word files of that document alone; `page_program` is the
    LibreOffice that counts pages, where pages are to be counted.
    """

    project: Project
    out: Path
    today: date
    parts: tuple[Part, ...] = PARTS
    document: str | None = None
    offline: bool = False
    page_program: Path | None = None

    def digests(self, files: Mapping[str, bytes]) -> Mapping[str, str]:
        """For each part the digest of what it would be made from now, the policy's `files` among it."""
        base = inputs_digest(self.project, files, self.today)
        options = {"word": page_numbers.inputs(self.page_program), "site": " offline" if self.offline else ""}
        return {part: sha256(f"{base}{options[part]}".encode()).hexdigest() for part in self.parts}

    def word_keys(self, files: Mapping[str, bytes], policy: Policy) -> Mapping[str, str]:
        """What the Word files of each document and procedure are made from, as `inputs.word_keys` says."""
        return word_keys(self.project, files, policy, f"{self.today} {page_numbers.inputs(self.page_program)}")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left, and the titles of documents whose pages LibreOffice could not count."""

    manifest: Manifest
    uncounted: tuple[str, ...]


def up_to_date(order: Order, digests: Mapping[str, str], last: LastBuild) -> bool:
    """Whether all that is ordered stands there already, made by us from the same and unharmed."""
    made = last.manifest()
    if made is None or order.document or not digests.items() <= made.inputs.items():
        return False
    return made.intact(order.out)


def check_target(order: Order) -> None:
    """Raises a `ProjectError` where a build would write over what is not its own."""
    out = order.out.resolve()
    if out == order.project.root:
        raise ProjectError(
            f"不能生成到 {out}：那里是项目的源文件。", f"{out} holds sources of the project; build elsewhere."
        )
    order.project.check_target(out)
    if out.exists() and not out.is_dir():
        raise ProjectError(f"{out} 不是文件夹。", f"{out} is no folder.")
    if manifest.read(out) is None and (taken := [name for name in (*PARTS, *DATA) if (out / name).exists()]):
        raise ProjectError(
            f"{out} 里已有 {taken[0]}，但不是由 policy build 生成的。请另选文件夹，或先移走它。",
            f"{out} has a {taken[0]} that policy build did not write. Choose another folder, or move it away.",
        )


def build(
    order: Order,
    policy: Policy,
    findings: Sequence[Finding],
    digests: Mapping[str, str],
    progress: Callable[[Words], None],
    last: LastBuild,
) -> Built:
    """Builds what is ordered, but Word files that the last build made from the same; on any failure that stays as it is."""
    before = manifest.read(order.out) or Manifest()
    uncounted: tuple[str, ...] = ()
    with aside(order.out) as new:
        words: tuple[WordFile, ...] | None = None
        companions: tuple[CompanionFile, ...] | None = None
        if "word" in order.parts:
            progress(Words("正在生成 Word 文件……", "Writing Word files …"))
            kept = [name for name in before.files if name.startswith("word/")] if order.document else []
            with page_numbers.page_counter(order.page_program, order.project) as counter:
                words = tuple(word_files(policy, order.project, order.document, counter, last))
                companions = tuple(companion_files(policy, order.project, order.today, order.document, counter, last))
                uncounted = tuple(counter.failed) if counter else ()
            _word(order, words, new / "word", kept)
            for companion in companions:
                (new / "word" / companion.name).write_bytes(companion.data)
        if "site" in order.parts:
            from generator.website.making import build_site

            progress(Words("正在生成网站……", "Building the site …"))
            site = new / "site"
            build_site(
                order.project,
                policy,
                findings,
                site,
                order.today,
                offline=order.offline,
                words=words,
                companions=companions,
            )
        (new / DATA[0]).write_bytes(policy_json(policy))
        (new / DATA[1]).write_text(json.dumps(policy_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        renewed = (*order.parts, *DATA)
        # Pages that could not be counted are tried again next time; errors that were allowed are no excuse the next time.
        allowed = any(finding.severity is Severity.ERROR for finding in findings)
        done = {part: said for part, said in digests.items() if not allowed and (part != "word" or not uncounted)}
        made = _manifest(order, before, dict(manifest.files_below(new)), renewed, done)
        (new / manifest.NAME).write_text(made.text(), encoding="utf-8")
        exchange(new, order.out, (*renewed, manifest.NAME))
    last.keep(made, words=not uncounted)
    return Built(made, uncounted)


def _word(order: Order, words: Sequence[WordFile], folder: Path, kept: Collection[str]) -> None:
    folder.mkdir()
    for name in kept:
        if (before := order.out / name).is_file():
            shutil.copy2(before, folder)
    for file in words:
        (folder / file.name).write_bytes(file.data)


def _manifest(
    order: Order,
    before: Manifest,
    files: Mapping[str, Mapping[str, str]],
    renewed: tuple[str, ...],
    digests: Mapping[str, str],
) -> Manifest:
    """The new files, and the last ones of the parts that this build leaves alone."""
    others: set[str] = {part for part in PARTS if part not in renewed}
    kept = {name: said for name, said in before.files.items() if name.split("/")[0] in others}
    inputs: dict[str, str] = {part: said for part, said in before.inputs.items() if part in others}
    # One document's files renewed do not make the folder as a whole up to date.
    return Manifest(inputs if order.document else {**inputs, **digests}, {**kept, **files})

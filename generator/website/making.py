"""Builds the site of a policy by running MkDocs with our hook."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.collecting import without_collecting
from generator.findings import Finding
from generator.model import Policy
from generator.project import Project, ProjectError
from generator.website.run import RUN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.publishing.companion_files import CompanionFile
    from generator.publishing.word_files import WordFile


def build_site(
    project: Project,
    policy: Policy,
    findings: Sequence[Finding],
    out: Path,
    today: date,
    *,
    offline: bool = False,
    words: Sequence[WordFile] | None = None,
    companions: Sequence[CompanionFile] | None = None,
) -> None:
    """Builds the site of a policy, with what was found in it, into a folder that does not exist yet.

    `words` and `companions` are the Word files that it offers, where they are made already. Raises a `ProjectError` where a link
    leads nowhere.
    """
    RUN.project, RUN.today, RUN.drafts, RUN.checked, RUN.words = project, today, False, (policy, findings), words
    RUN.companions, RUN.besides = companions, {}
    run_mkdocs(configured(project, site_dir=str(out), use_directory_urls=not offline, strict=False), today)
    for leftover in ("sitemap.xml.gz", "search/lunr"):
        path = out / leftover
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def configured(project: Project, **settings: Any) -> MkDocsConfig:  # noqa: ANN401 - MkDocs takes what its configuration has
    """MkDocs's configuration for a project, with our hook."""
    from mkdocs.config import load_config

    hook = Path(__file__).with_name("mkdocs_hook.py")
    return load_config(str(project.asset("mkdocs.yml")), hooks=[str(hook)], **settings)


def run_mkdocs(config: MkDocsConfig, today: date) -> None:
    """Runs MkDocs in silence; what it warns of is a `ProjectError`: a site with a warning is not published."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, ConfigurationError

    handler = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    level, logger.propagate = logger.level, False
    logger.setLevel(logging.WARNING)
    try:
        with _build_date(today), without_collecting():
            build(config)
    except (Abort, ConfigurationError) as fault:
        said = "\n".join([*handler.said, str(fault)])
        raise ProjectError(f"网站没有生成：{said}", f"The site was not built: {said}") from fault
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = True
    if handler.said:
        said = "\n".join(handler.said)
        raise ProjectError(f"网站没有生成：\n{said}", f"The site was not built:\n{said}")


@contextlib.contextmanager
def _build_date(today: date) -> Iterator[None]:
    """The date that MkDocs writes into the site is the day that was asked about, on every machine and at every hour."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int((today - date(1970, 1, 1)).total_seconds()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

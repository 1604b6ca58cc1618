"""`policy serve`: the site on this machine, rebuilt as a file is saved; what is wrong stands on the pages themselves."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.findings import SEVERITY_WORDS, Finding, Severity
from generator.model import Policy
from generator.project import Project, ProjectError, findings_of, refusal
from generator.website.making import configured, run_mkdocs
from generator.website.run import RUN

PANEL = "javascripts/findings.js"
"""A script that shows what is wrong on top of every page."""
LOOK_EVERY = 0.2
"""Seconds between two looks at the files."""


def serve_site(project: Project, today: date, *, port: int) -> None:
    """Serves the site until interrupted; drafts are shown as they are."""
    folder = Path(tempfile.mkdtemp(prefix="policy-serve-"))
    try:
        preview = Preview(project, today, folder / "site", f"http://127.0.0.1:{port}/")
        server = LiveReloadServer(
            preview.renew, "127.0.0.1", port, root=str(preview.site), polling_interval=LOOK_EVERY, shutdown_delay=0.05
        )
        server.error_handler = preview.missing
        preview.renew()
        for path in _watched(project):
            server.watch(str(path))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it tidies up, too
        sys.stderr.write(f"policy serve: {preview.url}\n")
        sys.stderr.flush()
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    except OSError as fault:
        why = refusal(fault)
        raise ProjectError(
            f"端口 {port} 不能使用（{why.zh}）。请用 --port 另选一个。",
            f"Port {port} cannot be used ({why.en}). Choose another with --port.",
        ) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _watched(project: Project) -> Iterator[Path]:
    yield project.root / "policy"
    for name in ("templates/site", "site", "mkdocs.yml"):
        yield from project.assets(name)


@dataclass(slots=True)
class Preview:
    """The site as it was last whole, in a folder, and what is wrong now.

    A file that cannot be read would take its pages away: until it can, the last pages stay, with what is wrong on top of them.
    """

    project: Project
    today: date
    site: Path
    url: str

    def renew(self) -> None:
        """Reads everything again. Nothing that is saved ends the server."""
        try:
            complaints = self._renewed()
        except ProjectError as fault:
            complaints = [_complaint(fault.words.zh)]
        except Exception as fault:  # whatever an owner saves, the next save may mend it
            traceback.print_exc()
            complaints = [_complaint(f"程序自身出错，请把终端里的内容发给维护人：{fault}")]
        self._tell(complaints)

    def _renewed(self) -> Sequence[Mapping[str, str]]:
        reading = self.project.load()
        findings = findings_of(reading, self.today)
        unreadable = any(finding.severity is Severity.ERROR for finding in reading.findings)
        if not (unreadable and self._stands):
            self._build(reading.policy, findings)
        return [_shown(finding) for finding in findings]

    @property
    def _stands(self) -> bool:
        return (self.site / "index.html").is_file()

    def _build(self, policy: Policy, findings: Sequence[Finding]) -> None:
        """Builds aside; what stands is replaced when all is done."""
        RUN.project, RUN.today, RUN.drafts, RUN.words = self.project, self.today, True, None
        RUN.companions = ()  # an owner who waits for a page does not wait for Word files beside it
        RUN.checked, RUN.besides = (policy, findings), {PANEL: b""}
        new, old = self.site.with_name("new"), self.site.with_name("old")
        for left_over in (new, old):
            shutil.rmtree(left_over, ignore_errors=True)
        run_mkdocs(configured(self.project, site_dir=str(new), site_url=self.url, strict=False), self.today)
        if self.site.exists():
            self.site.rename(old)
        new.rename(self.site)

    def _tell(self, complaints: Sequence[Mapping[str, str]]) -> None:
        """Puts what is wrong on the pages; on one of its own, where there are none."""
        path = self.site / PANEL
        path.parent.mkdir(parents=True, exist_ok=True)
        said = json.dumps(list(complaints), ensure_ascii=False).replace("<", "\\u003c")  # no text ends a script
        panel = self.project.asset("site/serve/findings.js").read_text(encoding="utf-8")
        path.write_text(f"window.policyFindings = {said};\n{panel}", encoding="utf-8")
        if not self._stands:
            self.site.joinpath("404.html").write_text(_NOTHING, encoding="utf-8")

    def missing(self, code: int) -> bytes | None:
        """The page that is shown for one that there is not."""
        page = self.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


_NOTHING = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>policy serve</title><body><script src="/{PANEL}"></script>'
"""Where no site could be built yet."""


def _complaint(words: str) -> Mapping[str, str]:
    return {
        "severity": "error",
        "label": SEVERITY_WORDS[Severity.ERROR].zh,
        "code": "",
        "where": "",
        "message": words,
        "fix": "",
    }


def _shown(finding: Finding) -> Mapping[str, str]:
    return {
        "severity": finding.severity.value,
        "label": SEVERITY_WORDS[finding.severity].zh,
        "code": finding.code,
        "where": f"{finding.place.file}:{finding.place.line}:{finding.place.column}",
        "message": finding.message.zh,
        "fix": finding.fix.new if finding.fix else "",
    }

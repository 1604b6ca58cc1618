"""LibreOffice, where it is installed: Word files to PDF, in bounded time, in a profile of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_STARTING, _EACH = 90, 10
"""Seconds that a run may take: to start, and for each file."""

# PDF/A-1 is PDF 1.4, in which every object stands readable in the file, whatever the version of LibreOffice.
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice, and a folder for its profile and the files that it works on."""

    program: Path
    folder: Path

    def pdfs(self, files: Sequence[bytes]) -> list[bytes | None]:
        """The PDF of each Word file; None for one that did not become one."""
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            work = Path(place)
            names = [f"{number}.docx" for number in range(len(files))]
            for name, data in zip(names, files, strict=True):
                (work / name).write_bytes(data)
            profile = (self.folder / "profile").as_uri()
            command = [str(self.program), "--headless", "--norestore", f"-env:UserInstallation={profile}"]
            _run([*command, "--convert-to", _FILTER, *names], work, _STARTING + _EACH * len(files))
            return [_read(work / f"{number}.pdf") for number in range(len(files))]


def _run(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Runs a program without asking how it ended; it and all that it started end in time."""
    with (
        suppress(OSError),
        subprocess.Popen(  # noqa: S603 - a fixed command
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        try:
            process.wait(seconds)
        except BaseException as stopped:
            if hasattr(os, "killpg"):
                with suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            if not isinstance(stopped, subprocess.TimeoutExpired):
                raise


def _read(file: Path) -> bytes | None:
    with suppress(OSError):
        return file.read_bytes()
    return None


def program() -> Path | None:
    """Where LibreOffice is installed, if it is."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or (_MAC if Path(_MAC).exists() else None)
    return Path(found).resolve() if found else None


def fingerprint(program: Path) -> str:
    """A digest of what decides where LibreOffice breaks pages: its version, and the fonts of this machine."""
    made = sha256(str(program).encode())
    for file in (program, program.parent / "versionrc", program.parents[1] / "Resources/versionrc"):
        with suppress(OSError):
            made.update(file.read_bytes())
    if fonts := shutil.which("fc-list"):
        with suppress(OSError, subprocess.TimeoutExpired):
            command = [fonts, "--format=%{file} %{fontversion}\n"]
            ran = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603
            made.update(b"\n".join(sorted(ran.stdout.splitlines())))
    return made.hexdigest()


@contextmanager
def at_work(program: Path) -> Iterator[Office]:
    """LibreOffice with a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="guizhang-", ignore_cleanup_errors=True) as folder:
        yield Office(program, Path(folder))

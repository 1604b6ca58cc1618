"""How long it takes from saving a file until `policy serve` shows it: seconds by the clock, the page asked for again and again."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

PATIENCE = 120
"""Seconds after which a server that shows nothing is taken for broken."""


def saved_until_shown(
    root: Path, document: Path, page: str, runs: int, environment: Mapping[str, str]
) -> Iterator[float]:
    """Changes the title of a document again and again; `page` is its address on the site. Drafts show: a released document
    has to have a new version.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "--root", str(root), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **environment})
    try:
        text = document.read_text(encoding="utf-8")
        address = f"http://127.0.0.1:{port}/{page}"
        _wait(address, "")
        for run in range(runs):
            mark = f"（第 {run} 次修改）"
            document.write_text(
                re.sub(r"^(title: .*)$", rf"\1{mark}", text, count=1, flags=re.MULTILINE), encoding="utf-8"
            )
            yield _wait(address, mark)
            time.sleep(0.5)  # nobody saves again at once; the server looks at its files from time to time
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, words: str) -> float:
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE:
        try:
            with urllib.request.urlopen(address) as answer:
                if words in answer.read().decode():
                    return time.perf_counter() - start
        except OSError:
            pass  # it does not listen yet, or is changing its pages
        time.sleep(0.02)
    raise TimeoutError(f"{address} did not show {words}")

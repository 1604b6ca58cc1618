"""The machine that a benchmark ran on, in a line."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def described() -> str:
    """Python, processor, cores and system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"Python {platform.python_version()}, {model}, {cores} cores, {platform.system()}"

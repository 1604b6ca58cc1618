"""One run of a program, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """Seconds by the clock and of the processor (all cores), the most megabytes that it took, and what it printed."""

    clock: float
    processor: float
    memory: float
    printed: bytes


def measured(command: Sequence[str], extra: Mapping[str, str]) -> Measured:
    """Runs a command with some more of an environment. The memory is that of the largest process, not of all together."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | extra) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    clock = time.perf_counter() - start
    return Measured(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)

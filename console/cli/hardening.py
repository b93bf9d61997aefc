"""What a process that shows what callers said keeps from everybody else on the machine."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def keep_private() -> None:
    """No core file, no other process of the same user reading its memory, and files for their owner only."""
    os.umask(0o077)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _refuse_debuggers()


def _refuse_debuggers() -> None:
    import ctypes  # two milliseconds that other commands need not spend

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

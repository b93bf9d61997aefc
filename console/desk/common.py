"""The passphrases that are tried first, as they are shipped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("common_passphrases.txt")


@cache
def common_passphrases() -> frozenset[str]:
    """Every one of them, in small letters and without blanks."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))

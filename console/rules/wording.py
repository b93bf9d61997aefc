"""How rules and screens say times and lists."""

from __future__ import annotations

from collections.abc import Iterable


def spell(seconds: float) -> str:
    """A length of time as people on the floor read it: 0:52, 11:42, 1:02:05."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


def brief(seconds: float) -> str:
    """The same in six cells: past an hour the seconds go, as in 1h02."""
    whole = max(0, int(seconds))
    return spell(whole) if whole < 3600 else f"{whole // 3600}h{whole % 3600 // 60:02}"


def quoted(text: str) -> str:
    """Somebody's words as a sentence can hold them: one line, forty characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"

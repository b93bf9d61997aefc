"""What a passphrase must be: long, and not one that is tried first. Nothing else: no signs, no capitals, no dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from console.rules.refused import Refused

SHORTEST, LONGEST = 12, 256
"""Characters (SAFETY 5). What is longer is refused, never cut."""
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)


def check_passphrase(text: str, known: Iterable[str], common: Collection[str]) -> None:
    """Refuse what is too short or is guessed first: `common` ones, and the person's or the centre's `known` words."""
    if len(text) < SHORTEST:
        raise Refused(
            f"A passphrase has at least {SHORTEST} characters; take four or five words that have nothing in common."
        )
    if len(text) > LONGEST:
        raise Refused(f"A passphrase has at most {LONGEST} characters; nothing of it would be left out.")
    plain = "".join(text.casefold().split())
    stem = plain.strip("0123456789!?.,-_*#@$%&+ ")
    if plain in common or stem in common or not stem:
        raise Refused("That passphrase is among those that are tried first; take words that have nothing in common.")
    if _monotonous(plain):
        raise Refused("That passphrase only repeats itself or follows the keyboard; take a few words instead.")
    left = plain
    for word in sorted((one.casefold().replace(" ", "") for one in known), key=len, reverse=True):
        left = left.replace(word, "") if len(word) > 2 else left
    if len(left) < SHORTEST // 2:
        raise Refused("That passphrase is a name that stands on every screen here; take words that nobody would guess.")


def _monotonous(plain: str) -> bool:
    repeated = re.fullmatch(r"(.{1,6}?)\1+.{0,3}", plain)
    return bool(repeated) or len(set(plain)) < 5 or any(plain in run or plain in run[::-1] for run in RUNS)

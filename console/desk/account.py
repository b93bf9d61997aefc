"""The accounts of this machine, as the kernel counts them."""

from __future__ import annotations

import os
import pwd


def account_of(uid: int) -> str:
    """The name of an account, or its number where the machine has no name for it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid{uid}"


def own_account() -> str:
    """The account of this process."""
    return account_of(os.getuid())

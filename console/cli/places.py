"""Where things are kept, by the XDG rules, and where what is shipped lies."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

SHIPPED = Path(__file__).parent.parent


def data_folder() -> Path:
    """Where the console keeps its own data: $XDG_DATA_HOME/firstline."""
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share") / "firstline"


def default_url() -> str:
    """The store that is used when none is named."""
    return f"sqlite:///{quote(str(data_folder() / 'calls.db'))}"


def default_centre() -> Path:
    """The example centre."""
    return SHIPPED / "centres" / "milltown"


def terminals_file() -> Path:
    """What people chose for their terminals: $XDG_CONFIG_HOME/firstline/terminals.json."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".config") / "firstline" / "terminals.json"

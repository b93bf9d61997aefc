"""The real daemon, real consoles: seen by all, lost and found again, and light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.console.real_desk import RealDesk

pytestmark = pytest.mark.slow


def test_a_call_on_one_console_is_on_the_others_board(store: Path) -> None:
    """Two consoles at one desk: what one sends, the other sees, and both say who did it."""
    with RealDesk(store) as desk, desk.console("C04", "KIM") as kim, desk.console("D02", "LEE") as lee:
        kim.ready()
        lee.ready()
        kim.do("call.new", "185 n oak st", "<enter>", "theft", "call.send")
        kim.until_shows("ok  SENT")
        lee.until_shows("185 N OAK")
        lee.until_shows("C04")
        assert desk.stop() == 0
        assert not desk.socket.exists()


def test_a_console_at_a_desk_has_no_database_in_it(store: Path) -> None:
    """Neither SQLAlchemy nor SQLite is in its memory, whatever it did."""
    with RealDesk(store) as desk, desk.console() as kim:
        kim.ready()
        kim.do("call.new", "185 n oak st", "<enter>", "theft", "call.send")
        kim.until_shows("ok  SENT")
        mapped = Path(f"/proc/{kim.child.pid}/maps").read_text()
        assert not re.search("sqlalchemy|sqlite3|greenlet", mapped)


def test_a_killed_desk_comes_back_under_a_half_typed_form(store: Path) -> None:
    """Nothing typed is lost, what was asked for meanwhile is done once, and nobody has to do anything."""
    with RealDesk(store) as desk, desk.console() as kim:
        kim.ready()
        kim.do("call.new", "185 n oak st", "<enter>", "theft")
        kim.until_shows("THEFT")
        desk.kill()
        kim.do("call.send")
        kim.do("call.remarks", "typed while it was gone", "<enter>", "half a li")
        kim.until_shows("half a li")
        desk.start()
        kim.until_shows("ok  SENT")
        kim.until_shows("typed while it was gone")
        assert "half a li" in "\n".join(kim.lines())

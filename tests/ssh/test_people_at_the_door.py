"""Once the desk knows its people, a key of the shared account is one person's, and an account of one's own is too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.front_door import FrontDoor, run
from bench.pty import NotShown, Terminal, surroundings
from bench.ssh import NoServer
from tests.ssh.conftest import shows

pytestmark = pytest.mark.slow


@pytest.fixture
def staffed() -> Iterator[FrontDoor]:
    """Kim comes by a key of the shared account, lee from an account of his own; root looks after them."""
    try:
        with FrontDoor("kim", "lee") as door:
            for login, role, way, account in (
                ("root", "administrator", "kernel", "root"),
                ("kim", "dispatcher", "key", door.people["shared"]),
                ("lee", "call-taker", "kernel", door.people["lee"]),
            ):
                words = ("people", "add", login, "--role", role, "--sign-in", way, "--account", account)
                done = run([str(door.python), "-I", "-m", "console", *words, "--socket", str(door.socket)])
                assert done.returncode == 0, done.stderr
            yield door
    except NoServer as missing:
        pytest.skip(f"no SSH server to try: {missing}")


def test_a_key_is_one_persons(staffed: FrontDoor, tmp_path: Path) -> None:
    """Kim's key on the shared account sits down as Kim, lee's account as Lee; lee's key on the shared account, from
    which the desk knows no lee, is nobody's."""
    for account, key, name in (("shared", "kim", "KIM"), ("lee", "lee", "LEE")):
        with Terminal(staffed.words(account, "-tt", key=key), surroundings(tmp_path)) as one:
            shows(one, f"C\\d\\d {name} LIVE")
            shows(one, "22 of 22 AV")
    stranger = Terminal(staffed.words("shared", "-tt", key="lee"), surroundings(tmp_path))
    with stranger, pytest.raises(NotShown, match=r"passphrase|Nobody|is not let in"):
        shows(stranger, "22 of 22 AV")

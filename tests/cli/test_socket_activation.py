"""The desk as systemd runs it: handed a socket, told whom to tell, and taken by the shipped unit files."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.cli.arguments import parse
from console.cli.sockets import ACTIVATED
from console.desk import wire
from tests.cli.conftest import ROOT

UNITS = ROOT / "console" / "systemd"
PATIENCE = 60

pytestmark = pytest.mark.slow


@pytest.fixture
def handed(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket that somebody else made and listens at."""
    with socket.socket(socket.AF_UNIX) as handed:
        handed.bind(str(tmp_path / "desk.sock"))
        handed.listen()
        yield handed


@pytest.fixture
def notices(tmp_path: Path) -> Iterator[socket.socket]:
    """Where the service manager listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        notices.bind(str(tmp_path / "notify"))
        notices.settimeout(PATIENCE)
        yield notices


def start(folder: Path, handed: socket.socket, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A desk that is handed a socket as the third descriptor, the way systemd does it."""

    def hand_over() -> None:
        os.dup2(handed.fileno(), ACTIVATED)
        os.set_inheritable(ACTIVATED, True)

    words = shlex.join([sys.executable, "-m", "console", "desk", "--store", f"sqlite:///{folder / 'calls.db'}"])
    return subprocess.Popen(
        ["/bin/sh", "-c", f"LISTEN_PID=$$ LISTEN_FDS=1 exec {words}"],
        env={**environment, "NOTIFY_SOCKET": str(folder / "notify")},
        stdout=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=hand_over,
    )


def answers(path: Path) -> bool:
    """Whether a desk answers, however long it takes to start."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(PATIENCE)
        asking.connect(str(path))
        asking.sendall(wire.frame(wire.Ping()))
        return asking.recv(64) == wire.frame(wire.Pong())


def test_a_desk_takes_the_socket_it_is_handed_and_leaves_it(
    tmp_path: Path, handed: socket.socket, notices: socket.socket, environment: dict[str, str]
) -> None:
    """It says when it is ready and when it stops, serves on the socket it was handed and leaves it where it is, so
    that whoever comes while it restarts waits for the next desk instead of being refused."""
    path = tmp_path / "desk.sock"
    for _ in range(2):
        desk = start(tmp_path, handed, environment)
        try:
            assert answers(path)
            assert notices.recv(99) == b"READY=1"
            desk.send_signal(signal.SIGTERM)
            assert notices.recv(99) == b"STOPPING=1"
            assert desk.wait(PATIENCE) == 0
        finally:
            desk.kill()
            desk.wait()
        assert path.is_socket()


def lines(unit: str) -> list[tuple[str, str]]:
    """Each setting of a unit file."""
    text = (UNITS / unit).read_text()
    settings = [line for line in text.splitlines() if line and line[0] not in "#["]
    return [(name, value) for name, _, value in (line.partition("=") for line in settings)]


def test_the_unit_starts_what_there_is() -> None:
    """The command of the unit is one that this Firstline takes, and its socket is where consoles look for it."""
    from console.cli.sockets import SYSTEM

    desk = dict(lines("firstline-desk.service"))
    words = shlex.split(desk["ExecStart"])
    assert words[1:4] == ["-I", "-m", "console"]
    assert dict(lines("firstline-backup.service"))["User"] == desk["User"]
    assert parse(words[4:]).store.startswith("sqlite:////var/lib/")
    assert dict(lines("firstline-desk.socket"))["ListenStream"] == str(SYSTEM)


def test_systemd_takes_the_units_without_a_word(tmp_path: Path) -> None:
    """`systemd-analyze verify` finds nothing to say about them."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd-analyze here to check the units with")
    units = [path for path in UNITS.iterdir() if path.suffix != ".conf"]
    for unit in units:
        text = re.sub(r"/opt/firstline/bin/\w+", sys.executable, unit.read_text())
        (tmp_path / unit.name).write_text(text)
    places = [str(tmp_path / unit.name) for unit in units]
    done = subprocess.run([program, "verify", "--man=no", *places], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")

"""Over SSH one gets to the console and nowhere else: tried with a real server, real accounts and the shipped files."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bench.accounts import processes, until
from bench.front_door import FrontDoor, run
from bench.pty import NotShown
from bench.ssh import free_port
from tests.ssh.conftest import Sitting, shows, sits

pytestmark = pytest.mark.slow

MARK = "came-in"


def gone(door: FrontDoor, account: str) -> bool:
    """Whether, soon, nothing runs any more under an account."""
    return until(lambda: not processes(door.people[account]))


def hung_up(link: socket.socket) -> bool:
    """Whether the other end ends a link and never says a word."""
    try:
        return not link.recv(1)
    except ConnectionResetError:
        return True


def surroundings_of(door: FrontDoor, account: str) -> dict[str, str]:
    """The environment of the one console that runs under an account."""
    for pid in processes(door.people[account]):
        if b"console" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
            pairs = Path(f"/proc/{pid}/environ").read_text().split("\0")
            return dict(pair.split("=", 1) for pair in pairs if pair)
    raise AssertionError("no console runs")


def test_each_with_an_account_sits_at_the_desk(door: FrontDoor, come_in: Sitting) -> None:
    """Who comes in by an account of their own sits at the console under its name, and takes no more with them than
    their terminal's kind and where they come from, whatever the client sends and the server's other settings let in.
    The mouse stays the terminal's own."""
    sent = {
        "LC_ALL": "POSIX",
        "PYTHONPATH": "/tmp",
        "PYTHONSTARTUP": "/tmp/x",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DRIVER": "antigravity:Driver",
        "XDG_CONFIG_HOME": "/tmp",
        "BROWSER": "sh -c id",
        "TERM": "../../x$(id)",
    }
    kim = come_in("kim", "-o", "SendEnv=*", **sent)
    sits(kim)
    assert door.people["kim"].upper()[:8] in kim.text()
    taken = surroundings_of(door, "kim")
    assert set(taken) == {"PATH", "LANG", "TERM", "SSH_CONNECTION", "MALLOC_ARENA_MAX"}
    assert taken["TERM"] == "xterm"
    assert b"\x1b[?1000h" not in b"".join(chunk.data for chunk in kim.chunks)


def test_many_share_an_account_and_each_key_says_who(door: FrontDoor, come_in: Sitting) -> None:
    """By one account come in kim and lee, each under the name that the line of their key gives."""
    for who in ("kim", "lee"):
        shows(come_in("shared", key=who), f"{who} LIVE")


def test_what_was_done_carries_the_name_of_the_key(door: FrontDoor, come_in: Sitting) -> None:
    """An incident that lee opens over the shared account is lee's on the log."""
    lee = come_in("shared", key="lee")
    sits(lee)
    lee.press("\x1bOQ")  # F2: take a call, or a new one
    shows(lee, r"^-- CALL \d")
    log = ("log", "--kind", "IncidentOpened", "--store", f"sqlite:///{door.store}")
    assert " lee/" in run([str(door.python), "-I", "-m", "console", *log]).stdout


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ("", ""),
        ("-T", ""),
        ("-tt", "sh"),
        ("-tt", "sh -c id"),
        ("-T", "sh -c id"),
        ("-T", "/bin/sh"),
        ("-s", "sftp"),
        ("-tt", "--person lee"),
        ("-tt", "$(id)"),
    ],
)
@pytest.mark.parametrize("account", ["kim", "shared"])
def test_all_but_the_console_is_refused_at_once(door: FrontDoor, account: str, options: str, command: str) -> None:
    """No terminal, another command, sftp: each ends with status 2 and a sentence, runs nothing and leaves nothing."""
    done = run([*door.words(account, *options.split(), key="kim"), *(["--", command] if command else [])])
    assert done.returncode == 2, done
    assert "Firstline: " in done.stdout + done.stderr or options == "-s"  # there a sentence has no way out
    assert "uid=" not in done.stdout + done.stderr
    assert gone(door, account)


@pytest.mark.parametrize("account", ["kim", "shared"])
def test_no_file_goes_in_or_out(door: FrontDoor, account: str, tmp_path: Path) -> None:
    """sftp and scp, in both of its ways, neither read nor write a file and leave no process behind."""
    place = f"{door.people[account]}@127.0.0.1"
    (tmp_path / MARK).write_text("x")
    for program, words in (
        ("scp", (f"{place}:/etc/hostname", str(tmp_path / "out"))),
        ("scp", ("-O", f"{place}:/etc/hostname", str(tmp_path / "out"))),
        ("scp", ("-O", str(tmp_path / MARK), f"{place}:/tmp/{MARK}")),
        ("sftp", (f"{place}:/etc/hostname", str(tmp_path / "out"))),
    ):
        assert run([*door.words(account, key="kim", program=program), *words]).returncode != 0
    assert not (tmp_path / "out").exists()
    assert not (Path("/tmp") / MARK).exists()
    assert gone(door, account)


@pytest.mark.parametrize("account", ["kim", "shared"])
def test_a_key_that_names_nobody_gets_nothing(door: FrontDoor, account: str) -> None:
    """A key of the shared account whose line forgets the command is refused by the login shell, even with a terminal;
    on an account of one's own no command of a key's line is listened to."""
    if account == "shared":
        door.let_in("shared", (door.folder / "host.pub").read_text())
    else:
        door.let_in("kim", f'command="/bin/sh -c id" {(door.folder / "host.pub").read_text()}')
    (door.folder / "keys" / "host").write_bytes((door.folder / "host").read_bytes())
    (door.folder / "keys" / "host").chmod(0o600)
    for options, command in (("-T", ["id"]), ("-tt", ["id"]), ("-T", []), ("-s", ["sftp"])):
        done = run([*door.words(account, options, key="host"), *command])
        assert done.returncode == 2
        assert "uid=" not in done.stdout
    if account == "shared":
        assert "does not say whose it is" in run(door.words(account, "-tt", key="host")).stdout


def test_nothing_is_forwarded(door: FrontDoor, come_in: Sitting, tmp_path: Path) -> None:
    """No port and no socket of the machine is reached through a session, least of all the desk's, in either
    direction; no agent and no display comes along."""
    ports = [free_port() for _ in range(3)]
    forwards = (
        *("-L", f"127.0.0.1:{ports[0]}:127.0.0.1:{door.port}"),
        *("-L", f"{tmp_path / 'desk'}:{door.socket}"),
        *("-D", f"127.0.0.1:{ports[1]}"),
        *("-R", f"127.0.0.1:{ports[2]}:127.0.0.1:{door.port}"),
        *("-A", "-X"),
    )
    kim = come_in("kim", *forwards, DISPLAY="127.0.0.1:7")
    sits(kim)
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=10) as through:
        assert hung_up(through)  # an SSH server would greet
    with socket.create_connection(("127.0.0.1", ports[1]), timeout=10) as socks:
        through_socks = b"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01" + door.port.to_bytes(2, "big")
        socks.sendall(through_socks)
        assert socks.recv(2) == b"\x05\x00"  # the client's own greeting, before anything goes through
        assert hung_up(socks)
    with socket.socket(socket.AF_UNIX) as desk:
        desk.settimeout(10)
        desk.connect(str(tmp_path / "desk"))
        assert hung_up(desk)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", ports[2]), timeout=10)
    assert not {"SSH_AUTH_SOCK", "DISPLAY"} & set(surroundings_of(door, "kim"))


def test_no_file_of_ones_own_is_run(door: FrontDoor, come_in: Sitting, tmp_path: Path) -> None:
    """Whatever lies in a home, no start-up file of a shell, of SSH or of Python in it is read on the way in."""
    home, mark = door.home("lee"), Path("/tmp") / f"{MARK}-{os.getpid()}"
    runs = f"#!/bin/sh\necho >{mark}\n"
    for name in (".bashrc", ".profile", ".bash_profile", ".ssh/rc", ".shrc", ".kshrc", ".zshenv"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(runs)
        (home / name).chmod(0o755)
    for name in (".ssh/environment", ".pam_environment"):
        (home / name).write_text(f"ENV={home}/.shrc\nBASH_ENV={home}/.bashrc\nPYTHONPATH={home}\n")
    (home / "sitecustomize.py").write_text(f"open({str(mark)!r}, 'w')\n")
    lee = come_in("lee")
    sits(lee)
    assert not mark.exists()
    assert "ENV" not in surroundings_of(door, "lee")


@pytest.mark.parametrize("end", ["client", "server"])
def test_a_link_that_drops_leaves_no_console_behind(door: FrontDoor, come_in: Sitting, end: str) -> None:
    """When the client dies without a word, or the server's end of one session does, the console goes at once."""
    kim = come_in("kim")
    sits(kim)
    if end == "client":
        kim.child.kill()
    else:
        os.kill(min(processes(door.people["kim"])), 9)
    assert gone(door, "kim")


def test_a_second_session_in_one_link_is_not_given(door: FrontDoor, come_in: Sitting, tmp_path: Path) -> None:
    """One link is one console: what would share it with another session is refused by the server."""
    kim = come_in("kim", "-M", "-S", str(tmp_path / "c"))
    sits(kim)
    with pytest.raises(NotShown, match="The program ended"):
        sits(come_in("kim", "-S", str(tmp_path / "c"), "-o", "ProxyCommand=false"))

"""An SSH server of our own on this machine, with keys that are thrown away."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

from bench.pty import ROOT

_SYSTEM = "/usr/sbin:/usr/local/sbin"  # not in everyone's PATH
_PATIENCE_SECONDS = 10.0
_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/person.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
"""
CLIENT = (
    "UserKnownHostsFile=/dev/null",
    "StrictHostKeyChecking=no",
    "LogLevel=ERROR",
    "IdentitiesOnly=yes",
    "IgnoreUnknown=ObscureKeystrokeTiming",
    "ObscureKeystrokeTiming=no",  # newer clients hide typing in other traffic
)


class NoServer(Exception):
    """A sentence: why there is no SSH server to measure with, and what to do."""


class Server:
    """Listens on 127.0.0.1 at `port` while it is entered; only its own key gets in."""

    def __init__(self, folder: Path) -> None:
        program = needs()
        folder.mkdir()
        self._folder = folder
        self.port = free_port()
        for name in ("host", "person"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        (folder / "config").write_text(_CONFIG.format(port=self.port, folder=folder))
        with (folder / "said").open("wb") as said:
            self._child = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")], stderr=said)

    def __enter__(self) -> Server:
        deadline = monotonic() + _PATIENCE_SECONDS
        while not answers(self.port):
            if self._child.poll() is not None or monotonic() > deadline:
                self._child.kill()
                raise NoServer(f"sshd would not start: {(self._folder / 'said').read_text().strip()}")
            sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.terminate()
        self._child.wait()

    def words(self, port: int, remote: Sequence[str], environ: Mapping[str, str]) -> list[str]:
        """The client's command that runs `remote` on a terminal, by way of `port`."""
        settings = [f"{name}={value}" for name, value in environ.items()]
        line = f"cd {shlex.quote(str(ROOT))} && exec {shlex.join(['env', *settings, *remote])}"
        options = [part for option in CLIENT for part in ("-o", option)]
        who = f"{getpass.getuser()}@127.0.0.1"
        return ["ssh", "-F", "none", "-tt", "-p", str(port), "-i", str(self._folder / "person"), *options, who, line]


def needs() -> str:
    """The server's program; NoServer where it or the client is missing."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:{_SYSTEM}")
    if program is None or shutil.which("ssh") is None:
        raise NoServer("needs ssh and sshd; install them, for example with: apt-get install openssh-server")
    return program


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

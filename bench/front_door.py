"""The whole way in: an installed Firstline, its desk, and an SSH server put up with the files that Firstline ships."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from bench.accounts import Accounts, until
from bench.installed import install
from bench.pty import ROOT
from bench.ssh import CLIENT, NoServer, answers, free_port, needs
from console.cli.sockets import ACTIVATED

SHIPPED = ROOT / "console" / "ssh"
_HOME = Path("/var/lib")  # root's, and so is all above it: sshd asks for that
_SERVER = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
PrintMotd no
MaxStartups 200
# as careless as a machine may be: the files that are included have to hold all the same
AcceptEnv LANG LC_* PYTHON* TEXTUAL_* XDG_* BROWSER
PermitUserEnvironment no
AllowTcpForwarding yes
X11Forwarding yes
PermitTunnel yes
Subsystem sftp {sftp}
Include {folder}/firstline.conf
"""


class FrontDoor:
    """A door with accounts of its own while it is entered: kim, lee and so on, and the one that many share."""

    def __init__(self, *people: str, centre: Path | None = None, alive_seconds: int = 15) -> None:
        self._sshd = needs()
        if os.geteuid() != 0 or shutil.which("useradd") is None:
            raise NoServer("needs to be root, to make accounts and take them away again")
        self.folder = Path(tempfile.mkdtemp(prefix="firstline-door-", dir=_HOME))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.socket = self.folder / "run" / "desk.sock"
        self.store = self.folder / "store" / "calls.db"
        self.people: dict[str, str] = {}
        self.listening = socket.socket(socket.AF_UNIX)
        self._accounts = Accounts(f"fl{token_hex(2)}")
        self._children: list[subprocess.Popen[bytes]] = []
        self._names, self._centre, self._alive = people, centre, alive_seconds
        self._desks = 0

    def __enter__(self) -> FrontDoor:
        try:
            self.python = install(self.folder)
            self._make_accounts()
            self._put_up()
            self._start_desk()
            self._start_server()
            self.wait_for_desk()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in reversed(self._children):
            child.terminate()
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.listening.close()
        self._accounts.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self, account: str, *options: str, key: str = "", program: str = "ssh", port: int = 0) -> list[str]:
        """The client's command for an account; the key may go by another name, the way by another port."""
        more = [part for option in CLIENT for part in ("-o", option)]
        at = ["-p" if program == "ssh" else "-P", str(port or self.port)]
        begins = [program, "-F", "none", *at, "-i", str(self.folder / "keys" / (key or account))]
        return [*begins, *more, *options, *([f"{self.people[account]}@127.0.0.1"] if program == "ssh" else ())]

    def home(self, account: str) -> Path:
        """Where the account's home would be."""
        return self.folder / "homes" / account

    def _make_accounts(self) -> None:
        self._group = self._accounts.group("d")
        self._owner = self._accounts.user("store", self.folder / "store", Path("/usr/sbin/nologin"))
        entry = self.folder / "firstline-entry"
        for name in (*self._names, "shared"):
            self.people[name] = self._accounts.user(name, self.home(name), entry, self._group)
            self.home(name).mkdir(parents=True)

    def _put_up(self) -> None:
        """Put up the shipped files, with the paths and names of this run in place of those of a real machine."""
        shared = self.people["shared"]
        entry = self._filled("firstline-entry", ("shared=firstline ", f"shared={shared} "))
        entry.chmod(0o755)
        alive = ("AliveInterval 15\n", f"AliveInterval {self._alive}\n")
        self._filled("sshd_firstline.conf", ("!firstline\n", f"!{shared}\n"), alive)
        (self.folder / "sshd_firstline.conf").rename(self.folder / "firstline.conf")
        (self.folder / "keys").mkdir(mode=0o700)
        (self.folder / "authorized").mkdir()
        for name in ("host", *self._names):
            place = self.folder / ("host" if name == "host" else f"keys/{name}")
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place)], check=True)
        example = (SHIPPED / "authorized_keys.example").read_text().splitlines()[-1]
        for name in self._names:
            public = (self.folder / "keys" / f"{name}.pub").read_text()
            self.let_in(name, public)
            line = self._with_our_paths(example.replace('lee"', f'{name}"')).partition("ssh-ed25519")[0] + public
            self.let_in("shared", line)

    def let_in(self, account: str, line: str) -> None:
        """Add a line to the keys of an account."""
        with (self.folder / "authorized" / self.people[account]).open("a") as keys:
            keys.write(line)

    def _filled(self, name: str, *changes: tuple[str, str]) -> Path:
        text = (SHIPPED / name).read_text()
        for old, new in changes:
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new)
        place = self.folder / name
        place.write_text(self._with_our_paths(text))
        return place

    def _with_our_paths(self, text: str) -> str:
        for old, new in (
            ("/usr/local/libexec/firstline-entry", self.folder / "firstline-entry"),
            ("/opt/firstline/bin/python", self.python),
            ("/run/firstline/desk.sock", self.socket),
            ("/etc/ssh/firstline", self.folder / "authorized"),
            ("firstline-desk", self._group),
        ):
            text = text.replace(old, str(new))
        return text

    def _start_desk(self) -> None:
        """Start it as systemd does: the socket is made before it, by another, and handed over."""
        if self._centre is not None:
            shutil.copytree(self._centre, self.folder / "centre")
        self.store.parent.mkdir(mode=0o700)
        shutil.chown(self.store.parent, self._owner)
        self.socket.parent.mkdir(mode=0o750)
        shutil.chown(self.socket.parent, group=self._group)
        self.listening.bind(str(self.socket))
        shutil.chown(self.socket, group=self._group)
        self.socket.chmod(0o660)
        self.listening.listen(128)
        self.start_desk()

    def start_desk(self) -> subprocess.Popen[bytes]:
        """Start a desk on the socket that is there."""
        start = [str(self.python), "-I", "-m", "console", "desk", "--store", f"sqlite:///{self.store}"]
        start += ["--centre", str(self.folder / "centre")] if self._centre else []
        with (self.folder / "desk.said").open("ab") as said:
            child = subprocess.Popen(
                ["/bin/sh", "-c", f"LISTEN_PID=$$ LISTEN_FDS=1 exec {shlex.join(start)}"],
                stdout=said,
                stderr=said,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
                close_fds=False,
                preexec_fn=self._hand_over,
                user=self._owner,
                group=self._owner,
                extra_groups=[],
            )
        self.desk = child
        self._desks += 1
        self._children.append(child)
        return child

    def _hand_over(self) -> None:
        os.dup2(self.listening.fileno(), ACTIVATED)
        os.set_inheritable(ACTIVATED, True)

    def wait_for_desk(self, seconds: float = 60) -> None:
        """Wait until the newest desk takes consoles."""
        said = self.folder / "desk.said"
        if not until(lambda: self._desks == said.read_text().count("takes consoles"), seconds):
            raise RuntimeError(f"the desk would not start: {said.read_text().strip()}")

    def _start_server(self) -> None:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        sftp = next(iter(Path("/usr/lib").glob("*/sftp-server")), Path("/usr/libexec/sftp-server"))
        said = (self.folder / "sshd.said").open("wb")
        config = _SERVER.format(port=self.port, folder=self.folder, sftp=sftp)
        (self.folder / "sshd.conf").write_text(config)
        with said:
            words = [self._sshd, "-D", "-e", "-f", str(self.folder / "sshd.conf")]
            self.server = subprocess.Popen(words, stderr=said)
        self._children.append(self.server)
        if not until(lambda: answers(self.port) or self.server.poll() is not None) or self.server.poll() is not None:
            raise NoServer(f"sshd would not start: {(self.folder / 'sshd.said').read_text().strip()}")


def run(words: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a client to its end, with nothing to read; its words and its status."""
    surroundings = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **more}
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, env=surroundings)

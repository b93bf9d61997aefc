"""Where a desk's socket is: made by `firstline desk`, found by every console of the machine."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

from console.cli.places import data_folder

SYSTEM = Path("/run/firstline/desk.sock")
"""Where the service of the whole machine listens; see console/systemd."""
ACTIVATED = 3
"""The first descriptor that systemd hands over."""


def own_socket() -> Path:
    """Where a desk listens that this person starts: $XDG_RUNTIME_DIR/firstline/desk.sock, else among one's data."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return (Path(runtime) / "firstline" if Path(runtime).is_absolute() else data_folder()) / "desk.sock"


def listening() -> Path | None:
    """The socket of a desk that takes consoles now: one's own before the machine's; None when there is none."""
    return next((path for path in (own_socket(), SYSTEM) if answers(path)), None)


def answers(path: Path) -> bool:
    """Whether somebody listens behind a socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(1)
        try:
            asking.connect(str(path))
        except OSError:
            return False
    return True


class NoSocket(Exception):
    """The desk can't listen there; the sentence says why and what to do."""


def bound(path: Path, group: str = "") -> socket.socket:
    """A socket bound to the path, for its owner alone (0600) or for a group as well (0660); NoSocket says why not."""
    try:
        path.parent.mkdir(mode=0o700 if not group else 0o750, parents=True, exist_ok=True)
        _make_way(path)
        making = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        mask = os.umask(0o177)
        try:
            making.bind(str(path))
        finally:
            os.umask(mask)
        if group:
            _give_to(path, group)
    except OSError as error:
        raise NoSocket(f"{path} can't be made ({error.strerror or error}); name another with --socket") from error
    return making


def _make_way(path: Path) -> None:
    if not path.exists():
        return
    if not stat.S_ISSOCK(path.stat().st_mode):
        raise NoSocket(f"{path} is no socket; name another with --socket")
    if answers(path):
        raise NoSocket(f"another desk listens at {path}; stop it, or name another with --socket")
    path.unlink()  # left by a desk that was killed


def _give_to(path: Path, group: str) -> None:
    import grp

    try:
        gid = grp.getgrnam(group).gr_gid
    except KeyError:
        raise NoSocket(f"there is no group {group}; make it, or name another with --group") from None
    for place, mode in ((path, 0o660), (path.parent, 0o750)):
        os.chown(place, -1, gid)
        place.chmod(mode)


def activated() -> list[socket.socket]:
    """The sockets that systemd listens on for us."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return []
    count = int(os.environ.get("LISTEN_FDS", "0") or 0)
    return [socket.socket(fileno=number) for number in range(ACTIVATED, ACTIVATED + count)]


def tell_systemd(state: str) -> None:
    """Tell the service manager how we are, such as READY=1; nothing happens where there is none."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as telling:
        try:
            telling.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
        except OSError:
            return

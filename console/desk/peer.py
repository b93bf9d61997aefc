"""Who is at the other end of a unix socket, by the kernel's word."""

from __future__ import annotations

import os
import pwd
import socket
import struct
from dataclasses import dataclass

_CREDENTIALS = struct.Struct("3i")


@dataclass(frozen=True, slots=True)
class Peer:
    """The process that connected and the account it runs under."""

    pid: int
    uid: int
    account: str

    @property
    def owner(self) -> bool:
        """Whether it could read the store's file anyway: root, or the account that the desk runs under."""
        return self.uid in (0, os.geteuid())


def peer_of(connected: socket.socket) -> Peer:
    """Who connected."""
    credentials = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    pid, uid, _ = _CREDENTIALS.unpack(credentials)
    try:
        account = pwd.getpwuid(uid).pw_name
    except KeyError:
        account = f"uid {uid}"
    return Peer(pid, uid, account)

"""Which kind of file system a path stands on, told from the text of /proc/self/mountinfo."""

from __future__ import annotations

import re
from pathlib import Path

_NETWORK = frozenset({"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse", "gfs2", "glusterfs", "gpfs"})
_NETWORK_RARE = frozenset({"lustre", "ncpfs", "ocfs2", "vboxsf", "vmhgfs"})
_NETWORK_FAMILIES = ("nfs", "smb", "fuse.")


def filesystem(mountinfo: str, path: Path) -> str:
    """The file system type that `path` (absolute) is on; "" when the text does not say."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(_plain(fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= best:  # a later mount hides the one before it
            best, kind = len(point.parts), after.split(" ", 1)[0]
    return kind


def on_network(kind: str) -> bool:
    """Whether a file system of this type is shared by machines, or by a program that may not keep its locks."""
    return kind in _NETWORK | _NETWORK_RARE or kind.startswith(_NETWORK_FAMILIES)


def _plain(escaped: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)

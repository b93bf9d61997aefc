"""A store is kept on a disk of its own machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from db import file as files
from db.log import Entry, Unwritten
from db.mounts import filesystem, on_network
from tests.db.test_opening import reader_refused, refused

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "fuse"],
)
def test_network_file_systems_are_told_apart(kind: str) -> None:
    """The deepest mount decides, spaces in its name included, and a later mount hides an earlier one."""
    text = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 8:2 / /srv/our\\040share rw shared:1 - ext4 /dev/sdb rw\n"
        f"31 22 0:9 / /srv/our\\040share rw shared:2 master:1 - {kind} host:/x rw\n"
        "32 31 8:3 / /srv/our\\040share/local rw - xfs /dev/sdc rw\n"
    )
    assert filesystem(text, Path("/srv/our share/floor.db")) == kind
    assert on_network(kind)
    assert filesystem(text, Path("/srv/our share/local/floor.db")) == "xfs"
    assert filesystem(text, Path("/srv/our shared/floor.db")) == "ext4"


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "zfs", "apfs", ""])
def test_local_file_systems_are_let_through(kind: str) -> None:
    """Disks of this machine are no network."""
    assert not on_network(kind)


async def test_a_store_on_a_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening looks at where the file stands, and makes nothing there."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text("22 1 8:1 / / rw - nfs4 host:/ rw\n")
    monkeypatch.setattr(files, "_MOUNTS", mounts)
    assert "network file system (nfs4)" in await refused(f"sqlite:///{tmp_path}/floor.db")
    assert "network file system (nfs4)" in await reader_refused(f"sqlite:///{tmp_path}/floor.db")
    assert list(tmp_path.iterdir()) == [mounts]

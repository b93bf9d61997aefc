"""What of a status somebody has to see to."""

from __future__ import annotations

from collections.abc import Iterator

from console.desk.status import Status
from db.file import LARGE_WAL

BACKUP_LATE_MS = 30 * 60_000
"""A backup is made each 15 minutes (SAFETY G5); one that is twice as old was missed."""
HEAD_LATE_MS = 2 * 60_000
"""A head is signed each minute (SAFETY G14)."""
LOW_SHARE, LOW_BYTES = 0.1, 2**30
"""A disk is nearly full below a tenth of it and below 1 GiB: a tenth of a large disk lasts for years, and a small one
may never have had a gigabyte."""
_MB = 2**20


def warnings(status: Status) -> Iterator[str]:
    """What somebody has to see to, a sentence each, the worst first."""
    desk = status.desk
    if desk is not None and desk.trouble:
        yield f"The desk is in trouble: {desk.trouble}."
    if status.disk is not None and status.disk.free < min(LOW_BYTES, status.disk.size * LOW_SHARE):
        yield f"The disk is nearly full: {status.disk.free // _MB} MB are left; free some."
    if desk is not None and desk.sealed_at is not None and status.at - desk.sealed_at > HEAD_LATE_MS:
        yield "The log was not sealed for more than two minutes; look whether its heads can be written."
    if status.log.wal_bytes is not None and status.log.wal_bytes > LARGE_WAL:
        yield f"The -wal has grown to {status.log.wal_bytes // _MB} MB: another program reads the store for too long."
    if status.log.bytes is not None and status.backup is None:
        yield "There is no backup; make one with  firstline backup"
    elif status.backup is not None and status.at - status.backup.at > BACKUP_LATE_MS:
        minutes = (status.at - status.backup.at) // 60_000
        yield f"The last backup is {minutes} minutes old; look whether  firstline-backup.timer  runs."

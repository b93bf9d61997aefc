"""A status in words, and as OpenMetrics text for a collector of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from console.desk.status import Status, Waiting

Sample = tuple[Mapping[str, str], float | None]
"""A figure with its labels; None is not told."""
_MB = 2**20


def in_words(status: Status) -> str:
    """A line for each thing, and the warnings last."""
    return "\n".join([*_lines(status), *(f"!! {warning}" for warning in status.warnings)])


def _lines(status: Status) -> Iterator[str]:
    yield f"calls      {_waiting(status.calls, status.at, 'ring')}"
    yield f"incidents  {_waiting(status.incidents, status.at, 'have no unit')}"
    for one in status.today:
        yield f"{one.stage:<10} {one.met} of {one.stopped} in time today ({100 * one.met / one.stopped:.0f} %)"
    log = status.log
    wal = "" if log.wal_bytes is None else f", {(log.bytes or 0) // _MB} MB and {log.wal_bytes // _MB} MB of -wal"
    yield f"log        {log.entries} entries, head {log.hash[:12]}{wal}"
    if status.backup is not None:
        yield f"backup     {_ago(status.at - status.backup.at)} ago, {status.backup.entries} entries, checked"
    if status.disk is not None:
        yield f"disk       {status.disk.free // _MB} of {status.disk.size // _MB} MB free"
    yield f"desk       {_desk(status)}"


def _desk(status: Status) -> str:
    desk = status.desk
    if desk is None:
        return "none answers here; the figures are from the store"
    took = "" if desk.p50_ms is None else f", commands took {desk.p50_ms:.1f} ms (99 % within {desk.p99_ms:.1f} ms)"
    sealed = "" if desk.sealed_at is None else f", sealed at entry {desk.sealed} {_ago(status.at - desk.sealed_at)} ago"
    aside = f", {desk.aside} commands kept aside" if desk.aside else ""
    return f"{desk.consoles} consoles{took}{sealed}{aside}"


def _waiting(waiting: Waiting, now: int, verb: str) -> str:
    if not waiting.count or waiting.since is None:
        return f"none {verb}"
    return f"{waiting.count} {verb}, the first for {_ago(now - waiting.since)}"


def _ago(ms: int) -> str:
    seconds = max(0, ms // 1000)
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"


def open_metrics(status: Status) -> str:
    """Every figure as an OpenMetrics gauge, times in seconds, sizes in bytes; what is not known is left out."""
    return "".join([*(line for family in _families(status) for line in _family(*family)), "# EOF\n"])


def _families(status: Status) -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    now, log, desk = status.at, status.log, status.desk
    yield "calls_ringing", "Calls that ring.", "", _one(status.calls.count)
    yield "calls_ringing_longest_seconds", "How long the first of them rings.", "seconds", _one(_age(status.calls, now))
    yield "incidents_without_unit", "Incidents that were sent and have no unit.", "", _one(status.incidents.count)
    longest = _one(_age(status.incidents, now))
    yield "incidents_without_unit_longest_seconds", "How long the first of them waits.", "seconds", longest
    met = [({"stage": one.stage}, float(one.met)) for one in status.today]
    yield "clocks_met", "Stage clocks that stopped in time since midnight.", "", met
    stopped = [({"stage": one.stage}, float(one.stopped)) for one in status.today]
    yield "clocks_stopped", "Stage clocks that stopped since midnight.", "", stopped
    yield "log_entries", "The number of the last entry.", "", [({"store": log.store}, log.entries)]
    yield "store_bytes", "The store's file.", "bytes", _one(log.bytes)
    yield "wal_bytes", "The store's -wal.", "bytes", _one(log.wal_bytes)
    backup, disk = status.backup, status.disk
    yield (
        "backup_age_seconds",
        "How old the last checked backup is.",
        "seconds",
        _one(_s(now, backup.at if backup else None)),
    )
    yield "backup_entries", "The last entry in it.", "", _one(backup.entries if backup else None)
    yield "disk_free_bytes", "What is free on the store's disk.", "bytes", _one(disk.free if disk else None)
    yield "disk_bytes", "The store's disk.", "bytes", _one(disk.size if disk else None)
    yield "desk_up", "Whether a desk answers.", "", _one(int(desk is not None))
    if desk is not None:
        yield "desk_consoles", "Consoles at the desk.", "", _one(desk.consoles)
        yield "desk_aside", "Commands kept aside until the store takes them.", "", _one(desk.aside)
        yield "desk_trouble", "Whether the desk is in trouble.", "", _one(int(bool(desk.trouble)))
        took = [({"quantile": q}, ms and ms / 1000) for q, ms in (("0.5", desk.p50_ms), ("0.99", desk.p99_ms))]
        yield "desk_command_seconds", "How long the newest commands took.", "seconds", took
        yield "head_age_seconds", "How old the last signed head is.", "seconds", _one(_s(now, desk.sealed_at))
        yield "head_entry", "The entry it seals.", "", _one(desk.sealed)
    yield "warnings", "How many things have to be seen to.", "", _one(len(status.warnings))


def _family(name: str, help: str, unit: str, samples: Iterable[Sample]) -> Iterator[str]:
    told = [(labels, value) for labels, value in samples if value is not None]
    if not told:
        return
    yield f"# TYPE firstline_{name} gauge\n"
    if unit:
        yield f"# UNIT firstline_{name} {unit}\n"
    yield f"# HELP firstline_{name} {help}\n"
    for labels, value in told:
        said = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"firstline_{name}{'{' + said + '}' if said else ''} {value:.15g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _one(value: float | None) -> list[Sample]:
    return [({}, value)]


def _age(waiting: Waiting, now: int) -> float:
    return 0.0 if waiting.since is None else max(0.0, (now - waiting.since) / 1000)


def _s(now: int, then: int | None) -> float | None:
    return None if then is None else (now - then) / 1000

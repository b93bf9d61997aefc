"""Several agencies on one incident, each with its own times: they are alarmed, leave and arrive apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from console.rules.board import Assignment, Board, Incident
from console.rules.status import UNDONE, StatusName

STAGES: Mapping[StatusName, str] = {"dispatched": "sent", "en_route": "en route", "on_scene": "on scene"}
"""The stages whose first time counts, with the words for them."""


class Agency(Struct, frozen=True):
    """A department on an incident: when (ms UTC) its first unit reached each stage, and when its last one was clear."""

    department: str
    stamps: Mapping[StatusName, int]
    cleared: int | None = None

    def said(self, clock: Callable[[int], str]) -> str:
        """`POL 14:01 sent 14:02 en route 14:06 on scene`; `clock` says a moment as 14:01:22."""
        times = [f"{clock(self.stamps[name])[:5]} {word}" for name, word in STAGES.items() if name in self.stamps]
        over = [f"{clock(self.cleared)[:5]} clear"] if self.cleared is not None else []
        return " ".join([self.department, *times, *over])


def agencies(board: Board, incident: Incident) -> tuple[Agency, ...]:
    """The departments that were sent, in the order they were; a dispatch that was taken back counts for nothing."""
    jobs: dict[str, list[Assignment]] = {}
    for job in board.assignments.values():
        if job.incident == incident.id and job.disposition != UNDONE:
            jobs.setdefault(job.department or job.kind.upper(), []).append(job)
    return tuple(sorted((_agency(name, mine) for name, mine in jobs.items()), key=lambda one: min(one.stamps.values())))


def together(board: Board, incident: Incident, clock: Callable[[int], str]) -> tuple[str, ...]:
    """A line for each agency where there are several; nothing where one has it alone."""
    found = agencies(board, incident)
    return tuple(one.said(clock) for one in found) if len(found) > 1 else ()


def _agency(department: str, jobs: list[Assignment]) -> Agency:
    stamps = dict(_first(jobs))
    over = all(job.status == "cleared" for job in jobs)
    return Agency(department, stamps, max(job.stamps["cleared"] for job in jobs) if over else None)


def _first(jobs: list[Assignment]) -> Iterator[tuple[StatusName, int]]:
    for name in STAGES:
        if times := [job.stamps[name] for job in jobs if name in job.stamps]:
            yield name, min(times)

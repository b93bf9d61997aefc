"""What a replay asks of the desk: every row of a file as verbs, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.history import History, Odd, Row, word
from console.desk.history_map import Column, Stage
from console.rules import facts as f
from console.rules.status import STATUSES, StatusName

_REPORTED: tuple[StatusName, ...] = tuple(
    status.name for status in STATUSES if status.name not in ("dispatched", "cleared")
)
_COMMON: tuple[Column, ...] = ("type", "priority", "place", "town", "zone")
"""What all rows of an incident ought to say alike."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb that `happened` (ms UTC) and is asked for when it is `due`, never before what it follows from.

    `opening` is the key of the step that opens its incident; where that is its own key, or it has none, the verb is
    whole. In all others the incident's id, or the call's, is put in once it is known.
    """

    due: int
    happened: int
    key: str
    verb: v.Verb
    opening: str
    line: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order, what is odd beside the file's own oddities, and how much there is of each."""

    steps: tuple[Step, ...]
    odd: tuple[Odd, ...]
    rows: int
    incidents: int
    units: int


def make_plan(history: History) -> Plan:
    """The whole file as verbs. Two plans of the same file have the same keys, so that nothing happens twice."""
    incidents: dict[str, list[Row]] = {}
    for row in history.rows:
        ref = row.words.get("incident", "")
        incidents.setdefault(ref or f"\n{row.line}", []).append(row)
    writing = _Writing(history.digest)
    for rows in incidents.values():
        writing.incident(rows)
    signing = list(writing.signing())
    steps = sorted([*signing, *writing.steps], key=lambda step: step.due)
    return Plan(tuple(steps), tuple(writing.odd), len(history.rows), len(incidents), len(signing))


class _Writing:
    """Collects the steps of one incident after the other."""

    def __init__(self, digest: str) -> None:
        self.steps: list[Step] = []
        self.odd: list[Odd] = []
        self._digest = digest
        self._crews: dict[str, tuple[int, int, Row]] = {}
        self._opening = ""

    def incident(self, rows: list[Row]) -> None:
        """All steps of an incident."""
        first = rows[0]
        received, entered = _stamp(rows, "received"), _stamp(rows, "entered")
        earliest = min((at for row in rows for at in row.stamps.values()), default=None)
        if earliest is None:
            says = "no readable time in the whole incident, so there is no moment to put it; left out"
            self.odd += [Odd(row.line, "no time at all", says) for row in rows]
            return
        self.odd += _odd_incident(rows)
        begun = received if received is not None else entered if entered is not None else earliest
        sent = entered if entered is not None else min(_starts(rows), default=begun)
        self._open(first, rows, begun, received is not None and entered is not None and received < entered)
        due = max(begun, sent)
        self._add(due, sent, first.line, "send", v.Send(0))
        ends = [due, *self._assignments(rows, due)]
        if all("cleared" in row.stamps for row in rows if row.words.get("unit")):
            cleared = max((row.stamps["cleared"] for row in rows if "cleared" in row.stamps), default=sent)
            self._add(max(ends), cleared, first.line, "close", v.Close(0, _disposition(rows)))

    def _open(self, first: Row, rows: list[Row], begun: int, phoned: bool) -> None:
        ref = first.words.get("incident", "")
        self._opening = self._key(first.line, "open")
        self._add(begun, begun, first.line, "open", v.TakeCall("", ref) if phoned else v.OpenIncident(ref))
        self._add(begun, begun, first.line, "place", v.SetPlace(_place(rows)))
        code = _said(rows, "type") or "UNK"
        name = _said(rows, "type_name") or _said(rows, "type") or "type unknown"
        self._add(begun, begun, first.line, "type", v.NameType(0, code, name, first.priority))
        if phoned:
            entered = _stamp(rows, "entered") or begun
            self._add(entered, entered, first.line, "end", v.EndCall(0))

    def _assignments(self, rows: Sequence[Row], sent: int) -> Iterator[int]:
        """Write every assignment; yields when each is over. A unit's second one begins after its first."""
        over: dict[str, int] = {}
        for row in sorted(rows, key=lambda row: _start(row, sent)):
            unit = row.words.get("unit", "")
            if unit:
                over[unit.upper()] = self._assignment(row, unit, max(sent, over.get(unit.upper(), sent)), sent)
        yield from over.values()

    def _assignment(self, row: Row, unit: str, begin: int, sent: int) -> int:
        start = _start(row, sent)
        due = max(begin, start)
        self._sign_on(row, unit, start, due)
        self._add(due, start, row.line, "dispatched", v.Dispatch((unit,), 0))
        end = due
        for status in _REPORTED:
            if status in row.stamps:
                at = row.stamps[status]
                end = max(end, due, at)
                self._add(max(due, at), at, row.line, status, v.Report(unit, status, 0))
        if "cleared" in row.stamps:
            at = row.stamps["cleared"]
            end = max(end, at)
            self._add(end, at, row.line, "cleared", v.Clear(unit, row.words.get("disposition", ""), 0, closes=False))
        return end

    def _sign_on(self, row: Row, unit: str, happened: int, due: int) -> None:
        known = self._crews.get(unit.upper())
        if known is None:
            self._crews[unit.upper()] = (happened, due, row)
        else:
            self._crews[unit.upper()] = (min(happened, known[0]), min(due, known[1]), known[2])

    def signing(self) -> Iterator[Step]:
        """Every unit comes on duty at its first stamp."""
        for name, (happened, due, row) in self._crews.items():
            verb = v.SignOn(f.UnitSignedOn(row.words["unit"], row.words.get("kind", "")))
            yield Step(due, happened, self._key(0, f"sign on {name}"), verb, "", row.line)

    def _add(self, due: int, happened: int, line: int, what: str, verb: v.Verb) -> None:
        self.steps.append(Step(due, happened, self._key(line, what), verb, self._opening, line))

    def _key(self, line: int, what: str) -> str:
        return uuid5(NAMESPACE_OID, f"{self._digest}/{line}/{what}").hex


def addressed(verb: v.Verb, incident: int, call: int) -> v.Verb:
    """The verb with the incident's id put in, or the call's."""
    match verb:
        case v.SetPlace(place):
            return v.SetPlace(replace(place, incident=incident))
        case v.EndCall():
            return v.EndCall(call)
        case v.NameType() | v.Send() | v.Dispatch() | v.Report() | v.Clear() | v.Close():
            return replace(verb, incident=incident)
        case _:
            return verb


def most_calls(steps: Sequence[Step], window: int) -> int:
    """The most calls that are open at once when steps are done by `window` at a time."""
    most = now = 0
    for start in range(0, len(steps), window):
        done = steps[start : start + window]
        now += sum(isinstance(step.verb, v.TakeCall) for step in done)
        most = max(most, now)
        now -= sum(isinstance(step.verb, v.EndCall) for step in done)
    return most


def _stamp(rows: Sequence[Row], stage: Stage) -> int | None:
    return next((row.stamps[stage] for row in rows if stage in row.stamps), None)


def _said(rows: Sequence[Row], column: Column) -> str:
    """What the first row that says anything in this column says."""
    return next(filter(None, (row.words.get(column, "") for row in rows)), "")


def _starts(rows: Sequence[Row]) -> Iterator[int]:
    for row in rows:
        stamps = [at for stage, at in row.stamps.items() if stage not in ("received", "entered")]
        if stamps:
            yield min(stamps)


def _start(row: Row, sent: int) -> int:
    """When an assignment begins: at its dispatch, else at its earliest stamp, else when the incident was sent."""
    return row.stamps["dispatched"] if "dispatched" in row.stamps else min(_starts([row]), default=sent)


def _place(rows: Sequence[Row]) -> f.PlaceSet:
    row = next((row for row in rows if row.lat is not None), rows[0])
    text = _said(rows, "place") or (f"{row.lat}, {row.lon}" if row.lat is not None else "place unknown")
    return f.PlaceSet(0, text, _said(rows, "town"), _said(rows, "zone"), row.lat, row.lon, verified=row.lat is not None)


def _disposition(rows: Sequence[Row]) -> str:
    """The one of the row that was over last."""
    ordered = sorted(rows, key=lambda row: row.stamps.get("cleared", 0), reverse=True)
    return _said(ordered, "disposition") or "not given"


def _odd_incident(rows: Sequence[Row]) -> Iterator[Odd]:
    first = rows[0]
    if not first.words.get("incident"):
        yield Odd(first.line, "no incident number", "the row names no incident; kept as an incident of its own")
    if not _said(rows, "place"):
        yield Odd(first.line, "no place", "no row of the incident names a place; kept as  place unknown")
    if not _said(rows, "type"):
        yield Odd(first.line, "no type", "no row of the incident names a type; kept as  UNK")
    if not _said(rows, "disposition"):
        yield Odd(first.line, "no disposition", "no row of the incident says how it ended; kept as  not given")
    for row in rows:
        if not row.words.get("unit"):
            yield Odd(row.line, "no unit", "the row names no unit; the incident is kept without this assignment")
        yield from _disagreements(first, row)


def _disagreements(first: Row, row: Row) -> Iterator[Odd]:
    where = f"line {first.line} of the same incident"
    for column in _COMMON:
        mine, theirs = row.words.get(column, ""), first.words.get(column, "")
        if mine and theirs and mine != theirs:
            yield Odd(row.line, "rows differ", f"{column} is {mine!r}, but {theirs!r} in {where}; the first is kept")
    stages: tuple[Stage, ...] = ("received", "entered")
    for stage in stages:
        if stage in row.stamps and stage in first.stamps and row.stamps[stage] != first.stamps[stage]:
            yield Odd(row.line, "rows differ", f"{word(stage)} is another than in {where}; the first is kept")

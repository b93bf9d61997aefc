"""`firstline same-call`: how often SAME CALL? would have been shown in a store's past, and what it would have said."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from console.desk.centre_files import load_centre
from console.desk.duplicate_records import Hinted, hinted, read_incidents
from console.desk.faults import CentreFault
from console.rules.board import Incident
from console.rules.centre import Centre, Standard
from console.rules.duplicate import SHOWN
from console.rules.refused import Refused
from console.rules.wording import spell
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

NO_CENTRE = Centre("", "", "UTC", (), (), (), (), (), (), (), (), (), (), Standard("none", ()))
"""Types stand for themselves, times are UTC."""
RANKS = (1, 3, 5)
MOST = 20
"""How many candidates of an incident are told, shown or not."""
Pairs = set[frozenset[int]]
ById = Mapping[int, Incident]


def run(options: argparse.Namespace) -> int:
    """Print the rate and the list; exit status 1 when the store, the centre or the labels can't be read."""
    try:
        centre = load_centre(options.centre) if options.centre else NO_CENTRE
        incidents = asyncio.run(_incidents(options.store))
        labels = _read_labels(options.labels) if options.labels else []
    except (CentreFault, Refused, StoreRefused) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    past = list(hinted(incidents, centre, MOST))
    by_id = {incident.id: incident for incident in incidents}
    if options.json:
        print(json.dumps([_told(hint, by_id) for hint in past], indent=1))
        return 0
    lines = [*_rates(past), *(_against(past, labels, by_id) if options.labels else ())]
    for line in (*lines, "", *_list(past, by_id, ZoneInfo(centre.timezone))):
        print(clean(line, limit=2000))
    return 0


async def _incidents(url: str) -> list[Incident]:
    reader = await open_reader(url)
    try:
        return await read_incidents(reader)
    finally:
        await reader.close()


def _phoned(incident: Incident) -> bool:
    """As in `firstline report`: what units and systems made themselves had no form beside which a hint could stand."""
    return incident.sent is not None and incident.received < incident.sent


def _rates(past: Sequence[Hinted]) -> Iterator[str]:
    for name, wanted in (("phoned", True), ("others", False)):
        group = [hint for hint in past if _phoned(hint.incident) is wanted]
        shown = sum(bool(hint.shown) for hint in group)
        rate = f" ({shown / len(group):.1%})" if group else ""
        yield f"{name}: {len(group)} incidents with a place, SAME CALL? at {shown}{rate}"
    yield "phoned = received earlier than sent; types are those that the incidents had in the end"


def _list(past: Sequence[Hinted], by_id: ById, zone: tzinfo) -> Iterator[str]:
    """One line a candidate."""
    for hint in past:
        head = f"{_row(hint.incident)}, {datetime.fromtimestamp(hint.when / 1000, zone):%Y-%m-%d %H:%M:%S}"
        for found in hint.shown:
            metres = "? m" if found.metres is None else f"{found.metres} m"
            other = _row(by_id[found.incident])
            yield f"{head} -> {other}, {metres}, {spell(found.age_s)} ago, score {found.score:.2f}"


def _row(incident: Incident) -> str:
    return f"{incident.number} {incident.place.text if incident.place else ''}, {incident.type or 'no type'}"


def _told(hint: Hinted, by_id: ById) -> dict[str, Any]:
    return {
        "number": hint.incident.number,
        "ref": hint.incident.ref,
        "phoned": _phoned(hint.incident),
        "candidates": [
            {
                "number": by_id[found.incident].number,
                "ref": by_id[found.incident].ref,
                "score": found.score,
                "shown": found.score >= SHOWN,
                "metres": found.metres,
                "age_s": found.age_s,
                "why": found.why,
            }
            for found in hint.candidates
        ],
    }


def _read_labels(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} can't be read as a CSV file in UTF-8: {error}") from error
    for row in rows:
        if len(row) != 2:
            raise Refused(f"{path} has a row without two columns, {','.join(row)}; write two refs, as in  A-1,A-2")
    return [(one.strip(), other.strip()) for one, other in rows]


def _against(past: Sequence[Hinted], labels: Sequence[tuple[str, str]], by_id: ById) -> Iterator[str]:
    """Recall and precision by rank against pairs that somebody knows to be one incident.

    Only what is written counts: of three calls about one thing all three pairs must be there.
    """
    known = {name: id for id, incident in by_id.items() for name in (incident.number, incident.ref) if name}
    if labels and not known.keys() & set(labels[0]):
        labels = labels[1:]  # a heading
    pairs: Pairs = {frozenset((known[a], known[b])) for a, b in labels if a in known and b in known and a != b}
    missing = sum(a not in known or b not in known for a, b in labels)
    yield f"labels: {len(pairs)} pairs in this store" + (f", {missing} rows name others" if missing else "")
    for rank in RANKS:
        shown = [frozenset((hint.incident.id, c.incident)) for hint in past for c in hint.shown[:rank]]
        right = len(pairs.intersection(shown))
        yield (
            f"rank {rank}: {right} of {len(pairs)} pairs hinted (recall {_share(right, len(pairs))}), "
            f"{right} of {len(shown)} hints labelled (precision {_share(right, len(shown))})"
        )
    every = {frozenset((hint.incident.id, c.incident)) for hint in past for c in hint.candidates}
    found = len(pairs & every)
    recall = _share(found, len(pairs))
    yield f"within 300 m and 60 min, shown or not: {found} of {len(pairs)} pairs (recall {recall})"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"

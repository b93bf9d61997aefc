"""`firstline import open311`: another system's catalogue taken over into a store."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.desk import DeskShut, NotSaved
from console.desk.faults import CentreFault
from console.desk.local import LocalDesk
from console.desk.open311 import Catalogue311, beside, read_open311
from console.rules.catalogue import Service
from console.rules.centre import Centre
from console.rules.refused import Refused
from console.rules.wording import listed, quoted
from console.terminal.text import clean

POSITION = "IMPORT"


def run(options: argparse.Namespace) -> int:
    """Take the services over; the exit status is 1 when nothing could be read or the store can't be written."""
    try:
        centre = load_centre(options.centre)
        department = _department(centre, options.department)
        catalogue = read_open311(options.files, clean, department)
        if not catalogue.services:
            print(*catalogue.odd, "No services were found; nothing is changed.", sep="\n", file=sys.stderr)
            return 1
        written, refused = asyncio.run(_take_over(options.store, centre, catalogue))
    except (CentreFault, Refused, DeskShut, NotSaved) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(_counts(catalogue))
    print(f"{written} new or changed for {department}, {len(catalogue.services) - written - len(refused)} as before")
    print(*catalogue.odd, *refused, sep="\n", end="\n" if catalogue.odd or refused else "")
    return 0


def _department(centre: Centre, code: str | None) -> str:
    """The department named, else the one that most requests go to."""
    if code is None:
        asked = Counter(service.department for service in centre.services if "requested" in service.outcomes)
        return asked.most_common(1)[0][0] if asked else centre.departments[0].code
    found = centre.department_by_code.get(code.upper())
    if found is None:
        known = listed((department.code for department in centre.departments), "or")
        raise Refused(f"{centre.name} has no department {quoted(code)}; write --department with {known}.")
    return found.code


async def _take_over(url: str, centre: Centre, catalogue: Catalogue311) -> tuple[int, Sequence[str]]:
    """How many services were written, and a sentence for each that the desk refused."""
    nobody = replace(centre, units=())  # an import brings no roster on duty
    desk = await LocalDesk.open(url, nobody, position=POSITION, who=getpass.getuser().upper()[:8])
    try:
        board = desk.board
        known = {**centre.service_by_code, **board.defined}
        changed = [s for s in beside(catalogue, known.values()) if known.get(s.code.upper()) != s]
        answers = await asyncio.gather(*(_define(desk, service, board.number) for service in changed))
    finally:
        await desk.close()
    refused = [answer for answer in answers if answer]
    return len(changed) - len(refused), refused


async def _define(desk: LocalDesk, service: Service, seen: int) -> str:
    """Why the desk refused, "" when it didn't.

    The key is of the content and of the board it was compared with: two imports that saw the same board write once,
    and a service may still become again what it was before.
    """
    content = msgspec.json.encode(service, order="deterministic")
    try:
        await desk.ask(v.DefineService(service), key=hashlib.sha256(b"%d:%b" % (seen, content)).hexdigest())
    except Refused as refusal:
        return f"{service.code} ({service.source}): {refusal}"
    return ""


def _counts(catalogue: Catalogue311) -> str:
    asking = [len(service.questions) for service in catalogue.services if service.questions]
    said = f"{len(catalogue.services)} services, {len(asking)} with questions, {sum(asking)} questions"
    return f"{said}; {len(catalogue.undefined)} had no definition file" if catalogue.undefined else said

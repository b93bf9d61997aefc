"""`firstline drill from INCIDENT`: a scenario from a closed incident, shown before it is saved; it only reads."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from console.cli.places import default_centre
from console.cli.practising.practised import write_own
from console.desk.centre_files import load_centre
from console.desk.reading import stamped
from console.desk.story import NotFound, read_story
from console.practice.case import Case, case_of
from console.practice.from_life import scenario_text
from console.practice.scenario_files import ScenarioFault, load_scenario
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused


def run(options: argparse.Namespace) -> int:
    """Print it and save what was approved; the exit status is 1 where it is not there, still open, or no scenario."""
    centre = load_centre(default_centre())
    try:
        case = asyncio.run(_read(options.store, options.incident))
    except (StoreRefused, NotFound) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if not case.number:
        print(f"{options.incident} is no incident; write its number, such as 26-0417.", file=sys.stderr)
        return 1
    if not case.closed:
        print(f"{case.number} is still open; a drill is made of what is over.", file=sys.stderr)
        return 1
    if centre.service_of(case.type) is None:
        known = f"{case.type or 'no type'} is no service of {centre.name}, where drills are played"
        print(f"{case.number}: {known}; choose an incident of a type that it has.", file=sys.stderr)
        return 1
    text, to_look_at = scenario_text(case, centre, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "drill.toml"
        file.write_text(text, "utf-8")
        try:
            load_scenario(file, centre)
        except ScenarioFault as fault:
            print(fault, file=sys.stderr)
            return 1
    print(*(clean(line, limit=2000) for line in text.splitlines()), sep="\n")
    print(*(f"# LOOK AT THIS: {clean(one, limit=2000)}" for one in to_look_at), sep="\n")
    return _save(options, text)


async def _read(url: str, about: str) -> Case:
    reader = await open_reader(url)
    try:
        entries = await read_story(reader, about=about)
        case = case_of(stamped(entry).fact for entry in entries)
        for call in dict.fromkeys(entry.about for entry in entries if entry.about.startswith("call:")):
            said = await read_story(reader, about=call)
            case.talk += case_of(stamped(entry).fact for entry in said).talk
        return case
    finally:
        await reader.close()


def _save(options: argparse.Namespace, text: str) -> int:
    """Only after a yes, and never over a file that is there."""
    if options.out is None:
        print("# Nothing is saved. Read it, then say where: --out FILE")
        return 0
    if not options.yes and not _approved(options.out):
        print("Nothing is saved.")
        return 1
    try:
        write_own(options.out, text.encode())
    except OSError as error:
        print(f"{options.out} cannot be written ({error.strerror}); name a new file.", file=sys.stderr)
        return 1
    print(f"{options.out} is saved for you alone; firstline scenario play {options.out}")
    return 0


def _approved(out: Path) -> bool:
    print(f"Does nothing in it tell who or where it was? yes saves it as {out}: ", end="", flush=True)
    return sys.stdin.readline().strip().casefold() == "yes"

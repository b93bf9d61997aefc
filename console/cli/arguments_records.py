"""The options of the commands that read or write what is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.cli.options import centre, count, does, store
from console.cli.places import default_centre


def log(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline log`."""
    store(parser)
    parser.add_argument(
        "--about", metavar="WHAT", help="only entries about this: incident:7, unit:E1, call:3, or 26-0417"
    )
    parser.add_argument("--kind", metavar="FACT", help="only this kind of fact, such as UnitDispatched")
    parser.add_argument("--position", metavar="NAME", help="only what this position did")
    parser.add_argument("--centre", metavar="DIR", type=Path, help="show times where this centre is, else UTC")
    parser.add_argument("--after", metavar="N", type=count, default=0, help="only entries above this number")
    parser.add_argument("--last", metavar="N", type=count, help="only the newest N of those")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, hashes included")
    does(parser, "log")


def report(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline report`."""
    store(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    does(parser, "report")


def wait(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline wait`."""
    store(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="whose hours of the day count (the example centre Milltown)",
    )
    does(parser, "wait")


def alarms(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline alarms`."""
    store(parser)
    centre(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    does(parser, "alarms")


def same_call(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline same-call`."""
    store(parser)
    parser.add_argument("--centre", metavar="DIR", type=Path, help="whose services and time zone count")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="every incident with its candidates for machines")
    form.add_argument("--labels", metavar="FILE", type=Path, help="recall by a CSV file of pairs of refs that are one")
    does(parser, "same_call")


def run_cards(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline run-cards`."""
    store(parser)
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="whose run cards are tried (the example centre Milltown)",
    )
    parser.add_argument("--list", action="store_true", help="every incident beside the figures")
    parser.add_argument("--json", action="store_true", help="figures for machines")
    does(parser, "run_cards")


def replay(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline replay`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file, one row a unit")
    parser.add_argument(
        "--map", metavar="NAME", required=True, help="which column is which stamp: a shipped map's name or a TOML file"
    )
    parser.add_argument("--store", metavar="URL", required=True, help="the store to replay into")
    parser.add_argument("--speed", metavar="N|max", default="max", help="times real time, or max (%(default)s)")
    parser.add_argument("--json", action="store_true", help="the report of odd rows for machines")
    does(parser, "replay")


def review(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline review`."""
    store(parser)
    parser.add_argument("--week", metavar="DATE", help="the week's first day in UTC, such as 2026-11-16 (a week ago)")
    parser.add_argument("--seed", metavar="WORDS", help="what the lot is drawn by, to draw the same again (the day)")
    parser.add_argument("--new", metavar="WHO", nargs="*", default=[], help="people who are new: more of theirs")
    does(parser, "review")


def importing(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline import`."""
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    _import_open311(kinds.add_parser("open311", help="services and their questions, as an Open311 server lists them"))
    _import_places(kinds.add_parser("places", help="addresses with their coordinates, as a county lists them"))


def _import_open311(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="lists of services and definitions, in JSON or XML"
    )
    store(parser)
    parser.add_argument(
        "--department", metavar="CODE", help="whose services they are (the one that has most requests to do)"
    )
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="whose departments and codes count (the example centre Milltown)",
    )
    does(parser, "importing")


def _import_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file with text or address, lat and lon")
    store(parser)
    parser.add_argument("--town", metavar="NAME", default="", help="the town of those that name none")
    does(parser, "import_places")


def export(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline export`."""
    store(parser)
    parser.add_argument(
        "--what",
        choices=("incidents", "calls", "requests", "promises", "log"),
        default="incidents",
        help="what is told of (%(default)s)",
    )
    parser.add_argument("--since", metavar="DATE", help="only what began on this day (UTC) or later: 2026-11-21")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, every character as it is kept")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a new file for its owner only, not the output")
    does(parser, "export")

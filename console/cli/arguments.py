"""Every sub-command and its options, without importing what they need."""

from __future__ import annotations

import argparse
import getpass
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from console.cli.places import default_centre, default_url
from console.cli.practice_arguments import COMMANDS as PRACTICE
from console.cli.practice_arguments import add_practice

COMMANDS = (
    "run",
    "keys",
    "selftest",
    "check-centre",
    "log",
    "report",
    "wait",
    "alarms",
    "same-call",
    "run-cards",
    "replay",
    "import",
    "export",
    "verify",
    "rebuild",
    "doctor",
    "review",
    *PRACTICE,
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options of one call; without a command's name it is `run`. Exits with 2 and a sentence on wrong usage."""
    words = list(argv)
    if not any(word in (*COMMANDS, "-h", "--help", "--version") for word in words[:1]):
        words.insert(0, "run")
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="firstline",
        description="A keyboard-driven call-taker console for the terminal.",
        epilog="Without a command it opens the console. `firstline COMMAND --help` says more of one.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _run(commands.add_parser("run", help="open the console (the default)"))
    _keys(commands.add_parser("keys", help="print every command with its keys, check or choose a keymap"))
    _selftest(commands.add_parser("selftest", help="try this terminal's keys, letters, colours and bell in 20 seconds"))
    _check_centre(commands.add_parser("check-centre", help="say all that is wrong with a centre's files"))
    _log(commands.add_parser("log", help="print the log's entries in order"))
    _report(commands.add_parser("report", help="print the intervals of all incidents"))
    _wait(commands.add_parser("wait", help="print whether the waits told to callers would have held"))
    _alarms(commands.add_parser("alarms", help="print how many alarms each position was shown, against the limits"))
    _same_call(commands.add_parser("same-call", help="print how often SAME CALL? would have been shown, and where"))
    _run_cards(commands.add_parser("run-cards", help="print whether the run cards would have sent what was sent"))
    _replay(commands.add_parser("replay", help="drive a calls-for-service file through the desk's verbs"))
    _import(commands.add_parser("import", help="take over a catalogue or places from another system"))
    _export(commands.add_parser("export", help="print the records or the log as CSV or JSON"))
    _plain(
        commands.add_parser("verify", help="check the log's chain and the records; exit 1 at the first bad entry"),
        "verify",
    )
    _plain(commands.add_parser("rebuild", help="make the records anew from the log"), "rebuild")
    _review(commands.add_parser("review", help="draw the week's calls and dispatches to be reviewed, by lot"))
    add_practice(commands, _does, _who)
    _plain(
        commands.add_parser("doctor", help="versions, terminal, paths and store: what is well and what is not"),
        "doctor",
    )
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that costs more than all the other arguments."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and leave."""
        from importlib.metadata import version

        parser.exit(message=f"firstline {version('firstline')}\n")


def _does(parser: argparse.ArgumentParser, module: str) -> None:
    def run(options: argparse.Namespace) -> int:
        command: Callable[[Any], int] = importlib.import_module(f"console.cli.{module}").run
        return command(options)

    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of entries; write 0, 1, 2 and so on")
    return int(text)


def _named(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a name is needed; without one nobody can tell later who did what")
    return text


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store",
        metavar="URL",
        default=default_url(),
        help="where the log is, such as sqlite:///calls.db (%(default)s)",
    )


def _plain(parser: argparse.ArgumentParser, module: str) -> None:
    _store(parser)
    _does(parser, module)


def _run(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    _centre(parser)
    parser.add_argument("--position", metavar="NAME", type=_named, default="C01", help="this desk's name (%(default)s)")
    _who(parser)
    parser.add_argument(
        "--keymap", metavar="NAME", default="", help="a keymap's name or file (your own choice, or the default one)"
    )
    parser.add_argument("--plain", action="store_true", help="talk line by line: for screen readers and terrible links")
    parser.add_argument("--ascii", action="store_true", help="write ASCII only, whatever the locale says")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal, so that it can copy")
    _does(parser, "run")


def _centre(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="the centre's files (the example centre Milltown)",
    )


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name", metavar="WHO", type=_named, default=getpass.getuser().upper()[:8], help="who sits here (%(default)s)"
    )


def _keys(parser: argparse.ArgumentParser) -> None:
    _centre(parser)
    _who(parser)
    parser.add_argument("--keymap", metavar="NAME", default="", help="a keymap's name or file (the one in use)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--list", action="store_true", help="the keymaps that there are")
    form.add_argument("--check", metavar="FILE", type=Path, help="say what is wrong with a keymap file")
    form.add_argument("--choose", metavar="NAME", help="use this keymap from now on, on this kind of terminal")
    form.add_argument("--md", action="store_true", help="as a Markdown table")
    form.add_argument("--json", action="store_true", help="for machines")
    _does(parser, "keys")


def _selftest(parser: argparse.ArgumentParser) -> None:
    _who(parser)
    _does(parser, "selftest")


def _check_centre(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("centre", metavar="DIR", type=Path)
    _does(parser, "check_centre")


def _log(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument(
        "--about", metavar="WHAT", help="only entries about this: incident:7, unit:E1, call:3, or 26-0417"
    )
    parser.add_argument("--kind", metavar="FACT", help="only this kind of fact, such as UnitDispatched")
    parser.add_argument("--position", metavar="NAME", help="only what this position did")
    parser.add_argument("--centre", metavar="DIR", type=Path, help="show times where this centre is, else UTC")
    parser.add_argument("--after", metavar="N", type=_count, default=0, help="only entries above this number")
    parser.add_argument("--last", metavar="N", type=_count, help="only the newest N of those")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, hashes included")
    _does(parser, "log")


def _report(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    _does(parser, "report")


def _wait(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="whose hours of the day count (the example centre Milltown)",
    )
    _does(parser, "wait")


def _alarms(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    _centre(parser)
    parser.add_argument("--json", action="store_true", help="figures for machines")
    _does(parser, "alarms")


def _same_call(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument("--centre", metavar="DIR", type=Path, help="whose services and time zone count")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="every incident with its candidates for machines")
    form.add_argument("--labels", metavar="FILE", type=Path, help="recall by a CSV file of pairs of refs that are one")
    _does(parser, "same_call")


def _run_cards(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="whose run cards are tried (the example centre Milltown)",
    )
    parser.add_argument("--list", action="store_true", help="every incident beside the figures")
    parser.add_argument("--json", action="store_true", help="figures for machines")
    _does(parser, "run_cards")


def _replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file, one row a unit")
    parser.add_argument(
        "--map", metavar="NAME", required=True, help="which column is which stamp: a shipped map's name or a TOML file"
    )
    parser.add_argument("--store", metavar="URL", required=True, help="the store to replay into")
    parser.add_argument("--speed", metavar="N|max", default="max", help="times real time, or max (%(default)s)")
    parser.add_argument("--json", action="store_true", help="the report of odd rows for machines")
    _does(parser, "replay")


def _review(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument("--week", metavar="DATE", help="the week's first day in UTC, such as 2026-11-16 (a week ago)")
    parser.add_argument("--seed", metavar="WORDS", help="what the lot is drawn by, to draw the same again (the day)")
    parser.add_argument("--new", metavar="WHO", nargs="*", default=[], help="people who are new: more of theirs")
    _does(parser, "review")


def _import(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    _import_open311(kinds.add_parser("open311", help="services and their questions, as an Open311 server lists them"))
    _import_places(kinds.add_parser("places", help="addresses with their coordinates, as a county lists them"))


def _import_open311(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="lists of services and definitions, in JSON or XML"
    )
    _store(parser)
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
    _does(parser, "importing")


def _import_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file with text or address, lat and lon")
    _store(parser)
    parser.add_argument("--town", metavar="NAME", default="", help="the town of those that name none")
    _does(parser, "import_places")


def _export(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument(
        "--what",
        choices=("incidents", "calls", "requests", "promises", "log"),
        default="incidents",
        help="what is told of (%(default)s)",
    )
    parser.add_argument("--since", metavar="DATE", help="only what began on this day (UTC) or later: 2026-11-21")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, every character as it is kept")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a new file for its owner only, not the output")
    _does(parser, "export")

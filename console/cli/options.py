"""Options that several commands share."""

from __future__ import annotations

import argparse
import getpass
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console.cli.places import default_centre, default_url


def does(parser: argparse.ArgumentParser, module: str, function: str = "run") -> None:
    """What the command runs: a function of the module `console.cli.<module>`, imported only then."""

    def run(options: argparse.Namespace) -> int:
        command: Callable[[Any], int] = getattr(importlib.import_module(f"console.cli.{module}"), function)
        return command(options)

    parser.set_defaults(run=run)


def count(text: str) -> int:
    """A number of entries."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of entries; write 0, 1, 2 and so on")
    return int(text)


def named(text: str) -> str:
    """A name that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a name is needed; without one nobody can tell later who did what")
    return text


def store(parser: argparse.ArgumentParser) -> None:
    """Where the log is."""
    parser.add_argument(
        "--store",
        metavar="URL",
        default=default_url(),
        help="where the log is, such as sqlite:///calls.db (%(default)s)",
    )


def store_only(parser: argparse.ArgumentParser, module: str) -> None:
    """A command that needs nothing but a store."""
    store(parser)
    does(parser, module)


def desk_or_store(parser: argparse.ArgumentParser) -> None:
    """A desk that listens, or a store to open oneself."""
    parser.add_argument("--store", metavar="URL", help="open this store oneself (your own, where no desk listens)")
    parser.add_argument("--socket", metavar="PATH", type=Path, help="the desk's socket (the one that listens here)")


def centre(parser: argparse.ArgumentParser) -> None:
    """The centre's files."""
    parser.add_argument(
        "--centre",
        metavar="DIR",
        type=Path,
        default=default_centre(),
        help="the centre's files (the example centre Milltown)",
    )


def who(parser: argparse.ArgumentParser) -> None:
    """Who sits here."""
    parser.add_argument(
        "--name", metavar="WHO", type=named, default=getpass.getuser().upper()[:8], help="who sits here (%(default)s)"
    )

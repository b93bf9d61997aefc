"""The options of the commands at a desk."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.cli.options import centre, desk_or_store, does, named, store, who


def run(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline run`."""
    desk_or_store(parser)
    centre(parser)
    parser.add_argument("--position", metavar="NAME", type=named, help="this desk's name (C01, or the next free one)")
    who(parser)
    parser.add_argument("--login", metavar="WHO", default="", help="who you are, where an account is not yours alone")
    parser.add_argument(
        "--keymap", metavar="NAME", default="", help="a keymap's name or file (your own choice, or the default one)"
    )
    parser.add_argument("--plain", action="store_true", help="talk line by line: for screen readers and terrible links")
    parser.add_argument("--ascii", action="store_true", help="write ASCII only, whatever the locale says")
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        help="take clicks, or leave the mouse to the terminal so that it can copy (as over SSH, if nothing is said)",
    )
    does(parser, "run")


def desk(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline desk`."""
    store(parser)
    centre(parser)
    parser.add_argument("--socket", metavar="PATH", type=Path, help="where to listen (one's own place for that)")
    parser.add_argument("--group", metavar="NAME", default="", help="let this group's people in as well")
    parser.add_argument("--head-key", metavar="KEY", type=Path, help="sign the log's end each minute with this key")
    parser.add_argument(
        "--heads", metavar="FILE", type=Path, action="append", default=[], help="append the signed heads to this file"
    )
    parser.add_argument(
        "--backups", metavar="DIR", type=Path, help="where backups are kept (a folder beside the store)"
    )
    parser.add_argument("--check", action="store_true", help="say whether it could start, and leave")
    does(parser, "desk")


def keys(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline keys`."""
    centre(parser)
    who(parser)
    parser.add_argument("--keymap", metavar="NAME", default="", help="a keymap's name or file (the one in use)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--list", action="store_true", help="the keymaps that there are")
    form.add_argument("--check", metavar="FILE", type=Path, help="say what is wrong with a keymap file")
    form.add_argument("--choose", metavar="NAME", help="use this keymap from now on, on this kind of terminal")
    form.add_argument("--md", action="store_true", help="as a Markdown table")
    form.add_argument("--json", action="store_true", help="for machines")
    does(parser, "keys")


def selftest(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline selftest`."""
    who(parser)
    does(parser, "selftest")


def check_centre(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline check-centre`."""
    parser.add_argument("centre", metavar="DIR", type=Path)
    does(parser, "check_centre")

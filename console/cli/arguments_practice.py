"""The sub-commands for practice and their options. None of them takes a store but the one that only reads it."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.cli.options import does, who
from console.cli.places import default_url


def _level(parser: argparse.ArgumentParser, default: int | None = 1) -> None:
    parser.add_argument(
        "--level",
        type=int,
        choices=(1, 2, 3),
        default=default,
        help="the coach speaks each turn (1), after eight seconds (2), or only at the end (3)",
    )


def _screen(parser: argparse.ArgumentParser) -> None:
    who(parser)
    parser.add_argument("--position", metavar="NAME", default="C01", help="this desk's name (%(default)s)")
    parser.add_argument(
        "--keymap", metavar="NAME", default="", help="a keymap's name or file (your own choice, or the default one)"
    )
    parser.add_argument("--ascii", action="store_true", help="write ASCII only, whatever the locale says")
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        help="take clicks, or leave the mouse to the terminal so that it can copy (as over SSH, if nothing is said)",
    )


def practise(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline practice`."""
    parser.add_argument("--scenario", metavar="NAME", default="", help="a shipped scenario's name, or a file")
    parser.add_argument(
        "--seed", metavar="N", type=int, help="the same seed and keys give the same run (another each time)"
    )
    _level(parser)
    parser.add_argument("--list", action="store_true", help="the scenarios that ship, with what you did of them")
    parser.add_argument(
        "--keys", metavar="FILE", type=Path, help="play this key script on a clock that goes key by key"
    )
    parser.add_argument("--record", metavar="FILE", type=Path, help="write what was said and the score to a file")
    parser.add_argument("--load", metavar="FILE", help="a calls-for-service file as live arrivals, or milltown")
    parser.add_argument("--map", metavar="NAME", default="", help="which column of that file is which stamp")
    parser.add_argument(
        "--from", metavar="TIME", dest="since", default="", help='where in it to begin: "2023-05-01 17:00"'
    )
    parser.add_argument("--hours", metavar="N", type=float, default=1.0, help="how much of it (%(default)s)")
    parser.add_argument("--times", metavar="N", type=float, default=1.0, help="how many times as fast, 1 to 10")
    _screen(parser)
    does(parser, "practice")


def scenario(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline scenario`."""
    parser.add_argument("what", choices=("check", "play", "explain"))
    parser.add_argument("file", metavar="FILE", help="a file, or a shipped scenario's name")
    parser.add_argument("words", metavar="WORDS", nargs="*", help="for explain: what these words could bring out")
    parser.add_argument("--as", dest="trainee", choices=("good", "poor"), help="let this scripted trainee play it")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="the seed (%(default)s)")
    parser.add_argument("--record", metavar="FILE", type=Path, help="write what was said and the score to a file")
    _level(parser)
    _screen(parser)
    does(parser, "scenario")


def drill(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline drill`."""
    parser.add_argument("word", choices=("from",))
    parser.add_argument("incident", metavar="INCIDENT", help="a closed incident's number, such as 26-0417")
    parser.add_argument("--store", metavar="URL", default=default_url(), help="the store to read it from (%(default)s)")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="which names and places stand in (%(default)s)"
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="where it is saved once you have said yes")
    parser.add_argument("--yes", action="store_true", help="you have read it before: save it without asking")
    does(parser, "drill")


def challenge(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline challenge`."""
    parser.add_argument("--day", metavar="DATE", default="", help="the day's challenge, such as 2026-11-29 (today's)")
    parser.add_argument(
        "--results",
        metavar="FILE",
        nargs="*",
        help="what came of it, with what others handed over (firstline progress --share)",
    )
    parser.add_argument(
        "--keys", metavar="FILE", type=Path, help="play this key script on a clock that goes key by key"
    )
    parser.add_argument("--record", metavar="FILE", type=Path, help="write what was said and the score to a file")
    _level(parser, default=3)
    _screen(parser)
    does(parser, "challenge")


def progress(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline progress`."""
    who(parser)
    parser.add_argument(
        "--share", metavar="FILE", type=Path, help="write what a supervisor may plan with, to hand over"
    )
    parser.add_argument("--plan", metavar="FILE", type=Path, nargs="+", help="a plan from what people handed over")
    does(parser, "progress")

"""The options of the commands that check and keep the record, without importing what they need."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.cli.options import centre, count, desk_or_store, does, store


def verify(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline verify`."""
    store(parser)
    _against_heads(parser)
    parser.add_argument("--chain", action="store_true", help="check the log alone, not the records made from it")
    does(parser, "verify")


def _against_heads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--heads", metavar="FILE", type=Path, help="compare the log with the signed heads in this file")
    parser.add_argument("--head-key", metavar="PUBLIC", type=Path, help="the public key that the heads are checked by")


def heads(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline heads`."""
    what = parser.add_subparsers(metavar="WHAT", required=True)
    make = what.add_parser("make-key", help="make the key that signs heads, and its public half")
    make.add_argument("folder", metavar="DIR", type=Path, help="a folder that only its owner can enter")
    does(make, "heads", "make")
    seal = what.add_parser("seal", help="sign the end of the log now")
    store(seal)
    seal.add_argument("--head-key", metavar="KEY", type=Path, help="the key's file (the credential handed by systemd)")
    seal.add_argument("--to", metavar="FILE", type=Path, action="append", required=True, help="append it to this file")
    does(seal, "heads", "seal")


def backup(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline backup`."""
    store(parser)
    parser.add_argument("--to", metavar="DIR", type=Path, help="where backups are kept (a folder beside the store)")
    parser.add_argument("--keep", metavar="N", type=count, default=0, help="delete all but the newest N (delete none)")
    parser.add_argument("--chain", action="store_true", help="check the log alone, not the records made from it")
    does(parser, "backup")


def restore(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline restore`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup")
    parser.add_argument("--to", metavar="PATH", type=Path, help="the new store's file; nothing may be there yet")
    parser.add_argument("--dry-run", action="store_true", help="do all of it, and keep nothing")
    _against_heads(parser)
    does(parser, "restore")


def erase(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline erase`."""
    store(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--about", metavar="NUMBER", help="an incident with all that belongs to it, such as 26-0417")
    what.add_argument("--entry", metavar="N", type=count, help="one entry of the log")
    parser.add_argument("--why", metavar="TEXT", required=True, help="the reason, without names: it stays on the log")
    does(parser, "erase")


def status(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline status`."""
    parser.add_argument("--json", action="store_true", help="for machines")
    _seen(parser)
    does(parser, "status")


def metrics(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline metrics`."""
    _seen(parser)
    does(parser, "status", "metrics")


def _seen(parser: argparse.ArgumentParser) -> None:
    desk_or_store(parser)
    centre(parser)
    parser.add_argument(
        "--backups", metavar="DIR", type=Path, help="where backups are kept (a folder beside the store)"
    )

"""The options of `firstline people`, without importing what they need."""

from __future__ import annotations

import argparse

from console.cli.options import centre, desk_or_store, does

SIGN_IN = ("kernel", "key", "passphrase")


def people(parser: argparse.ArgumentParser) -> None:
    """Those of `firstline people`."""
    parts = parser.add_subparsers(metavar="WHAT", dest="what", required=True)
    parts.add_parser("list", help="everybody who works here")
    add = parts.add_parser("add", help="somebody works here from now on")
    _person(add, name_help="how they are called on every screen (the login in capitals)", role_needed=True)
    _person(parts.add_parser("change", help="another name, role, account or way to sign in"))
    for what, help in (
        ("disable", "let somebody in no more"),
        ("enable", "let somebody in again"),
        ("release", "let somebody try again who gave too many wrong passphrases"),
        ("passphrase", "set somebody's passphrase, asked for twice, or read from the input"),
    ):
        _login(parts.add_parser(what, help=help))
    for part in parts.choices.values():
        desk_or_store(part)
        centre(part)
        does(part, "people")


def _login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", type=str.casefold)


def _person(
    parser: argparse.ArgumentParser, *, name_help: str = "how they are called", role_needed: bool = False
) -> None:
    _login(parser)
    parser.add_argument("--name", metavar="WHO", default="", help=name_help)
    parser.add_argument("--role", metavar="ROLE", default="", required=role_needed, help="a role of the centre's files")
    parser.add_argument("--account", metavar="NAME", default="", help="the OS account they come from (the login)")
    parser.add_argument(
        "--sign-in",
        metavar="HOW",
        choices=SIGN_IN,
        default="kernel" if role_needed else "",
        help="kernel: the account is theirs alone; key: a shared account whose ssh keys name them; passphrase",
    )

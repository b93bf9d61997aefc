"""`firstline people`: who works here, and what they are let do."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from console.cli.at_desk import NOBODY, at_desk
from console.desk import verbs as v
from console.desk.desk import Desk, DeskShut, NotSaved
from console.desk.faults import CentreFault
from console.desk.now import now
from console.rules.people import Person
from console.rules.refused import Refused
from console.terminal.text import clean


def run(options: argparse.Namespace) -> int:
    """Do it and say so; exit status 1 where the desk says no, in its own words."""
    try:
        passphrase = _passphrase(options.login) if options.what == "passphrase" else ""
        for line in asyncio.run(_do(options, passphrase)):
            print(clean(line, limit=200))
    except (Refused, NotSaved, DeskShut, CentreFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


async def _do(options: argparse.Namespace, passphrase: str) -> list[str]:
    async with at_desk(options) as desk:
        if options.what == "list":
            return list(_table(await desk.seat.people(), now()))
        if options.what == "passphrase":
            own = options.login == desk.seat.sitting.login and "people" not in desk.seat.sitting.may
            old = getpass.getpass("The old one: ") if own else ""
            await desk.seat.set_passphrase(options.login, passphrase, old)
            return [f"ok  {options.login} has a new passphrase"]
        await desk.ask(_verb(options))
        return [await _said(desk, options)]


def _verb(options: argparse.Namespace) -> v.Verb:
    login = options.login
    match options.what:
        case "add":
            name = options.name or login.upper()
            return v.AddPerson(login, name, options.role, options.account or login, options.sign_in)
        case "change":
            return v.ChangePerson(login, options.name, options.role, options.account, options.sign_in)
        case "disable":
            return v.DisablePerson(login)
        case "enable":
            return v.EnablePerson(login)
        case _:
            return v.ReleasePerson(login)


async def _said(desk: Desk, options: argparse.Namespace) -> str:
    person = next(one for one in await desk.seat.people() if one.login == options.login)
    done = {"disable": "is disabled", "enable": "is enabled", "release": "is released"}.get(options.what)
    said = done or f"is {person.role}, from the account {person.account}, known by {person.sign_in}"
    lacks = done is None and person.sign_in == "passphrase" and person.passphrase is None
    remedy = f"; they have none yet:  firstline people passphrase {person.login}" if lacks else ""
    return f"ok  {person.name} ({person.login}) {said}{remedy}"


def _passphrase(login: str) -> str:
    """Asked for twice and not echoed; where nobody types, the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"New passphrase for {login}: ")
    if getpass.getpass("Once more: ") != first:
        raise Refused("They are not the same; nothing was changed.")
    return first


def _table(people: tuple[Person, ...], at: int) -> Iterator[str]:
    if not people:
        yield NOBODY
        return
    yield f"{'LOGIN':<12} {'NAME':<16} {'ROLE':<14} {'ACCOUNT':<12} {'KNOWN BY':<11} LAST HERE"
    for one in sorted(people, key=lambda person: person.login):
        used = datetime.fromtimestamp(one.used / 1000, UTC)
        row = f"{one.login:<12} {one.name:<16} {one.role:<14} {one.account:<12} {one.sign_in:<11} {used:%Y-%m-%d %H:%M}"
        yield f"{row}  {_state(one, at)}".rstrip()


def _state(person: Person, at: int) -> str:
    if person.disabled:
        return "DISABLED"
    if person.locked:
        return "LOCKED, wrong passphrases"
    if person.stale(at):
        return "DISABLED, 90 days unused"
    return "no passphrase yet" if person.sign_in == "passphrase" and person.passphrase is None else ""

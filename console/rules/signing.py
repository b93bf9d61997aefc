"""Who answers for a service's words, what changed since, and what the floor doubts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec

from console.rules import facts as f
from console.rules.board import Board
from console.rules.catalogue import Service, SignOff
from console.rules.centre import Centre
from console.rules.directory import unverified
from console.rules.incident import find_service
from console.rules.refused import Refused

CHANGED = "changed since it was signed"


def define(board: Board, service: Service) -> f.Facts:
    """Put a service into the catalogue, or put another in its place; the same again changes nothing."""
    if not service.code.strip() or not service.name.strip():
        raise Refused("A service needs a code and a name.")
    if board.defined.get(service.code.upper()) == service:
        raise Refused(f"{service.code} is that already.")
    return (f.ServiceDefined(service),)


def sign(board: Board, centre: Centre, code: str, review_by: str) -> f.Facts:
    """Sign a service's words as they stand, until a day on which they are looked at again."""
    service = find_service(centre, code)
    try:
        day = date.fromisoformat(review_by).isoformat()
    except ValueError:
        raise Refused("Name the day of the next review, as in  2027-05-31") from None
    if signature(board, service) == "" and board.signed[service.code.upper()].review_by == day:
        raise Refused(f"{service.code} is signed until that day already.")
    return (f.ServiceSigned(service, day),)


def sign_off(board: Board, service: Service) -> SignOff | None:
    """Who answers for these words: the newest signature on the log, else the one in the centre's files."""
    signed = board.signed.get(service.code.upper())
    if signed is None:
        return service.signed
    if signed.service != service:
        return None
    return SignOff(signed.by, datetime.fromtimestamp(signed.on / 1000, UTC).date().isoformat(), signed.review_by)


def standing(board: Board, service: Service, today: str) -> str:
    """Why a service's words can't be trusted on a day (ISO date); empty where they can."""
    if signature(board, service) == CHANGED:
        return CHANGED
    return unverified(service, today, sign_off(board, service))


def signature(board: Board, service: Service) -> str:
    """Empty where these very words were signed on the log; else why they are not."""
    signed = board.signed.get(service.code.upper())
    if signed is None:
        return "never signed on this desk"
    return "" if signed.service == service else CHANGED


def differences(before: Service | None, after: Service) -> Iterator[tuple[str, str, str]]:
    """What changed in a service, part by part: the part, what it said, what it says."""
    old = _parts(before) if before else {}
    new = _parts(after)
    for part in dict.fromkeys((*old, *new)):
        if old.get(part, "") != new.get(part, ""):
            yield part, old.get(part, ""), new.get(part, "")


def _parts(service: Service) -> dict[str, str]:
    parts: dict[str, str] = {}
    for name, value in msgspec.to_builtins(service).items():
        if name == "questions":
            parts |= {f"question {q['code']}": _said(q) for q in value}
        elif value not in (None, "", []):
            parts[name] = _said(value)
    return parts


def _said(value: object) -> str:
    """A value in words: `ask Is anyone hurt?, kind yes-no`."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(part)}" for name, part in value.items() if part not in (None, "", [], False))
    if isinstance(value, list | tuple):
        return "; ".join(_said(part) for part in value)
    return str(value)

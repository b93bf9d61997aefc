"""`? name`: a service's procedure to read while one talks, with what the caller may be told and who signed it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from console.desk.floor import Floor, Order
from console.rules.catalogue import Service
from console.rules.refused import Refused
from console.rules.service import services_like
from console.rules.wording import quoted

WIDTH = 76
"""Cells that a line has in the narrowest window that is designed for."""


def read_procedure(floor: Floor, name: str) -> Order:
    """What a service says, found by its code or by the words that callers use; a refusal where nothing is like it."""
    if not name:
        return Order("help", command="help.open")
    service = floor.centre.service_by_code.get(name.upper()) or next(iter(services_like(name, floor.centre)), None)
    if service is None:
        raise Refused(f"No service is like {quoted(name)}; name one by its code or by a caller's word, as in  ? unk")
    return Order(f"PROCEDURE {service.code} {service.name}", read=tuple(_lines(service)))


def _lines(service: Service) -> Iterator[str]:
    parts = {"": service.procedure or "No procedure is written down.", "TELL": service.tell}
    for head, text in parts.items():
        if text:
            yield from wrap(f"{head} {text}".strip(), WIDTH)
    yield from (f"ASK {question.ask}" for question in service.questions)
    signed = service.signed
    yield f"signed by {signed.by} on {signed.on}, until {signed.review_by}" if signed else "nobody has signed it"

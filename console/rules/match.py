"""A place that fits what somebody typed."""

from __future__ import annotations

from msgspec import Struct

from console.rules.centre import Place


class Match(Struct, frozen=True):
    """A place that fits; `unit` is the flat as typed ("APT 4"), `whole` says nothing is left to type.

    `near` says that it is only like what was typed: a slip mended, another number, or a place beside it.
    """

    place: Place
    unit: str = ""
    whole: bool = False
    near: bool = False

"""Telephone numbers compared by their digits, however they are written."""

from __future__ import annotations

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, and_, func

LONG_ENOUGH = 8
"""Digits after which a number that only lacks a prefix is still the same one; shorter ones exist in every area."""
_BETWEEN = " -()./+\u00a0"


def digits(phone: str) -> str:
    """The digits of a number."""
    return "".join(character for character in phone if character in "0123456789")


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers are one: the same digits, where either may lack the country's or the area's."""
    short, long = sorted((digits(one).lstrip("0"), digits(other).lstrip("0")), key=len)
    return bool(short) and (short == long or (len(short) >= LONG_ENOUGH and long.endswith(short)))


def has_digits(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """Those whose text has these digits in a row, with only what people write between digits among them."""
    quick = column.like(f"%{'%'.join(wanted)}%")  # spares most rows the slow way to the digits alone
    bare: Any = reduce(lambda text, sign: func.replace(text, sign, ""), _BETWEEN, column)
    return and_(quick, bare.like(f"%{wanted}%"))


def may_be(column: ColumnElement[str], phone: str) -> ColumnElement[bool]:
    """Those whose phone may be this one: to be looked through once more with `same_phone`."""
    return has_digits(column, digits(phone).lstrip("0")[-LONG_ENOUGH:])

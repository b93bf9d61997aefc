"""The question to the records for a telephone number, however it is written there."""

from __future__ import annotations

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, and_, func

from console.rules.phone import LONG_ENOUGH, digits

_BETWEEN = " -()./+\u00a0"


def has_digits(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """Those whose text has these digits in a row, with only what people write between digits among them."""
    quick = column.like(f"%{'%'.join(wanted)}%")  # spares most rows the slow way to the digits alone
    bare: Any = reduce(lambda text, sign: func.replace(text, sign, ""), _BETWEEN, column)
    return and_(quick, bare.like(f"%{wanted}%"))


def may_be(column: ColumnElement[str], phone: str) -> ColumnElement[bool]:
    """Those whose phone may be this one: to be looked through once more with `same_phone`."""
    return has_digits(column, digits(phone).lstrip("0")[-LONG_ENOUGH:])

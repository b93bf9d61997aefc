"""Telephone numbers compared by their digits, however they are written."""

from __future__ import annotations

LONG_ENOUGH = 8
"""Digits after which a number that only lacks a prefix is still the same one; shorter ones exist in every area."""


def digits(phone: str) -> str:
    """The digits of a number."""
    return "".join(character for character in phone if character in "0123456789")


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers are one: the same digits, where either may lack the country's or the area's."""
    short, long = sorted((digits(one).lstrip("0"), digits(other).lstrip("0")), key=len)
    return bool(short) and (short == long or (len(short) >= LONG_ENOUGH and long.endswith(short)))

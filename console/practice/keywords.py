"""Keyword rules: how a scenario says which words count as having asked for something.

`breath*|air chest` needs both words: one that begins with breath or is air, and chest. `-unit` must not be there,
`which_street` only as it stands, and `@L1` is the phrase of that id. Case, accents and punctuation never count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

EXAMPLE = 'write words with blanks between, such as "breath*|air -unit", "which_street" or "@L1"'


class Utterance(Struct, frozen=True):
    """What was said: its words in small letters without accents or signs, and the phrase it was said by, if any."""

    words: str
    phrase: str = ""


class Token(Struct, frozen=True):
    """One word of a rule: any of these has to be there, or none of them where it is `denied`."""

    any: tuple[str, ...]
    denied: bool = False


def heard(text: str, phrase: str = "") -> Utterance:
    """What a caller hears of a text."""
    return Utterance(plain(text), phrase.upper())


def plain(text: str) -> str:
    """Words in small letters, one blank between; signs, accents and case are gone."""
    spelled = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("\u2019", "")
    letters = "".join(sign for sign in spelled if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters))


def fits(rules: Iterable[str], said: Utterance) -> bool:
    """Whether any of the rules fits what was said."""
    return any(_fits(rule, said) for rule in rules)


def problem(rule: str) -> str:
    """What is wrong with a rule, as a sentence; "" when it is good."""
    tokens = _read(rule)
    if not tokens:
        return f"is empty; {EXAMPLE}"
    if all(token.denied for token in tokens):
        return f"the keyword rule `{rule}` only says what must not be there; add a word that has to be"
    if any(not word.strip("@* ") for token in tokens for word in token.any):
        return f"the keyword rule `{rule}` has a part without letters; {EXAMPLE}"
    return ""


def phrases_of(rules: Iterable[str]) -> tuple[str, ...]:
    """The ids of the phrases that rules speak of."""
    return tuple(word[1:] for rule in rules for token in _read(rule) for word in token.any if word.startswith("@"))


def _fits(rule: str, said: Utterance) -> bool:
    return all(any(_there(word, said) for word in token.any) != token.denied for token in _read(rule))


def _there(word: str, said: Utterance) -> bool:
    if word.startswith("@"):
        return word[1:] == said.phrase
    if word.endswith("*"):
        return f" {word[:-1]}" in f" {said.words}"
    return f" {word} " in f" {said.words} "


@lru_cache(maxsize=4096)
def _read(rule: str) -> tuple[Token, ...]:
    return tuple(_token(text) for text in rule.split())


def _token(text: str) -> Token:
    denied = text.startswith("-")
    return Token(tuple(map(_word, text[denied:].split("|"))), denied)


def _word(part: str) -> str:
    if part.startswith("@"):
        return part.upper()
    return plain(part.replace("_", " ")) + ("*" if part.endswith("*") else "")

"""What the words of a centre must keep to: phrases, the directory, offers and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.desk.centre_checks import dated, each, refer, unique
from console.desk.centre_folder import Files
from console.desk.centre_lines import Found, Notebook
from console.desk.centre_records import nearest, quoted
from console.desk.centre_roles import role_codes

SLOT = re.compile(r"<([^<>]*)>")
CALL = {"name", "phone", "place", "town", "type", "remark", "fact", "date", "me", "position", "centre"}
REFERRAL = {"agency", "service", "topic", "what", "when"}
PROMISE = {"N", "M", "act", "action", "by", "person", "reason", "time", "trigger", "wrong"}
SLOTS = CALL | REFERRAL | PROMISE
"""What a call fills in, or the person who says it."""
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
SPAN = rf"(?:{DAY}(?:-{DAY})? )?{CLOCK}-(?:{CLOCK}|24:00)"
HOURS = re.compile(rf"24 h|{SPAN}(?:, {SPAN})*")
"""When somebody is there; a span without days is every day's, and may run past midnight."""


def check_phrases(files: Files, book: Notebook) -> None:
    """Phrases, and the answers and offers made to callers, leave open only what a call can fill in."""
    for phrase in files.phrases.good:
        _check_slots(book, [Found(phrase.spot.at("text"), phrase.value.text)])
    for offer in files.offers.good:
        _check_slots(book, [Found(offer.spot.at("text"), offer.value.text)])
    for service in files.services.good:
        _check_slots(book, each(service.spot, "templates", service.value.templates))


def _check_slots(book: Notebook, texts: Iterable[Found[str]]) -> None:
    for text in texts:
        for slot in SLOT.findall(text.value):
            if slot not in SLOTS:
                book.note(text.spot, f"nothing fills in {quoted(f'<{slot}>')}; {nearest(slot, SLOTS)}")


def check_listings(files: Files, book: Notebook) -> None:
    """Each entry of the directory says when somebody made sure of it, and hours that can be read."""
    departments = files.departments.known("code")
    for found in files.listings.good:
        spot, listing = found.spot, found.value
        if listing.department:
            refer(book, spot.at("department"), listing.department, departments, "department in departments.toml called")
        dated(book, spot.at("checked"), listing.checked)
        if listing.hours and not HOURS.fullmatch(listing.hours):
            example = '"Mon-Fri 09:00-17:00, Sat 10:00-12:00", "18:00-08:00" or "24 h"'
            book.note(spot.at("hours"), f"{quoted(listing.hours)} cannot be read; write it like {example}")


def check_offers(files: Files, book: Notebook) -> None:
    """Each offer is somebody's to make."""
    roles = role_codes(files)
    for found in files.offers.good:
        if not found.value.roles:
            book.note(found.spot.at("roles"), 'is empty; name who may offer it, such as ["supervisor"]')
        unique(book, each(found.spot, "roles", found.value.roles))
        for role in each(found.spot, "roles", found.value.roles):
            refer(book, role.spot, role.value, roles, "role called")


def check_languages(files: Files, book: Notebook) -> None:
    """Each language can be asked in: it has lines, and none of them is blank."""
    for found in files.languages.good:
        if not found.value.lines:
            book.note(found.spot.at("lines"), "is empty; write what is meant and how it is said")
        for meant, said in found.value.lines.items():
            if not meant.strip() or not said.strip():
                book.note(found.spot.at("lines", meant), "is empty; write what is meant and how it is said")

"""The files of a centre's folder and what each holds; nothing is compared yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from console.desk.centre_lines import Notebook
from console.desk.centre_records import Listed, csv_list, toml_list, toml_one
from console.rules.catalogue import Department, Elsewhere, Guess, Service
from console.rules.centre import Disposition, Place, PremiseNote, RosterUnit, Standard, StatusCheck
from console.rules.courtesy import Listing, Offer, Phrase
from console.rules.people import Role

LISTS = 1_000_000
PLACES = 64_000_000
"""The most bytes of a small list and of the gazetteer."""


class CentreFile(Struct, frozen=True):
    """What centre.toml says. `zones` are the zones of each town; `standard` is the name of one in standards.toml.

    `can` is what each kind of unit can do beside; `zone_order` the next zones or stations of a zone, best first.
    `busy` are those of `reasons` for which a unit can be called away.
    `lock_minutes` is after how long without a key a console hides what it shows, 0: never.
    `keymap` is the one for whoever chose none, a name or a file beside this one; `lock_keymap` gives it to everybody.
    """

    code: str
    name: str
    timezone: str
    standard: str
    lines: tuple[str, ...]
    towns: tuple[str, ...]
    reasons: tuple[str, ...]
    zones: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    dispositions: tuple[Disposition, ...]
    keymap: str = ""
    lock_keymap: bool = False
    can: Mapping[str, tuple[str, ...]] = {}
    zone_order: Mapping[str, tuple[str, ...]] = {}
    checks: tuple[StatusCheck, ...] = ()
    busy: tuple[str, ...] = ()
    lock_minutes: int = 15


class LanguageFile(Struct, frozen=True):
    """What languages.toml says of a language: `lines` is a table of what is meant and how it is said."""

    code: str
    name: str
    own_name: str
    lines: Mapping[str, str]
    interpreter: str = ""


class Files(Struct, frozen=True):
    """Everything read from a centre's folder, good or not."""

    main: Listed[CentreFile]
    departments: Listed[Department]
    services: Listed[Service]
    units: Listed[RosterUnit]
    places: Listed[Place]
    notes: Listed[PremiseNote]
    phrases: Listed[Phrase]
    standards: Listed[Standard]
    guesses: Listed[Guess]
    elsewhere: Listed[Elsewhere]
    listings: Listed[Listing]
    offers: Listed[Offer]
    languages: Listed[LanguageFile]
    roles: Listed[Role]

    def named(self, key: str) -> Collection[str] | None:
        """What a list or table of centre.toml holds; None when that cannot be known."""
        for said in self.main.said:
            if isinstance(said.get(key), (list, dict)):
                return [str(word) for word in said[key]]
        return None


def read_files(folder: Path, book: Notebook) -> Files:
    """Every file of the folder; a centre may do without the last six, and without a roster and places of its own."""
    return Files(
        toml_one(CentreFile, folder / "centre.toml", book),
        toml_list(Department, "department", folder / "departments.toml", book),
        toml_list(Service, "service", folder / "services.toml", book),
        csv_list(RosterUnit, folder / "units.csv", LISTS, book, needed=False),
        csv_list(Place, folder / "places.csv", PLACES, book, needed=False),
        toml_list(PremiseNote, "note", folder / "notes.toml", book),
        toml_list(Phrase, "phrase", folder / "phrases.toml", book),
        toml_list(Standard, "standard", folder / "standards.toml", book),
        toml_list(Guess, "guess", folder / "guesses.toml", book, needed=False),
        toml_list(Elsewhere, "elsewhere", folder / "elsewhere.toml", book, needed=False),
        toml_list(Listing, "listing", folder / "directory.toml", book, needed=False),
        toml_list(Offer, "offer", folder / "offers.toml", book, needed=False),
        toml_list(LanguageFile, "language", folder / "languages.toml", book, needed=False),
        toml_list(Role, "role", folder / "roles.toml", book, needed=False),
    )

"""A centre's files become a Centre, or every fault in them is told at once."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from console.desk.centre_cards import check_abilities, check_cards, check_zone_order
from console.desk.centre_catalogue import check_elsewhere, check_guesses, check_services
from console.desk.centre_checks import (
    check_codes,
    check_main,
    check_notes,
    check_places,
    check_standards,
    check_units,
)
from console.desk.centre_courtesy import check_languages, check_listings, check_offers, check_phrases
from console.desk.centre_duty import check_endings, check_silences
from console.desk.centre_folder import Files, LanguageFile, read_files
from console.desk.centre_lines import Notebook
from console.desk.centre_roles import check_roles
from console.desk.faults import CentreFault
from console.rules.centre import Centre
from console.rules.courtesy import Language

CHECKS = (
    check_main,
    check_codes,
    check_standards,
    check_services,
    check_abilities,
    check_cards,
    check_zone_order,
    check_units,
    check_silences,
    check_endings,
    check_places,
    check_notes,
    check_guesses,
    check_elsewhere,
    check_phrases,
    check_listings,
    check_roles,
    check_offers,
    check_languages,
)


def load_centre(folder: Path) -> Centre:
    """The centre in a folder; CentreFault tells all that is wrong in its files."""
    book = Notebook()
    files = read_files(folder, book)
    for check in CHECKS:
        check(files, book)
    if book.faults:
        raise CentreFault(book.sentences())
    return _centre(files)


def _centre(files: Files) -> Centre:
    (main,) = files.main.values()
    (standard,) = (one for one in files.standards.values() if one.name == main.standard)
    # Of two limits for one stage the board's clock takes the last, which has to be the stricter.
    strict = sorted(standard.targets, key=lambda target: -target.seconds)
    spelt_out = tuple(structs.replace(one, services=_codes(files, one.services)) for one in strict)
    return Centre(
        code=main.code,
        name=main.name,
        timezone=main.timezone,
        lines=main.lines,
        towns=main.towns,
        departments=files.departments.values(),
        services=files.services.values(),
        units=files.units.values(),
        places=files.places.values(),
        notes=files.notes.values(),
        phrases=files.phrases.values(),
        dispositions=main.dispositions,
        reasons=main.reasons,
        standard=structs.replace(standard, targets=spelt_out),
        kinds=main.kinds,
        can=main.can,
        zone_order=main.zone_order,
        guesses=files.guesses.values(),
        elsewhere=files.elsewhere.values(),
        listings=files.listings.values(),
        offers=files.offers.values(),
        languages=tuple(map(_language, files.languages.values())),
        checks=main.checks,
        busy=main.busy,
        roles=files.roles.values(),
        lock_minutes=main.lock_minutes,
    )


def _codes(files: Files, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of the services that are called so, or are of such a group or department."""
    return tuple(
        one.code for one in files.services.values() if {one.code, one.group, one.department}.intersection(kinds)
    )


def _language(said: LanguageFile) -> Language:
    return Language(said.code, said.name, said.own_name, said.interpreter, tuple(said.lines.items()))

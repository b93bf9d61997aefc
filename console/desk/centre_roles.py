"""What the roles of a centre must keep to: permission words that there are, and somebody who may add people."""

from __future__ import annotations

from collections.abc import Collection

from console.desk.centre_checks import each, refer, unique
from console.desk.centre_folder import Files
from console.desk.centre_lines import Notebook, Spot
from console.rules.people import EVERYTHING, ROLES


def role_codes(files: Files) -> Collection[str] | None:
    """The codes of the centre's roles, or of those that Firstline knows where no file names any."""
    known = files.roles.known("code")
    return known if known is None or known else {role.code for role in ROLES}


def check_roles(files: Files, book: Notebook) -> None:
    """Each role may do what there is to do, and one of them may say who works here."""
    for found in files.roles.good:
        unique(book, each(found.spot, "may", found.value.may))
        for word in each(found.spot, "may", found.value.may):
            refer(book, word.spot, word.value, EVERYTHING, "permission called")
    said = [role.value.may for role in files.roles.good]
    if said and len(said) == len(files.roles.said) and not any("people" in may for may in said):
        book.note(Spot("roles.toml"), 'no role may add people; write "people" in the list `may` of one')

"""What a centre's files must keep to about units at work: how long they may be silent, and how their work ends."""

from __future__ import annotations

from console.desk.centre_checks import each, refer, unique
from console.desk.centre_folder import Files
from console.desk.centre_lines import Found, Notebook
from console.desk.centre_records import quoted


def check_silences(files: Files, book: Notebook) -> None:
    """A status check is of a kind that there is and of a status on a job, and each case has one."""
    for main in files.main.good:
        seen: set[tuple[str, str]] = set()
        for number, check in enumerate(main.value.checks):
            spot = main.spot.at("checks", number)
            if check.kind:
                refer(book, spot.at("kind"), check.kind, files.named("kinds"), "unit kind in centre.toml called")
            if check.status == "cleared":
                book.note(
                    spot.at("status"), "a unit that is clear is on no job; name a status before, such as on_scene"
                )
            if (check.status, check.kind) in seen:
                whose = quoted(check.kind) if check.kind else "all kinds"
                book.note(spot, f"{check.status} of {whose} stands twice; keep one of them")
            seen.add((check.status, check.kind))


def check_endings(files: Files, book: Notebook) -> None:
    """Codes to close with are of departments that there are, and what counts as busy is a reason."""
    departments = files.departments.known("code")
    for main in files.main.good:
        for number, one in enumerate(main.value.dispositions):
            spot = main.spot.at("dispositions", number)
            for word in each(spot, "departments", one.departments):
                refer(book, word.spot, word.value, departments, "department in departments.toml called")
            unique(book, [Found(spot.at("needs"), need) for need in one.needs])
        for word in each(main.spot, "busy", main.value.busy):
            refer(book, word.spot, word.value, main.value.reasons, "reason in centre.toml called")

"""Where somebody's own practice is kept: a file in their own data folder that nobody else can read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from console.cli.places import data_folder
from console.practice.progress import Done

OWN = 0o600
FOLDER = 0o700


def own_file(who: str) -> Path:
    """The file of one person."""
    return data_folder() / "practice" / f"{quote(who, safe='')}.jsonl"


def read_runs(who: str) -> list[Done]:
    """Every run that this person has finished, the oldest first; lines that cannot be read are passed over."""
    try:
        lines = own_file(who).read_bytes().splitlines()
    except OSError:
        return []
    runs = []
    for line in lines:
        try:
            runs.append(msgspec.json.decode(line, type=Done))
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue
    return runs


def keep_run(who: str, run: Done) -> str:
    """Keep a run; returns a sentence where it cannot be kept."""
    file = own_file(who)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER)
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWN)
        with os.fdopen(handle, "ab") as out:
            out.write(msgspec.json.encode(run) + b"\n")
    except OSError as error:
        return f"Your progress could not be kept in {file} ({error.strerror}); make that folder writable."
    return ""


def write_own(file: Path, lines: Sequence[str] | bytes) -> None:
    """Write a new file for its owner only; raises OSError where it is there already or cannot be written."""
    body = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN)
    with os.fdopen(handle, "wb") as out:
        out.write(body)

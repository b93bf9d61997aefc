"""Which keymap is in use: the one asked for, the person's own, or the centre's; a centre may lock its own."""

from __future__ import annotations

from pathlib import Path

from console.cli.places import terminals_file
from console.desk.centre_keys import CentreKeys
from console.keymap import FOLDER, Keymap
from console.keymap_file import KeymapFault, keymap_path, load_keymap
from console.terminal.preference import Preference, read_preference, write_preference

TRIED = ("xterm", "screen", "tmux", "putty", "linux", "rxvt", "vte", "alacritty", "gnome")
"""What TERM begins with for the terminals that were tried, key by key."""


def keymap_in_use(asked: str, centre: CentreKeys, preference: Preference) -> tuple[Keymap, str]:
    """The keymap, and a sentence where it is not the one that was asked for."""
    name = centre.keymap if centre.locked else asked or preference.keymap or centre.keymap or "default"
    refused = centre.locked and asked and keymap_path(asked) != keymap_path(name)
    complaint = f"This centre has the keys of {Path(name).stem} for everybody; {asked} is not used." if refused else ""
    try:
        return load_keymap(keymap_path(name)), complaint
    except KeymapFault as fault:
        rest = f"; firstline keys --check {name}  says all {many}" if (many := len(fault.problems)) > 1 else ""
        return load_keymap(FOLDER / "default.toml"), f"The default keys are on: {fault.problems[0]}{rest}"


def preference_of(who: str, term: str) -> Preference | None:
    """What this person chose for this kind of terminal, if anything."""
    return read_preference(terminals_file(), who, term)


def remember(who: str, term: str, preference: Preference) -> str:
    """Keep what was chosen, and say so, or why it is not kept."""
    file = terminals_file()
    try:
        write_preference(file, who, term, preference)
    except OSError as error:
        return f"It could not be kept in {file} ({error.strerror}); make that folder writable."
    return f"Kept for {who} on {term}: the keys of {preference.keymap or 'default'} from the next start on."


def offer(term: str, preference: Preference | None) -> str:
    """The sentence for somebody at a kind of terminal that nobody has tried; empty where there is nothing to offer."""
    if preference is not None or term.startswith(TRIED):
        return ""
    return f"TERM={term!r} is new here:  selftest  on the command line tries its keys in 20 seconds."

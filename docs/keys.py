"""Write the key table into the README from the table of commands and the default keymap; --check only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from console.commands import COMMANDS
from console.keymap import FOLDER, load_keymap

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- keys: written by `make keys` -->\n", "<!-- end of keys -->"


def table() -> str:
    """One row a command: keys while typing, keys in lists, and what it does."""
    keymap = load_keymap(FOLDER / "default.toml")
    rows = ["| key | command | what it does |", "|---|---|---|"]
    for command in COMMANDS:
        keys = (
            ", ".join(f"`{key}`" for key in keymap.keys_of(command.id))
            or f"`{keymap.shortest(command.id, typing=True)}`"
        )
        rows.append(f"| {keys} | {command.title} | {command.help} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write the table, or with --check say whether the README has it; exit 1 when it does not."""
    text = README.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    wanted = f"{head}{BEGIN}{table()}{END}{tail}"
    if "--check" in sys.argv[1:]:
        sys.exit(None if wanted == text else "README.md: the key table is not what the commands say; run `make keys`")
    README.write_text(wanted, "utf-8")


if __name__ == "__main__":
    main()

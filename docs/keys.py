"""Write the key tables into the README from the commands and the keymaps that ship; --check only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from console.cli.keys import beside, table
from console.keymap import NAMES
from console.keymap_file import keymap_path, load_keymap

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- {}: written by `make keys` -->\n", "<!-- end of {} -->"


def written(text: str) -> str:
    """The README with both tables as the commands and keymaps have them now."""
    keymaps = {name: load_keymap(keymap_path(name)) for name in NAMES}
    about = "".join(f"* **{name}**: {keymap.about}\n" for name, keymap in keymaps.items())
    text = put(text, "keys", table(keymaps["default"]))
    return put(text, "keymaps", f"{about}\n{beside(keymaps)}")


def put(text: str, name: str, wanted: str) -> str:
    """The text with something else between the marks of that name."""
    begin, end = BEGIN.format(name), END.format(name)
    head, begun, rest = text.partition(begin)
    _, ended, tail = rest.partition(end)
    if not begun or not ended:
        sys.exit(f"README.md: there is no {begin.strip()} ... {end}; put both lines where the table belongs")
    return f"{head}{begin}{wanted}{end}{tail}"


def main() -> None:
    """Write the tables, or with --check say whether the README has them; exit 1 when it does not."""
    text = README.read_text("utf-8")
    if "--check" in sys.argv[1:]:
        good = written(text) == text
        sys.exit(None if good else "README.md: the key tables are not what the commands say; run `make keys`")
    README.write_text(written(text), "utf-8")


if __name__ == "__main__":
    main()

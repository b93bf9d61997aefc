"""What terminals send for their keys, as recorded from xterm, PuTTY, tmux, screen, urxvt and the Linux console."""

from __future__ import annotations

from console.keymap import Keymap

TILDES = dict(zip(range(1, 13), (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24), strict=True))


def _tilde(first: int) -> dict[str, str]:
    return {f"f{n}": f"\x1b[{TILDES[n]}~" for n in range(first, 13)}


COMMON = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
}
VT_F = {f"f{n}": f"\x1bO{'PQRS'[n - 1]}" for n in range(1, 5)}
LINUX_F = {f"f{n}": f"\x1b[[{'ABCDE'[n - 1]}" for n in range(1, 6)}
APPLICATION = {"up": "\x1bOA", "down": "\x1bOB", "right": "\x1bOC", "left": "\x1bOD", "home": "\x1bOH", "end": "\x1bOF"}
OLD_ENDS = {"home": "\x1b[1~", "end": "\x1b[4~"}
TERMINALS = {
    "xterm": COMMON | VT_F | _tilde(5),
    "xterm with application keys": COMMON | VT_F | _tilde(5) | APPLICATION | {"backspace": "\x08"},
    "PuTTY": COMMON | _tilde(1) | OLD_ENDS | APPLICATION | OLD_ENDS,
    "PuTTY, Linux mode": COMMON | LINUX_F | _tilde(6) | OLD_ENDS,
    "PuTTY, Xterm R6": COMMON | VT_F | _tilde(5) | OLD_ENDS,
    "Linux console": COMMON | LINUX_F | _tilde(6) | OLD_ENDS,
    "tmux": COMMON | VT_F | _tilde(5) | OLD_ENDS,
    "screen": COMMON | VT_F | _tilde(5) | OLD_ENDS | APPLICATION | OLD_ENDS,
    "urxvt": COMMON | _tilde(1) | {"home": "\x1b[7~", "end": "\x1b[8~"},
    "keypad Enter of tmux and alacritty": COMMON | VT_F | _tilde(5) | {"enter": "\n"},
}
"""The bytes of each key that is not a plain character, a terminal each."""

STRAY = {
    "NumLock of PuTTY in tmux": "\x1bOP",
    "keypad / of PuTTY in tmux": "\x1bOQ",
    "keypad * of PuTTY in tmux": "\x1bOR",
    "keypad - of PuTTY in tmux": "\x1bOS",
    "keypad + of PuTTY in tmux": "\x1bOl",
    "keypad , of PuTTY in screen": "\x1bOm",
    "Shift+F1 of PuTTY": "\x1b[23~",
    "Shift+F2 of PuTTY": "\x1b[24~",
    "Shift+F3 of PuTTY": "\x1b[25~",
    "Shift+F4 of PuTTY": "\x1b[26~",
    "Shift+F5 of PuTTY": "\x1b[28~",
    "Shift+F6 of PuTTY": "\x1b[29~",
    "Shift+F7 of PuTTY": "\x1b[31~",
    "Shift+F8 of PuTTY": "\x1b[32~",
    "Shift+F9 of PuTTY": "\x1b[33~",
    "Shift+F10 of PuTTY": "\x1b[34~",
    "Shift+F3 of xterm": "\x1b[1;2R",
    "Shift+F5 of xterm": "\x1b[15;2~",
    "Ctrl+F5 of xterm": "\x1b[15;5~",
    "Shift+F5 of urxvt": "\x1b[28~",
    "Ctrl+F5 of urxvt": "\x1b[15^",
    "F5 of PuTTY, VT100+": "\x1bOT",
    "F1 of PuTTY, SCO": "\x1b[M",
    "F2 of PuTTY, SCO": "\x1b[N",
    "Escape and 1": "\x1b1",
    "Escape and 8": "\x1b8",
    "a key of modifyOtherKeys": "\x1b[27;5;99~",
}
"""Keys that arrive as something that nobody pressed."""


def sent(terminal: dict[str, str], key: str) -> str:
    """The bytes of one key."""
    if key.startswith("ctrl+"):
        return chr(ord(key[-1].upper()) & 0x1F)
    if key.startswith("alt+"):
        return "\x1b" + key[-1]
    return terminal.get(key, key)


def routes(keymap: Keymap, id: str) -> list[tuple[str, ...]]:
    """Every way to a command from a list, key by key."""
    direct = [tuple(keys.split(" ")) for keys in keymap.direct.get(id, ())]
    led = [(keymap.leader, *keys.split(" ")) for keys in keymap.letters.get(id, ())]
    alone = [tuple(keys.split(" ")) for keys in keymap.alone.get(id, ())]
    menu = [(keymap.leader, keymap.leader)] if id == "menu.open" and not keymap.printable else []
    return [*direct, *led, *alone, *menu]

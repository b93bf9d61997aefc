"""What a keyboard, a broken line or an enemy may send: keys, and bytes that no key sends."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from console.desk.codec import KINDS
from tests.console.payloads import ALL
from tests.console.real_console import BYTES

PASTE, PASTE_END = b"\x1b[200~", b"\x1b[201~"
FINALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ@abcdefghijklmnopqrstuvwxyz`{|}~^$"
NUMBERS = (0, 1, 2, 9, 27, 57358, 65535, 99999999, 1114112, 911141121200, 2**64)
PAYLOADS = tuple(text.encode("utf-8", "replace")[:400] for text in ALL)
WORDS = ("185 n oak st", "theft", "d 12 #1", "9195550142", "p1", "?", "c12 rpt", "e12", *sorted(KINDS)[:3])
KEYS = (*(key.encode() for key in BYTES.values()), b"\x1b", b"\x0f", b"\x0c", b"\x07", b"\x15", b"\x01", b"\x05")


def sequence(chance: Random) -> bytes:
    """One thing that came from the keyboard; now and then cut short, or with another one in the middle of it."""
    made = chance.choices(MAKERS, WEIGHTS)[0](chance)
    turn = chance.random()
    if turn < 0.05:
        made = made[: chance.randint(0, len(made))]
    elif turn < 0.08:
        at = chance.randint(0, len(made))
        made = made[:at] + chance.choices(MAKERS, WEIGHTS)[0](chance) + made[at:]
    return made


def _key(chance: Random) -> bytes:
    return chance.choice(KEYS)


def _led(chance: Random) -> bytes:
    """A command by the leader: two letters at most."""
    return b"\x0f" + bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz?0123456789", k=chance.randint(1, 2)))


def _words(chance: Random) -> bytes:
    return chance.choice(WORDS).encode() + chance.choice((b"", b"\r", b"\t", b" "))


def _printable(chance: Random) -> bytes:
    return bytes(chance.choices(range(32, 127), k=chance.randint(1, 6)))


def _any_bytes(chance: Random) -> bytes:
    return chance.randbytes(chance.randint(1, 12))


def _no_utf8(chance: Random) -> bytes:
    return chance.choice((b"\xff", b"\xfe", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\x80"))


def _csi(chance: Random) -> bytes:
    separators = [chance.choice(b";:") for _ in range(3)]
    numbers = [str(chance.choice(NUMBERS)) if chance.random() < 0.8 else "" for _ in range(chance.randint(0, 4))]
    body = "".join(number + chr(chance.choice(separators)) for number in numbers).rstrip(";:").encode()
    lead, between = chance.choice((b"", b"", b"?", b">", b"<", b"=")), chance.choice((b"", b"", b"$", b" ", b"!"))
    return b"\x1b[" + lead + body + between + bytes([chance.choice(FINALS)])


def _string(chance: Random) -> bytes:
    """OSC, DCS, APC, PM or SOS, ended, not ended, or ended by the wrong thing."""
    start = chance.choice((b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX", b"\xc2\x9d", b"\xc2\x90"))
    body = chance.choice(
        (b"52;c;SGk=", b"0;title", b"10;rgb:ffff/ffff/ffff", b"1$r0m", b"x" * 300, chance.randbytes(8))
    )
    return start + body + chance.choice((b"\x1b\\", b"\x07", b"", b"\x18", b"\xc2\x9c"))


def _mouse(chance: Random) -> bytes:
    x, y, button = (chance.choice((*NUMBERS, 3, 10, 40)) for _ in range(3))
    kind = chance.randrange(4)
    if kind == 0:
        return b"\x1b[M" + chance.randbytes(chance.randint(0, 3))
    if kind == 1:
        return f"\x1b[{button};{x};{y}M".encode()
    return f"\x1b[<{button % 200};{x};{y}{chance.choice('mM')}".encode()


def _paste(chance: Random) -> bytes:
    body = chance.choice((*PAYLOADS, b"x" * chance.choice((1, 100, 5000)), chance.randbytes(40)))
    return PASTE + body + (PASTE_END if chance.random() < 0.7 else b"")


def _payload(chance: Random) -> bytes:
    return chance.choice(PAYLOADS)


def _reply(chance: Random) -> bytes:
    """What a terminal answers to a question, asked or not."""
    replies = (
        b"\x1b[?2026;2$y",
        b"\x1b[24;80R",
        b"\x1b[?1;2c",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[48;65535;65535;1;1t",
        b"\x1b[8;24;80t",
        b"\x1b[?1u",
        b"\x1b[27;5;99~",
    )
    return chance.choice(replies)


def _escape(chance: Random) -> bytes:
    return b"\x1b" * chance.randint(1, 3) + bytes(chance.choices(range(256), k=chance.randint(0, 3)))


MAKERS: tuple[Callable[[Random], bytes], ...] = (
    _key,
    _led,
    _words,
    _printable,
    _any_bytes,
    _no_utf8,
    _csi,
    _string,
    _mouse,
    _paste,
    _payload,
    _reply,
    _escape,
)
WEIGHTS = (14, 8, 8, 8, 12, 6, 16, 6, 8, 3, 3, 4, 8)

"""What passphrases are checked against: scrypt, a salt a person, off the event loop, two at once at most.

n = 2**15, r = 8, p = 1 takes about 0.14 s and 32 MiB a time on the reference machine (SAFETY 5).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import unicodedata
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable

from console.desk.desk import NotSaved
from db.store import Store
from db.trouble import NotWritten, StoreRefused, Unknown

N, R, P = 2**15, 8, 1
_ROOM = 64 * 2**20
AT_ONCE = 2
TRIES, WITHIN_S, LONGEST_S = 5, 900, 10
"""From the sixth try of an account within 15 minutes on, each waits a second longer before it is looked at."""
NOTED_S = 60
"""How often it is put on record that an account was turned away."""


class Verifiers:
    """Keeps and checks what was made from passphrases. It belongs to one desk and its event loop."""

    def __init__(self, store: Store, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._store = store
        self._pause = pause
        self._room = asyncio.Semaphore(AT_ONCE)
        self._turn = defaultdict[str, asyncio.Lock](asyncio.Lock)
        self._knocked: dict[str, float] = {}
        self._tries = defaultdict[str, deque[float]](lambda: deque(maxlen=TRIES + LONGEST_S))

    def first_in_a_minute(self, account: str) -> bool:
        """Whether it is a minute since an account was turned away: whoever knocks on and on does not fill the log."""
        now = asyncio.get_running_loop().time()
        first = now - self._knocked.get(account, -NOTED_S) >= NOTED_S
        if first:
            self._knocked[account] = now
        return first

    async def keep(self, login: str, passphrase: str) -> None:
        """From now on this is a person's passphrase; raises NotSaved."""
        salt = os.urandom(16)
        made = await self._stretch(passphrase, salt)
        try:
            await self._store.save_secret(login, f"scrypt${N}${R}${P}${salt.hex()}${made.hex()}")
        except (NotWritten, Unknown, StoreRefused) as trouble:
            raise NotSaved(str(trouble)) from trouble

    async def fits(self, login: str, passphrase: str, account: str) -> bool:
        """Whether it is the passphrase of a login; takes as long where there is no such login. Raises NotSaved."""
        async with self._turn[account]:
            await self._pause(self._due(account))
            try:
                kept = await self._store.secret(login)
            except StoreRefused as trouble:
                raise NotSaved(str(trouble)) from trouble
            salt, known = _parts(kept) if kept else (os.urandom(16), os.urandom(32))
            fits = hmac.compare_digest(await self._stretch(passphrase, salt), known)
            if fits:
                self._tries.pop(account, None)
            return fits

    def _due(self, account: str) -> float:
        tries, now = self._tries[account], asyncio.get_running_loop().time()
        while tries and tries[0] < now - WITHIN_S:
            tries.popleft()
        tries.append(now)
        return max(0, len(tries) - TRIES)

    async def _stretch(self, passphrase: str, salt: bytes) -> bytes:
        async with self._room:
            return await asyncio.to_thread(_scrypt, passphrase, salt)


def _scrypt(passphrase: str, salt: bytes) -> bytes:
    """The same characters count however a keyboard composes them."""
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return hashlib.scrypt(text, salt=salt, n=N, r=R, p=P, maxmem=_ROOM, dklen=32)


def _parts(kept: str) -> tuple[bytes, bytes]:
    salt, made = kept.rsplit("$", 2)[1:]
    return bytes.fromhex(salt), bytes.fromhex(made)

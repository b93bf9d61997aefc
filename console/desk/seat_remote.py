"""The session of a console, at a desk behind a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from console.desk import wire
from console.desk.sitting import Sitting
from console.rules.people import Person

_SITTING = msgspec.msgpack.Decoder(Sitting)
_PEOPLE = msgspec.msgpack.Decoder(tuple[Person, ...])
Ask = Callable[[Callable[[int], wire.Said]], Awaitable[Any]]


class SeatRemote:
    """Asks the desk; `let_in` is told when somebody was let in who had to sign in."""

    def __init__(self, ask: Ask, sitting: Sitting, let_in: Callable[[], None]) -> None:
        self.sitting = sitting
        self._ask = ask
        self._let_in = let_in

    def resume(self, sitting: Sitting) -> None:
        """The link is back; what was locked stays so, and who signed in by a passphrase gives it again."""
        before, self.sitting = self.sitting, sitting
        if before.locked and not sitting.wants:
            self.sitting = replace(sitting, locked=True)
        elif sitting.wants and before.login:
            self.sitting = replace(sitting, login=before.login, wants="passphrase")

    async def sign_in(self, login: str, passphrase: str, reason: str = "") -> Sitting:
        """Show who one is."""
        self.sitting = _SITTING.decode(await self._ask(lambda id: wire.SignIn(id, login, passphrase, reason)))
        self._let_in()
        return self.sitting

    async def lock(self, why: str = "asked for") -> Sitting:
        """Answer nothing more until the person is back."""
        self.sitting = _SITTING.decode(await self._ask(lambda id: wire.Lock(id, why)))
        return self.sitting

    async def unlock(self, passphrase: str = "") -> Sitting:
        """The person is back."""
        self.sitting = _SITTING.decode(await self._ask(lambda id: wire.Unlock(id, passphrase)))
        return self.sitting

    async def people(self) -> tuple[Person, ...]:
        """Everybody who works here."""
        return _PEOPLE.decode(await self._ask(lambda id: wire.People(id)))

    async def set_passphrase(self, login: str, passphrase: str, old: str = "") -> None:
        """Change one's own, or set somebody's."""
        await self._ask(lambda id: wire.SetPassphrase(id, login, passphrase, old))

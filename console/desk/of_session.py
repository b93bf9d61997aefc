"""What a console asks about its own session, answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from console.desk import wire

if TYPE_CHECKING:
    from console.desk.session import Session


async def answer_of(session: Session, message: wire.OfSession, let_in: Callable[[], None]) -> object:
    """The answer; `let_in` is called once somebody has signed in. Raises as the session does."""
    match message:
        case wire.SignIn(_, login, passphrase, reason):
            sitting = await session.sign_in(login, passphrase, reason)
            let_in()
            return sitting
        case wire.Lock(_, why):
            return await session.lock(why)
        case wire.Unlock(_, passphrase):
            return await session.unlock(passphrase)
        case wire.SetPassphrase(_, login, passphrase, old):
            await session.set_passphrase(login, passphrase, old)
            return None
        case wire.People():
            return session.everybody()
        case _:
            assert_never(message)

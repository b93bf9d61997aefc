"""The keys by which a script serves an incident: sends the caller on, asks a department, or tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.rules.catalogue import Outcome
from console.widgets.outlook import NET, ORDER

if TYPE_CHECKING:
    from console.cli.practising.key_player import Player

MOST = 8
"""Keys after which a blank that will not be filled is left as it is."""


async def refer(player: Player, text: str) -> None:
    """Find whom they are sent to, take the first, and answer what keeps the caller safe with no."""
    await _find(player, "referred", text)
    for _ in range(MOST):
        outlook = player.app.outcome.outlook
        if outlook is None or player.app.screen.name != "outcome":
            return
        at, blank = outlook.chosen.at, not outlook.answers.get(outlook.chosen.at)
        no = "y" if at == "safe" else "n"
        await player.press(no if at in NET and blank else "enter")


async def inform(player: Player, text: str) -> None:
    """Tell them what fits these words, or the words themselves."""
    await _find(player, "informed", text)
    await player.command("call.send")


async def request(player: Player) -> None:
    """Give it to the department."""
    await _go(player, "requested")
    await player.command("call.send")


async def _find(player: Player, outcome: Outcome, text: str) -> None:
    await _go(player, outcome)
    await player.type(text)
    await player.press("enter")


async def _go(player: Player, outcome: Outcome) -> None:
    await player.command("call.outcome")
    await player.press(str(ORDER.index(outcome) + 1))

"""The screens beside the board: all are put up before the first key is taken, so that none is waited for later."""

from __future__ import annotations

from importlib import import_module

from console.screens.catalogue import CatalogueScreen
from console.screens.intake import IntakeScreen
from console.screens.outcome import OutcomeScreen
from console.screens.promises import PromisesScreen
from console.screens.requests import RequestsScreen
from console.screens.selftest import SelfTestScreen
from console.screens.shift import Shift

LATER = ("console.desk.command_line", "console.screens.looking", "console.screens.searching", "console.screens.units")
"""What the first frame does without and no key may wait for: it is read in with this module."""
for later in LATER:
    import_module(later)


class Rooms:
    """One of each; they know one another only where one leads back to another."""

    def __init__(self, shift: Shift) -> None:
        self.call = IntakeScreen(shift, "call")
        self.outcome = OutcomeScreen(shift, "outcome", self.call)
        self.promises = PromisesScreen(shift, "promises")
        self.requests = RequestsScreen(shift, "requests")
        self.catalogue = CatalogueScreen(shift, "catalogue")
        self.selftest = SelfTestScreen(shift, "selftest")
        self.all = (self.call, self.outcome, self.promises, self.requests, self.catalogue, self.selftest)

    @property
    def furnished(self) -> bool:
        """Whether every one is there to be used."""
        return all(room.furnished for room in self.all)

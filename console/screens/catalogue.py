"""The catalogue as the floor sees it: who answers for each service's words, what changed since, what is doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from textual.widget import Widget

from console.desk import verbs as v
from console.desk.enquiries import Served
from console.rules.catalogue import Service
from console.rules.signing import differences, standing
from console.rules.wait import lately
from console.screens.lists import ListScreen, Way, Ways
from console.widgets.services import Services, doubts

SIGNED_FOR = timedelta(days=365)
"""How long a signature counts, if no other day is named: a year."""


class CatalogueScreen(ListScreen):
    """Every service of the centre and of the log."""

    CSS = "CatalogueScreen Services { height: 1fr; }"

    _served = Served()

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Services()

    @property
    def listing(self) -> Services:
        """The list."""
        return self.query_one(Services)

    def open_row(self) -> None:
        """Look up how the service's requests went, then lay the sheet."""
        service = self.listing.service(self.listing.at)
        if service is not None:
            self.run_worker(self._open(service), group="service", exclusive=True)

    async def _open(self, service: Service) -> None:
        served = await self.shift.enquiries.served(service, self.shift.now)
        here = self.listing.service(self.listing.at)
        if self.is_current and here is not None and here.code == service.code:
            self._served = served
            super().open_row()

    def ways(self) -> Ways:
        """What changed since the last signature, what failed and what is doubted, then signing it and doubting it."""
        service = self.listing.service(self.listing.at)
        if service is None:
            return Ways("The catalogue is empty; `firstline check-centre` says why.")
        why = standing(self.shift.board, service, self.shift.sight.today)
        about = f"{service.code} {service.name}"
        return Ways(f"{about}, UNVERIFIED: {why}" if why else about, tuple(self._ways(service)))

    def _ways(self, service: Service) -> Iterator[tuple[str, Way]]:
        open_doubts = doubts(self.shift.board, service.code)
        until = (date.fromisoformat(self.shift.sight.today) + SIGNED_FOR).isoformat()
        yield from ((row, "") for row in self._changes(service))
        for question, times in self._served.sent_back:
            yield f"SENT BACK {times}x for: {question or 'something that nobody asks'}", ""
        if self._served.done_in:
            yield lately(self._served.done_in), ""
        for doubt in open_doubts:
            yield f"DOUBT P{doubt.id} by {doubt.by}: {doubt.text}", ""
        yield f"Sign until {until}", v.SignService(service.code, until)
        yield "Sign until another day", f"sg {service.code} "
        yield "File a doubt", f"dt {service.code} "
        for doubt in open_doubts:
            yield f"Settle doubt P{doubt.id}: say how", f"pk P{doubt.id} "

    def _changes(self, service: Service) -> Iterator[str]:
        """The difference since the last version that was signed on the log, part by part."""
        signed = self.shift.board.signed.get(service.code.upper())
        if signed is None:
            yield "Never signed on this desk: these are the words of the centre's files."
            return
        changed = list(differences(signed.service, service))
        yield f"{len(changed) or 'No'} parts changed since {signed.by} signed it until {signed.review_by}."
        for part, before, after in changed:
            yield f"{part}: {before or '(nothing)'} -> {after or '(nothing)'}"

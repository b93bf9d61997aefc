"""The departments' requests: taken, sent back for what is missing, answered, done with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from console.desk import verbs as v
from console.rules.owed import Request
from console.screens.lists import ListScreen, Way, Ways
from console.widgets.requests import Asked, Requests

TALL = 34


class RequestsScreen(ListScreen):
    """The requests of all departments or of one, and under them what the one under the cursor says."""

    CSS = """
    RequestsScreen Requests { height: 1fr; }
    RequestsScreen Asked { height: 6; }
    RequestsScreen.-tall Asked { height: 12; }
    """

    def body(self) -> Iterable[Widget]:
        """The list, and the request under its cursor."""
        yield Requests()
        yield Asked()

    def on_resize(self) -> None:
        """Tall screens show more of the request."""
        self.set_class(self.size.height >= TALL, "-tall")
        super().on_resize()

    @property
    def listing(self) -> Requests:
        """The list."""
        return self.query_one(Requests)

    @property
    def request(self) -> Request | None:
        """The request under the cursor."""
        return self.shift.board.requests.get(self.listing.at or 0)

    @property
    def selected(self) -> int | None:
        """The incident that the request came from, as long as it is at hand."""
        request, board = self.request, self.shift.board
        known = (*board.incidents.values(), *board.recent.values())
        return next((i.id for i in known if request is not None and i.number == request.number), None)

    def show_row(self) -> None:
        """Draw the request under the cursor."""
        self.query_one(Asked).show(self.shift.sight, self.request)

    def choose(self, department: str) -> None:
        """Show one department's requests only; `all` shows every one's."""
        self.listing.choose("" if department == "all" else department)
        self.shift.say(f"requests of {'all departments' if department == 'all' else department}")
        self.show()

    def ways(self) -> Ways:
        """What a department may do with it in the state that it is in."""
        request = self.request
        if request is None:
            whose = f"{self.listing.department} has" if self.listing.department else "The departments have"
            return Ways(f"{whose} no open request.")
        return Ways(f"R{request.id} {request.service} {request.number}", tuple(self._ways(request)))

    def _ways(self, request: Request) -> Iterator[tuple[str, Way]]:
        service = self.shift.centre.service_by_code.get(request.service.upper())
        name = f"R{request.id}"
        if request.state != "taken":
            yield "Take: we work on it", v.TakeRequest(request.id)
        if request.state == "asked back":
            yield f"Answer what is missing: {request.missing}", f"qa {name} "
        else:
            for question in service.questions if service else ():
                if question.kind != "note":
                    yield f"Ask back {question.code}: {question.ask}", f"qb {name} {question.code} "
            yield "Ask back something that nobody asks", f"qb {name} "
        for reason in service.reasons if service else ():
            yield f"Done: {reason}", v.FinishRequest(request.id, reason)
        if service is None or not service.reasons:
            yield "Done: say how", f"qd {name} "
        yield "Show all of it", self.show_all

    def show_all(self) -> None:
        """Lay a sheet of every answer and the text."""
        request = self.request
        if request is not None:
            place = f"{request.place}, {request.town}".rstrip(", ")
            rows = [f"place     {place}", f"caller    {request.name}  {request.phone}"]
            rows += [f"{code:<9} {value}" for code, value in request.answers.items()]
            rows += [f"text      {part}" for part in request.text.split(" / ") if part]
            self.lay(f"R{request.id} {request.service} {request.number}   {self.way_back}", rows)

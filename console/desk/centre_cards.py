"""What the run cards of a centre must keep to: somebody can do what is called for, and every card adds something."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from console.desk.centre_checks import each, refer, unique
from console.desk.centre_folder import Files
from console.desk.centre_lines import Found, Notebook
from console.desk.centre_records import quoted
from console.rules.catalogue import Card, Need, Service


def check_abilities(files: Files, book: Notebook) -> None:
    """What kinds can do is said of kinds that there are."""
    for main in files.main.good:
        for kind, able in main.value.can.items():
            spot = main.spot.at("can")
            refer(book, spot.at(kind), kind, files.named("kinds"), "unit kind in centre.toml called")
            unique(book, each(spot, kind, able))


def check_zone_order(files: Files, book: Notebook) -> None:
    """Zones are put in order by zones and stations that there are."""
    stations = files.units.known("station")
    for main in files.main.good:
        zones = {zone for of_town in main.value.zones.values() for zone in of_town}
        for zone, order in main.value.zone_order.items():
            spot = main.spot.at("zone_order")
            refer(book, spot.at(zone), zone, zones, "zone under [zones] called")
            unique(book, [Found(spot.at(zone), zone), *each(spot, zone, order)])
            for area in each(spot, zone, order):
                known = None if stations is None else {*zones, *stations} - {""}
                refer(book, area.spot, area.value, known, "zone or station called")


def check_cards(files: Files, book: Notebook) -> None:
    """Every need can be met by somebody, and every card says when it holds and whom it adds."""
    known, roster = _abilities(files)
    for service in files.services.good:
        for need in _needs(service):
            _check_need(need, known, roster, book)
        for found in _cards(service):
            _check_card(found, book)
        _check_levels(service, book)


def _abilities(files: Files) -> tuple[Collection[str] | None, Collection[str] | None]:
    """All that can be called for, and of it what somebody on the roster is or can; None when that cannot be known."""
    kinds, there = files.named("kinds"), files.units.known("kind")
    mains = files.main.values()
    if kinds is None or there is None or not mains:
        return None, None
    can = mains[0].can
    skills = {skill for unit in files.units.said for skill in str(unit.get("skills", "")).split()}
    known = {*kinds, *skills, *(able for one in can.values() for able in one)}
    return known, {*there, *skills, *(able for kind in there for able in can.get(kind, ()))}


def _needs(service: Found[Service]) -> Iterator[Found[Need]]:
    for number, need in enumerate(service.value.sends):
        yield Found(service.spot.at("sends", number), need)
    for card in _cards(service):
        for number, need in enumerate(card.value.sends):
            yield Found(card.spot.at("sends", number), need)


def _cards(service: Found[Service]) -> Iterator[Found[Card]]:
    for number, card in enumerate(service.value.cards):
        yield Found(service.spot.at("cards", number), card)


def _check_need(
    need: Found[Need], known: Collection[str] | None, roster: Collection[str] | None, book: Notebook
) -> None:
    words = [Found(need.spot.at("can"), need.value.can)]
    words += [Found(need.spot.at("instead", n, "can"), one.can) for n, one in enumerate(need.value.instead)]
    unique(book, words)
    for word in words:
        refer(book, word.spot, word.value, known, "kind of unit, ability or skill called")
        if roster is not None and word.value in (known or ()) and word.value not in roster:
            book.note(word.spot, f"no unit in units.csv is or can {quoted(word.value)}; add one or name another")


def _check_card(found: Found[Card], book: Notebook) -> None:
    spot, card = found.spot, found.value
    if not card.sends:
        book.note(spot.at("sends"), 'is empty; write whom the card adds, such as [{ can = "engine" }]')
    if card.level == 1 and card.priority == 5 and not card.when.strip():
        book.note(spot, "this card always holds; write when, priority or level, or put its units into sends")


def _check_levels(service: Found[Service], book: Notebook) -> None:
    """No alarm level is left out, and none is written twice for the same case."""
    levels = {card.level for card in service.value.cards} | {1}
    seen: set[tuple[int, int, str]] = set()
    for found in _cards(service):
        card = found.value
        case = (card.level, card.priority, card.when.strip())
        if case in seen:
            book.note(found.spot, "a card before it has the same level, priority and when; put their units together")
        seen.add(case)
        if card.level > 1 and card.level - 1 not in levels:
            book.note(found.spot.at("level"), f"no card is for level {card.level - 1}; levels go up one by one")

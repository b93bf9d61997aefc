"""What a caller can be told without a unit: the services' own words, and those of the directory."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from console.rules.catalogue import Service
from console.rules.centre import Centre
from console.rules.courtesy import Listing
from console.rules.directory import DOES, find_listings
from console.rules.said import Said, Told


class Telling(Struct, frozen=True):
    """Words for a caller: the `code` of the service or listing that they come from, its name, and what is told."""

    code: str
    name: str
    words: str


def find_tellings(centre: Centre, typed: str) -> tuple[Telling, ...]:
    """What the caller may be told about this, best first: the services', then the directory's."""
    if not typed.strip():
        return ()
    spoken = tuple(service for service in centre.services if service.tell or service.procedure)
    services = [spoken[number] for number in _said(spoken).find(typed)]
    exact = [service for service in spoken if service.code.casefold() == typed.strip().casefold()]
    ours = (_of_service(service) for service in (*exact, *(one for one in services if one not in exact)))
    return (*ours, *(_of_listing(listing) for listing in find_listings(centre, typed)))


def _of_service(service: Service) -> Telling:
    return Telling(service.code, service.name, service.tell or service.procedure)


def _of_listing(listing: Listing) -> Telling:
    who = ", ".join(part for part in (listing.name, listing.phone, listing.hours) if part)
    return Telling(listing.code, listing.name, f"{who}: they {listing.does}")


@lru_cache(maxsize=4)
def _said(services: tuple[Service, ...]) -> Said:
    return Said(
        Told((one.name, *one.words), ((DOES, one.tell), (DOES, one.procedure), (DOES, one.code))) for one in services
    )

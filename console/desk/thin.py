"""The centre as a console needs it that asks its desk about places."""

from __future__ import annotations

from msgspec.structs import replace

from console.rules.centre import Centre, Place


def for_consoles(centre: Centre) -> Centre:
    """The centre with the places alone that its words and notes go by: named ones, noted ones, one for each zone."""
    noted = {(note.place, note.town) for note in centre.notes}
    zones: dict[tuple[str, str], Place] = {}
    kept = [
        place
        for place in centre.places
        if zones.setdefault((place.zone, place.town), place) is place or place.name or (place.text, place.town) in noted
    ]
    return replace(centre, places=tuple(kept))

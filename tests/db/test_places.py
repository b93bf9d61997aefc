"""What the store promises about the places it was given, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest

from db.places import PAGE, PlaceRow
from db.store import Store
from db.trouble import NotWritten

OAK = PlaceRow("1200 N OAK ST", "Milltown", "12", 35.8, -78.85, "Pine/Elm", "Old mill", "county.csv")


async def kept(store: Store) -> list[PlaceRow]:
    return list(chain.from_iterable([page async for page in store.places()]))


async def test_places_come_back_as_they_were_given(store: Store) -> None:
    """Every value, the same text in two towns as two places, also without a town, in the order they were given."""
    rows = [OAK, replace(OAK, town="Ridgeway"), replace(OAK, town=""), replace(OAK, text="ÉGLISE 'D\"ELM; --")]
    assert await store.put_places(rows) == 4
    assert await kept(store) == rows


async def test_a_place_given_again_takes_over(store: Store) -> None:
    """What has its text and town is replaced where it stands, also twice in one go; only the others are new."""
    elm = replace(OAK, text="1 ELM ST")
    await store.put_places([OAK, elm])
    moved, fir = replace(OAK, lat=36.0, name="", source="b.csv"), replace(OAK, text="1 FIR ST")
    assert await store.put_places([replace(OAK, lat=0.5), moved, fir]) == 1
    assert await kept(store) == [moved, elm, fir]


async def test_all_pages_are_read(store: Store) -> None:
    """Also where there are more than one page holds, each place once."""
    rows = [replace(OAK, text=f"{number} OAK ST") for number in range(2 * PAGE + 1)]
    assert await store.put_places(rows) == len(rows)
    assert await kept(store) == rows


async def test_places_that_cannot_all_be_kept_are_not_kept_at_all(store: Store) -> None:
    """A row that the database refuses on a later page takes the earlier ones back with it."""
    good = [replace(OAK, text=f"{number} OAK ST") for number in range(PAGE)]
    bad = replace(OAK, lat=None)  # type: ignore[arg-type]
    with pytest.raises(NotWritten):
        await store.put_places([*good, bad])
    assert await kept(store) == []


async def test_a_source_of_rows_that_breaks_keeps_nothing(store: Store) -> None:
    """The error comes out as itself, and the store takes the next ones."""

    def broken() -> Iterator[PlaceRow]:
        yield from (replace(OAK, text=f"{number} OAK ST") for number in range(PAGE + 1))
        raise RuntimeError("half a file")

    with pytest.raises(RuntimeError, match="half a file"):
        await store.put_places(broken())
    assert await kept(store) == []
    assert await store.put_places([OAK]) == 1

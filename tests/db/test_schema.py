"""The migrations make the tables that the statements are written for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from db.records import Row
from db.revision import HEAD
from db.schema import _config
from db.store import Store, open_reader, open_store
from db.tables import metadata
from db.trouble import StoreRefused


async def test_the_migrations_make_the_tables(store: Store) -> None:
    """Nothing differs between a migrated store and tables.py: tables, columns, types, keys, indexes."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    async with store._reading.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_primary_keys_and_uniqueness_are_made(store: Store) -> None:
    """What the comparison does not look at: the primary keys, and which values may stand once only."""

    def found(connection: Connection) -> dict[str, tuple[list[str], list[list[str]]]]:
        look = inspect(connection)
        return {
            table.name: (
                look.get_pk_constraint(table.name)["constrained_columns"],
                [unique["column_names"] for unique in look.get_unique_constraints(table.name)],
            )
            for table in metadata.sorted_tables
        }

    async with store._reading.connect() as connection:
        made = await connection.run_sync(found)
    for table in metadata.sorted_tables:
        assert made[table.name][0] == [column.name for column in table.primary_key]
    assert made["entry"][1] == [["key", "part"]]
    assert made["incident"][1] == [["number"]]


def test_head_is_the_last_migration() -> None:
    """db/revision.py names the newest revision in the folder, and there is but one."""
    assert ScriptDirectory.from_config(_config()).get_heads() == [HEAD]


async def test_an_older_store_is_brought_up_to_date_by_the_writer_only(
    url: str, by_hand: Callable[[str], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader refuses a store of an older revision, and says that opening it once with Firstline mends it."""
    store = await open_store(url, now=lambda: 5)
    await store.close()
    monkeypatch.setattr("db.schema.HEAD", "one to come")
    with pytest.raises(StoreRefused, match="older Firstline"):
        await open_reader(url)


async def test_a_store_of_the_first_revision_keeps_what_it_holds(
    url: str, by_hand: Callable[[str], Awaitable[None]]
) -> None:
    """Opened with this Firstline it has the newer tables, and its older rows are as they were."""
    store = await open_store(url, now=lambda: 5)
    async with store.pen() as pen:
        await pen.start([], 0)
        await pen.write([], 6, [Row("incident", {"id": 1, "number": "26-0001", "place": "1 ELM ST"})])
    await store.close()
    for table in ("promise", "request", "referral", "place", "secret"):
        await by_hand(f"DROP TABLE {table}")
    for index in ("incident_phone", "incident_lat"):
        await by_hand(f"DROP INDEX {index}")
    for column in ("caller", "phone", "told", '"into"'):
        await by_hand(f"ALTER TABLE incident DROP COLUMN {column}")
    await by_hand('ALTER TABLE "call" DROP COLUMN channel')
    await by_hand("UPDATE alembic_version SET version_num = '0001'")
    store = await open_store(url, now=lambda: 7)
    try:
        (row,) = await store.rows("incident")
        assert (row["number"], row["place"], row["into"]) == ("26-0001", "1 ELM ST", None)
        assert await store.rows("promise") == []
    finally:
        await store.close()

"""Bringing a store's tables to the revision this Firstline writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, insert, inspect, select, text

from db import tables
from db.revision import HEAD
from db.trouble import StoreRefused

if TYPE_CHECKING:
    from alembic.config import Config


def bring_up_to_date(connection: Connection, place: str, made_at: int) -> str:
    """Make or migrate the tables inside the transaction that is open; the store's id."""
    revision = _stored(connection, place)
    if revision != HEAD:
        _migrate(connection, revision, place)
    found = connection.execute(select(tables.store.c.id)).scalar()
    if found is not None:
        return str(found)
    made = uuid4().hex
    connection.execute(insert(tables.store), {"id": made, "made_at": made_at})
    return made


def require_current(connection: Connection, place: str) -> None:
    """Refuse to read a store that is empty, older or newer than this Firstline."""
    revision = _stored(connection, place)
    if not revision:
        raise StoreRefused(f"{place} holds no store yet; open it once with Firstline")
    if revision == HEAD:
        return
    if revision in _revisions():
        raise StoreRefused(f"{place} was written by an older Firstline; open it once with this one")
    raise StoreRefused(_newer(place))


def make_at(connection: Connection, revision: str, place: str) -> None:
    """Make the tables as they were at a revision, in an empty place; StoreRefused when this Firstline knows it not."""
    from alembic import command

    if revision not in _revisions():
        raise StoreRefused(_newer(place))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _stored(connection: Connection, place: str) -> str:
    names = set(inspect(connection).get_table_names())
    if not names:
        return ""
    if not {"alembic_version", "entry", "store"} <= names:
        raise StoreRefused(f"{place} holds tables of another program; name an empty place, or another store")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection, revision: str, place: str) -> None:
    from alembic import command

    if revision and revision not in _revisions():
        raise StoreRefused(_newer(place))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newer(place: str) -> str:
    return f"{place} was written by a newer Firstline; update this one"


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config

"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make every table of revision 0001."""
    _entry()
    _call()
    _incident()
    _assignment()
    op.create_table(
        "snapshot",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("fold", sa.Text, nullable=False),
        sa.Column("board", sa.Text, nullable=False),
    )
    op.create_table(
        "draft",
        sa.Column("position", sa.Text, primary_key=True),
        sa.Column("slot", sa.Text, primary_key=True),
        sa.Column("saved_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "store",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("made_at", sa.BigInteger, nullable=False),
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("happened", sa.BigInteger),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("private", sa.Text),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("salt", sa.Text),
        sa.Column("private_hash", sa.Text, nullable=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint("key", "part", name="entry_key_part"),
    )
    _index("entry", "about", "kind", "at")


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        *_words("line phone name"),
        *_stamps("rang answered ended abandoned"),
        *_words("answered_by position"),
        sa.Column("incident", sa.BigInteger),
    )
    _index("call", "phone", "incident")


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        *_words("number ref state type"),
        sa.Column("priority", sa.Integer),
        *_words("place town zone"),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("verified", sa.Boolean),
        *_stamps("received opened located sent first_dispatched first_en_route first_on_scene closed"),
        *_words("disposition outcome opened_by"),
        sa.Column("callers", sa.Integer),
        sa.UniqueConstraint("number", name="incident_number"),
    )
    _index("incident", "closed", "received", "place")


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("incident", sa.BigInteger),
        *_words("unit kind"),
        *_stamps("dispatched acknowledged en_route on_scene transporting at_destination cleared"),
        *_words("disposition destination dispatched_by"),
    )
    _index("assignment", "incident", "unit")


def _words(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _stamps(names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger) for name in names.split()]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"{table}_{column}", table, [column])

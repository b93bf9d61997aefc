"""Promises, requests, referrals, and the gazetteer; who rang about what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make every table of revision 0002, and the columns that older tables lack."""
    op.add_column("call", sa.Column("channel", sa.Text))
    for name in ("caller", "phone", "told"):
        op.add_column("incident", sa.Column(name, sa.Text))
    op.add_column("incident", sa.Column("into", sa.BigInteger))
    _index("incident", "phone", "lat")
    _promise()
    _request()
    _referral()
    _place()


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        *_words("kind state"),
        *_stamps("made due ended"),
        *_words("made_by position owner"),
        *_stamps("call incident"),
        *_words("to name phone text"),
        sa.Column("minutes", sa.Integer),
        sa.Column("service", sa.Text),
        sa.Column("tried", sa.Integer),
        sa.Column("note", sa.Text),
    )
    _index("promise", "made", "incident")


def _request() -> None:
    op.create_table(
        "request",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        *_words("number department service state"),
        *_stamps("made due done"),
        *_words("made_by taken_by place town"),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        *_words("name phone text"),
        sa.Column("returns", sa.Integer),
        *_words("question reason note"),
    )
    _index("request", "number", "department")


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Text),
        sa.Column("at", sa.BigInteger),
        *_words("listing name phone"),
        sa.Column("connected", sa.Boolean),
        sa.Column("made_by", sa.Text),
    )
    _index("referral", "phone")


def _place() -> None:
    op.create_table(
        "place",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        *_words("text town zone"),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        *_words("cross name source"),
        sa.UniqueConstraint("text", "town", name="place_text_town"),
    )


def _words(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _stamps(names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger) for name in names.split()]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"{table}_{column}", table, [column])

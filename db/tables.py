"""The tables, in types that both databases have; every stamp is ms since epoch UTC."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _number() -> TypeEngine[int]:
    return BigInteger().with_variant(Integer, "sqlite")  # SQLite keeps rows in this order only for its own INTEGER


def _key() -> Column[int]:
    return Column("id", _number(), primary_key=True, autoincrement=False)


def _words(names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names.split()]


def _stamps(names: str) -> list[Column[int]]:
    return [Column(name, BigInteger) for name in names.split()]


entry = Table(
    "entry",
    metadata,
    Column("number", _number(), primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("happened", BigInteger),
    Column("who", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("private", Text),
    Column("key", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("salt", Text),
    Column("private_hash", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("key", "part", name="entry_key_part"),
    Index("entry_about", "about"),
    Index("entry_kind", "kind"),
    Index("entry_at", "at"),
)

call = Table(
    "call",
    metadata,
    _key(),
    *_words("line phone name"),
    *_stamps("rang answered ended abandoned"),
    *_words("answered_by position"),
    Column("incident", BigInteger),
    Column("channel", Text),
    Index("call_phone", "phone"),
    Index("call_incident", "incident"),
)

incident = Table(
    "incident",
    metadata,
    _key(),
    *_words("number ref state type"),
    Column("priority", Integer),
    *_words("place town zone"),
    Column("lat", Float),
    Column("lon", Float),
    Column("verified", Boolean),
    *_stamps("received opened located sent first_dispatched first_en_route first_on_scene closed"),
    *_words("disposition outcome opened_by"),
    Column("callers", Integer),
    *_words("caller phone told"),
    Column("into", BigInteger),
    UniqueConstraint("number", name="incident_number"),
    Index("incident_closed", "closed"),
    Index("incident_received", "received"),
    Index("incident_place", "place"),
    Index("incident_phone", "phone"),
    Index("incident_lat", "lat"),
)

assignment = Table(
    "assignment",
    metadata,
    _key(),
    Column("incident", BigInteger),
    *_words("unit kind"),
    *_stamps("dispatched acknowledged en_route on_scene transporting at_destination cleared"),
    *_words("disposition destination dispatched_by"),
    Index("assignment_incident", "incident"),
    Index("assignment_unit", "unit"),
)

promise = Table(
    "promise",
    metadata,
    _key(),
    *_words("kind state"),
    *_stamps("made due ended"),
    *_words("made_by position owner"),
    Column("call", BigInteger),
    Column("incident", BigInteger),
    *_words("to name phone text"),
    Column("minutes", Integer),
    Column("service", Text),
    Column("tried", Integer),
    Column("note", Text),
    Index("promise_made", "made"),
    Index("promise_incident", "incident"),
)

request = Table(
    "request",
    metadata,
    _key(),
    *_words("number department service state"),
    *_stamps("made due done"),
    *_words("made_by taken_by place town"),
    Column("lat", Float),
    Column("lon", Float),
    *_words("name phone text"),
    Column("returns", Integer),
    *_words("question reason note"),
    Index("request_number", "number"),
    Index("request_department", "department"),
)

referral = Table(
    "referral",
    metadata,
    _key(),
    Column("number", Text),
    Column("at", BigInteger),
    *_words("listing name phone"),
    Column("connected", Boolean),
    Column("made_by", Text),
    Index("referral_phone", "phone"),
)

place = Table(
    "place",
    metadata,
    _key(),
    *_words("text town zone"),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    *_words("cross name source"),
    UniqueConstraint("text", "town", name="place_text_town"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("number", _number(), primary_key=True, autoincrement=False),
    Column("fold", Text, nullable=False),
    Column("board", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("position", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("saved_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    Column("login", Text, primary_key=True),
    Column("verifier", Text, nullable=False),
)

store = Table(
    "store",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made_at", BigInteger, nullable=False),
)

RECORDS = {table.name: table for table in (call, incident, assignment, promise, request, referral)}

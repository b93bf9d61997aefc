"""Run by alembic: the migrations on the connection they are given, inside the transaction it is in."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()

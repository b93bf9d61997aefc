"""What a passphrase is checked against, by login: kept beside the log, never on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of revision 0003."""
    op.create_table(
        "secret",
        sa.Column("login", sa.Text, primary_key=True),
        sa.Column("verifier", sa.Text, nullable=False),
    )

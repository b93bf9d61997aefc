"""Which revision of the tables this Firstline writes."""

from __future__ import annotations

HEAD = "0003"

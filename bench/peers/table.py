"""The peer of a ticking board: a stock DataTable with the queue's columns, its two clocks updated each second.

Usage: table.py ROWS
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

COLUMNS = ("#", "P", "AGE", "DUE", "TYPE", "LOCATION", "TOWN", "ZONE", "RECOMMEND", "WHY", "BY")


class Table(App[None]):
    """As many rows as asked for, all of them ticking."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self._seconds = 0

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it and start the clock."""
        table = self.query_one(DataTable)
        for column in COLUMNS:
            table.add_column(column, key=column)
        for row in range(self._rows):
            place = (f"{100 + row} N OAK STREET EXTENSION", "Milltown", "12", "M4 E2 12", "nearest", "C02")
            table.add_row(str(row), "P2", self._age(row), self._due(row), "MED-U", *place, key=str(row))
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        self._seconds += 1
        table = self.query_one(DataTable)
        for row in range(self._rows):
            table.update_cell(str(row), "AGE", self._age(row))
            table.update_cell(str(row), "DUE", self._due(row))

    def _age(self, row: int) -> str:
        minutes, seconds = divmod(60 + self._seconds + row, 60)
        return f"{minutes:>3}:{seconds:02}"

    def _due(self, row: int) -> str:
        return f"! +{self._age(row)}"


if __name__ == "__main__":
    Table(int(sys.argv[1])).run()

"""What is wrong with files that people wrote, in sentences."""

from __future__ import annotations


class CentreFault(Exception):
    """The files make no centre; `problems` are sentences, each with its file and, where there is one, its line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the sentences."""
        super().__init__("\n".join(problems))
        self.problems = problems

"""The one way the rules say no."""

from __future__ import annotations


class Refused(Exception):
    """A verb that the rules do not allow; its text is a sentence for the person who asked. Nothing was written."""

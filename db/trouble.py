"""What can go wrong with a store, each as a sentence for the reader."""

from __future__ import annotations

_Said = tuple[tuple[str, ...], str]
_PLAIN: tuple[_Said, ...] = (
    (("disk is full", "no space left"), "the disk is full; free some space, nothing was lost"),
    (
        ("readonly database", "read-only transaction", "read-only file system"),
        "{place} is read-only; make it writable and try again",
    ),
    (("is locked", "is busy"), "another program holds {place}; close it there and try again, nothing was written"),
)
_RUINED: tuple[_Said, ...] = (
    (
        ("malformed", "not a database"),
        "{place} is damaged; close Firstline, keep the file as it is, and restore the last backup",
    ),
    (
        ("no such table",),
        "{place} was replaced by another file; close Firstline, put the store back and open it again",
    ),
)


_OWN = ("IntegrityError", "DataError")  # by name: those who only read sentences need no database


class StoreRefused(Exception):
    """The store cannot be opened or must not be used; the sentence names the place and the remedy.

    `for_good`: not before it was closed and mended, since writing on would make it worse.
    """

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        super().__init__(sentence)
        self.trouble = sentence
        self.for_good = for_good


class StoreHeld(StoreRefused):
    """Another process has the store open for writing."""


class NotWritten(Exception):
    """This batch is certainly not in the log; the sentence says why.

    `trouble` says what is wrong with the store, to those who asked for nothing. `sudden`: the disk or the server failed
    once, and a new connection may find it well. `own`: the fault is in the batch itself, the store would take another.
    """

    def __init__(self, sentence: str, trouble: str = "", *, sudden: bool = False, own: bool = False) -> None:
        super().__init__(sentence)
        self.trouble = trouble or sentence
        self.sudden = sudden
        self.own = own


class Unknown(Exception):
    """The batch may or may not be in the log: look its key up before doing it again."""

    sudden, own = True, False

    def __init__(self, sentence: str, trouble: str = "") -> None:
        super().__init__(sentence)
        self.trouble = trouble or sentence


def explain(error: Exception, place: str, *, committing: bool) -> Exception:
    """The error as one of the three above; only a commit can leave the outcome open."""
    said = _said(error)
    for needles, sentence in _RUINED:
        if _among(needles, said):
            return StoreRefused(sentence.format(place=place), for_good=True)
    for needles, sentence in _PLAIN:
        if _among(needles, said):
            return NotWritten(sentence.format(place=place))
    trouble = f"{place} does not answer ({said}); have its disk or its server looked at"
    if committing and not _server_said_no(error):
        told = f"no answer from {place} while saving ({said}); look whether it is there before typing it again"
        return Unknown(told, trouble)
    told = f"{place} did not take it ({said}); nothing was written, try again"
    return NotWritten(told, trouble, sudden=breaks_connection(error), own=_of_the_batch(error))


def cannot_read(error: Exception, place: str) -> StoreRefused:
    """The sentence for a read that failed."""
    told = explain(error, place, committing=False)
    if isinstance(told, StoreRefused):
        return told
    return StoreRefused(f"{place} cannot be read ({_said(error)}); check that it is there and that you may read it")


def breaks_connection(error: Exception) -> bool:
    """Whether the connection must be made anew before it is used again."""
    lost = getattr(error, "connection_invalidated", False)
    return bool(lost) or isinstance(error, OSError) or _among(("disk i/o error", "readonly database"), _said(error))


def _of_the_batch(error: Exception) -> bool:
    cause = getattr(error, "orig", None) or error
    return type(error).__name__ in _OWN or isinstance(cause, UnicodeError | OverflowError)


def _server_said_no(error: Exception) -> bool:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    lost = getattr(error, "connection_invalidated", False)
    return isinstance(state, str) and not lost and not state.startswith(("08", "57"))


def _among(needles: tuple[str, ...], said: str) -> bool:
    return any(needle in said.lower() for needle in needles)


def _said(error: Exception) -> str:
    words = str(getattr(error, "orig", None) or error).strip()
    return words.splitlines()[0] if words else type(error).__name__

"""Line by line: a prompt and an answer, and what comes meanwhile. Nothing is ever written into a half-typed line."""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable
from textwrap import wrap

from console.plain.typed import TypedLine, cells
from console.terminal.glyphs import in_ascii
from console.terminal.text import clean

WAITING = 200
"""Lines that wait at most while nothing is told; the oldest are dropped, for the log has them."""
UNSHOWN = 300
"""Characters of a passphrase that are taken; one is at most 256."""


class Ended(Exception):
    """Nothing more will be typed: the terminal is gone, or the script is over."""


class Lines:
    """Asks for lines and tells others. `width` is the columns of the terminal, None where nobody knows."""

    def __init__(self, write: Callable[[str], None], width: Callable[[], int | None], *, ascii_only: bool) -> None:
        self.erasable = True
        """Whether a person types: what is typed can be erased, so a line may begin with words in it."""
        self._write = write
        self._width = width
        self._ascii = ascii_only
        self._line = TypedLine(self._shown)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._ahead: deque[str] = deque()
        self._news = asyncio.Event()
        self._waiting: list[str] = []
        self._prompt: str | None = None
        self._barred: Callable[[str], None] | None = None
        self._unshown = ""
        self.pressed: Callable[[], None] = lambda: None
        self._over = self._spent = False

    @property
    def typed(self) -> str:
        """What is typed of the line that is asked for, or was asked for last."""
        return self._line.text

    @property
    def over(self) -> bool:
        """Whether nothing more will be typed."""
        return self._over

    def arrived(self, data: bytes) -> None:
        """Bytes were typed; none means that nothing will follow."""
        self.pressed()
        if self._barred is not None and data:
            for character in self._decode(data):
                self._take_unshown(character)
            return
        self._ahead.extend(self._decode(data, final=not data))
        self._over = self._over or not data
        self._news.set()

    def tell(self, text: str) -> None:
        """Write something: at once, but once it is given where a line is half typed."""
        if self._barred is not None:
            self._waiting = [*self._waiting[-WAITING:], text]
        elif self._prompt is None:
            self._put(text)
        elif self._line.text:
            self._waiting.append(text)
        else:
            self._write("\n")
            self._put(text)
            self._write(self._prompt)

    def say(self, text: str) -> None:
        """Write something although nothing else is told now."""
        self._write("\n")
        self._put(text)

    def bar(self, given: Callable[[str], None]) -> None:
        """From now on nothing is told, and each line that is typed is not shown and goes to `given` alone."""
        self._barred, self._unshown = given, ""

    def unbar(self) -> None:
        """Tell what waited, and ask again for the line that was half typed."""
        self._barred, self._unshown = None, ""
        self._write("\n")
        self._told()
        if self._prompt is not None:
            self._write(self._prompt + self._shown(self._line.text))

    async def secret(self, prompt: str) -> str:
        """A line that is not shown while it is typed; raises Ended when none will come."""
        typed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._write(self._folded(clean(prompt) + " ?").removesuffix("?"))
        while self._ahead and not typed.done():  # what was typed ahead of the question
            self._take_unshown(self._ahead.popleft(), typed)

        def given(text: str) -> None:
            if not typed.done():
                typed.set_result(text)
            self._news.set()

        self._barred = given
        try:
            while not typed.done():
                if self._over:
                    raise Ended
                self._news.clear()
                await self._news.wait()
        finally:
            self._barred = None
            self._write("\n")
        return typed.result()

    def _take_unshown(self, character: str, typed: asyncio.Future[str] | None = None) -> None:
        if character in "\r\n":
            line, self._unshown = self._unshown, ""
            if typed is not None:
                typed.set_result(line)
            elif self._barred is not None:
                self._barred(line)
        elif character in "\x7f\b":
            self._unshown = self._unshown[:-1]
        elif character in "\x15\x03":
            self._unshown = ""
        elif character.isprintable():
            self._unshown = (self._unshown + character)[:UNSHOWN]

    def bell(self) -> None:
        """Sound the terminal's bell; it moves nothing."""
        if self.erasable:
            self._write("\a")

    async def ask(self, prompt: str, begun: str = "") -> str:
        """The line that is typed behind a prompt, `begun` already in it; raises Ended when none will come."""
        self._told()
        self._prompt = self._folded(clean(prompt) + " ?").removesuffix("?")  # with room for a letter behind it
        self._line.begin(clean(begun) if self.erasable else "")
        self._write(self._prompt + self._shown(self._line.text))
        try:
            return await self._given()
        finally:
            self._prompt = None

    async def _given(self) -> str:
        while True:
            while self._ahead:
                shown, did = self._line.take(self._ahead.popleft())
                self._write(shown)
                if did == "given":
                    return clean(self._line.text, limit=len(self._line.text)).strip()
                if did == "end":
                    self.tell("Type  bye  to leave, in a question  .bye")
                if did == "dropped":
                    self._ask_again()
            if self._over:
                # a line that nobody has given is not given by a line that is lost; the last one of a script is
                last = "" if self._spent or self.erasable else self._line.text.strip()
                self._spent = True
                if not last:
                    raise Ended
                self._write("\n")
                return clean(last)
            self._news.clear()
            await self._news.wait()

    def _ask_again(self) -> None:
        prompt, self._prompt = self._prompt or "", None
        self._told()
        self._prompt = prompt
        self._write(prompt)

    def _told(self) -> None:
        waiting, self._waiting = self._waiting, []
        for text in waiting:
            self._put(text)

    def _put(self, text: str) -> None:
        for line in text.split("\n"):
            self._write(self._folded(clean(line, limit=2000)) + "\n")

    def _folded(self, text: str) -> str:
        """A line as it is shown, broken between words where it is wider than the terminal."""
        shown, width = self._shown(text), self._width()
        if width is None or cells(shown) <= width:
            return shown
        room = max(20, width if len(shown) == cells(shown) else width // 2)
        return "\n".join(wrap(shown, room, subsequent_indent="  ", break_on_hyphens=False))

    def _shown(self, text: str) -> str:
        return in_ascii(text) if self._ascii else text

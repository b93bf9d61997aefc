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
        self._ahead.extend(self._decode(data, final=not data))
        self._over = self._over or not data
        self._news.set()

    def tell(self, text: str) -> None:
        """Write something: at once, but once it is given where a line is half typed."""
        if self._prompt is None:
            self._put(text)
        elif self._line.text:
            self._waiting.append(text)
        else:
            self._write("\n")
            self._put(text)
            self._write(self._prompt)

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

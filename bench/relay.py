"""A line between two ports of this machine that counts what it carries: slow, if so wished, or as fast as it goes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType

DELAY_SECONDS = 0.1
DOWN_BYTES = 64_000 // 8
"""Bytes a second from the server; what people type never fills the way up."""
_PIECE = 256  # what is on the line at once: 32 ms, little against the delay
_HANDFUL = 65536


class Relay:
    """Passes on every connection to `port` to `target` while it is entered; each has a line of its own.

    `delay` is in seconds each way, `down` in bytes a second from the server, 0 for as many as come.
    """

    def __init__(self, target: int, delay: float = DELAY_SECONDS, down: int = DOWN_BYTES) -> None:
        self.port = 0
        self.carried = 0
        """Bytes that came down so far, on all connections."""
        self._target = target
        self._delay = delay
        self._down = down
        self._piece = _PIECE if down else _HANDFUL
        self._loop = asyncio.new_event_loop()
        self._listening = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Relay:
        self._thread.start()
        self._listening.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._join, "127.0.0.1", 0, limit=self._piece)
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()

    async def _join(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far, far_out = await asyncio.open_connection("127.0.0.1", self._target, limit=self._piece)
        await asyncio.gather(self._carry(near, far_out, 0), self._carry(far, near_out, self._down, counts=True))

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, rate: int, *, counts: bool = False
    ) -> None:
        """Carry bytes until the end of them; `rate` bytes a second, as many as come when it is 0."""
        loop = asyncio.get_running_loop()
        free = loop.time()
        with suppress(ConnectionError):
            while data := await source.read(self._piece):
                self.carried += len(data) if counts else 0
                if rate:
                    free = max(free, loop.time()) + len(data) / rate
                    await asyncio.sleep(free - loop.time())
                if self._delay:
                    loop.call_later(self._delay, sink.write, data)
                else:
                    sink.write(data)
        loop.call_later(self._delay, sink.close)

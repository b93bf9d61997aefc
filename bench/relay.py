"""A slow line between two ports of this machine: a delay each way and so many bytes a second down."""

from __future__ import annotations

import asyncio
from threading import Event, Thread
from types import TracebackType

DELAY_SECONDS = 0.1
DOWN_BYTES = 64_000 // 8
"""Bytes a second from the server; what people type never fills the way up."""
_PIECE = 256  # what is on the line at once: 32 ms, little against the delay


class Relay:
    """Passes on every connection to `port` to `target` while it is entered; each has a line of its own."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
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
        server = await asyncio.start_server(self._join, "127.0.0.1", 0, limit=_PIECE)
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()

    async def _join(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far, far_out = await asyncio.open_connection("127.0.0.1", self._target, limit=_PIECE)
        await asyncio.gather(_carry(near, far_out, 0), _carry(far, near_out, DOWN_BYTES))


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, rate: int) -> None:
    """Carry bytes until the end of them; `rate` bytes a second, as many as come when it is 0."""
    loop = asyncio.get_running_loop()
    free = loop.time()
    while data := await source.read(_PIECE):
        if rate:
            free = max(free, loop.time()) + len(data) / rate
            await asyncio.sleep(free - loop.time())
        loop.call_later(DELAY_SECONDS, sink.write, data)
    loop.call_later(DELAY_SECONDS, sink.close)

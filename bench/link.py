"""How long a key takes over SSH on a slow line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.board import console_words, fill
from bench.figures import Bench, Figure, against, percentile
from bench.keys import F2, F4, go_to_field
from bench.pty import Terminal, abreast, surroundings
from bench.relay import Relay
from bench.ssh import NoServer, Server
from bench.typist import REMARKS, Typist

PENDING = 40
_SHELL = ("bash", "--norc", "--noprofile", "-i")
_PAUSE_SECONDS = 1.0


def run(bench: Bench) -> Iterator[Figure]:
    """Keys in a remark and in a shell, each through its own line; left out where there is no SSH server."""
    try:
        with Server(bench.folder / "ssh") as server, Relay(server.port) as relay:
            yield _compare(bench, server, relay)
    except NoServer as missing:
        print(f"  left out: {missing}")


def _compare(bench: Bench, server: Server, relay: Relay) -> Figure:
    environ = surroundings(bench.folder)
    ours = server.words(relay.port, console_words(fill(bench.folder / "link", PENDING)), environ)
    shell = server.words(relay.port, _SHELL, environ)
    with Terminal(ours, environ) as board, Terminal(shell, environ) as peer:
        abreast([board, peer])
        peer.wait_for("bash-")
        go_to_field(board, (F2, F4), pause=5)
        typists = Typist(board, 1, _PAUSE_SECONDS), Typist(peer, 2, _PAUSE_SECONDS)
        found: list[list[Sequence[int]]] = [[], []]
        for _ in range(2 if bench.quick else 4):
            for rounds, typist in zip(found, typists, strict=True):
                rounds.append(typist.type(REMARKS, 45).echoes)
    mine, theirs = ([percentile(echoes, 0.95) for echoes in rounds] for rounds in found)
    told = f"{median(mine) / 1e6:.0f} and {median(theirs) / 1e6:.0f} ms"
    return against("key to echo over SSH, remark, p95", mine, theirs, "bash", 1.25, told)

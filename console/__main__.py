"""Arguments to desk to app: the only wiring."""

from __future__ import annotations

import io
import sys

from console.cli.arguments import parse


def main(argv: list[str] | None = None) -> None:
    """Run a command and leave with its exit status: 0 good, 1 failed, 2 wrong usage or no terminal, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        status = options.run(options)
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    sys.exit(status)


if __name__ == "__main__":
    main()

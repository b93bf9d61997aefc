"""Every sub-command and its options, without importing what they need."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from console.cli import arguments_desk as at_desk
from console.cli import arguments_keeping as keeping
from console.cli import arguments_practice as practice
from console.cli import arguments_records as records
from console.cli.options import store_only
from console.cli.people_arguments import people

Options = Callable[[argparse.ArgumentParser], None]


def _on_store(module: str) -> Options:
    return lambda parser: store_only(parser, module)


COMMANDS: dict[str, tuple[str, Options]] = {
    "run": ("open the console (the default)", at_desk.run),
    "desk": ("serve the consoles of this machine over a socket: the daemon", at_desk.desk),
    "keys": ("print every command with its keys, check or choose a keymap", at_desk.keys),
    "selftest": ("try this terminal's keys, letters, colours and bell in 20 seconds", at_desk.selftest),
    "check-centre": ("say all that is wrong with a centre's files", at_desk.check_centre),
    "log": ("print the log's entries in order", records.log),
    "report": ("print the intervals of all incidents", records.report),
    "wait": ("print whether the waits told to callers would have held", records.wait),
    "alarms": ("print how many alarms each position was shown, against the limits", records.alarms),
    "same-call": ("print how often SAME CALL? would have been shown, and where", records.same_call),
    "run-cards": ("print whether the run cards would have sent what was sent", records.run_cards),
    "replay": ("drive a calls-for-service file through the desk's verbs", records.replay),
    "import": ("take over a catalogue or places from another system", records.importing),
    "export": ("print the records or the log as CSV or JSON", records.export),
    "verify": ("check the log's chain and the records; exit 1 at the first bad entry", keeping.verify),
    "heads": ("make the key that signs the log's end, and sign it now", keeping.heads),
    "backup": ("copy the store beside whoever writes it, and check the copy", keeping.backup),
    "restore": ("make a store from a backup, or rehearse it", keeping.restore),
    "erase": ("empty what the law wants erased, and leave the chain whole", keeping.erase),
    "rebuild": ("make the records anew from the log", _on_store("rebuild")),
    "status": ("how many wait, clocks met, log, last backup, disk and desk", keeping.status),
    "metrics": ("the same as OpenMetrics text for a collector", keeping.metrics),
    "practice": ("practise with made-up callers and crews; nothing of it is real", practice.practise),
    "scenario": ("check, play or explain a practice scenario", practice.scenario),
    "drill": ("make a scenario from a closed incident, changed beyond recognition", practice.drill),
    "challenge": ("the shift's five-minute drill, the same for everybody", practice.challenge),
    "progress": ("your own practice so far, or a plan from what others gave you", practice.progress),
    "people": ("who works here, and what they may do", people),
    "review": ("draw the week's calls and dispatches to be reviewed, by lot", records.review),
    "doctor": ("versions, terminal, paths and store: what is well and what is not", _on_store("doctor")),
}
"""Each command with its help and its options."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options of one call; without a command's name it is `run`. Exits with 2 and a sentence on wrong usage."""
    words = list(argv)
    if not any(word in (*COMMANDS, "-h", "--help", "--version") for word in words[:1]):
        words.insert(0, "run")
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="firstline",
        description="A keyboard-driven call-taker console for the terminal.",
        epilog="Without a command it opens the console. `firstline COMMAND --help` says more of one.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (help, options) in COMMANDS.items():
        options(commands.add_parser(name, help=help))
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that costs more than all the other arguments."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and leave."""
        from importlib.metadata import version

        parser.exit(message=f"firstline {version('firstline')}\n")

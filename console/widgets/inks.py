"""The four themes and the one for sixteen colours: an ink for every role. Marks and words tell the state without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

ROLES = (
    "text",
    "dim",
    "available",
    "dispatched",
    "enroute",
    "onscene",
    "busy",
    "out",
    "late",
    "first",
    "second",
    "title",
    "focus",
    "cursor",
    "accent",
    "practice",
)
"""Roles of text. `first` and `second` are priorities; `title` and `focus` a pane's title without and with the focus."""


def _theme(name: str, page: str, text: str, dim: str, states: str, late: str, dark: bool, cursor: str) -> Theme:
    available, dispatched, enroute, onscene, busy, out = states.split()
    inks = {
        "text": text,
        "dim": dim,
        "available": available,
        "dispatched": dispatched,
        "enroute": enroute,
        "onscene": onscene,
        "busy": busy,
        "out": out,
        "late": f"bold {late}",
        "first": f"bold reverse {text}",
        "second": f"bold {text}",
        "title": dim,
        "focus": f"bold reverse {text}",
        "cursor": f"{text} on {cursor}",
        "accent": f"bold {text}",
        "practice": f"bold reverse {text}",
    }
    return Theme(
        name=name,
        primary=text,
        foreground=text,
        background=page,
        surface=page,
        panel=page,
        dark=dark,
        variables={
            **{f"ink-{role}": ink for role, ink in inks.items()},
            "input-cursor-background": text,
            "input-cursor-foreground": page,
            "input-selection-background": cursor.split()[0],
        },
    )


_STATES = "#00D7AF #0087FF #D7D700 #D7875F #FFAFFF #808080"
DARK = _theme("dark", "#101418", "#E4E4E4", "#9E9E9E", _STATES, "#FFFFFF on #AF0000", True, "#303438")
NIGHT = _theme(
    "night",
    "#000000",
    "#B2B2B2",
    "#808080",
    "#5FAFAF #5F87AF #AFAF00 #D75F5F #D787FF #808080",
    "#FFAFAF on #5F0000",
    True,
    "#262626",
)
LIGHT = _theme(
    "light",
    "#FFFFFF",
    "#1C1C1C",
    "#585858",
    "#00875F #005FFF #5F5F00 #5F0000 #AF0087 #3A3A3A",
    "#FFFFFF on #870000",
    False,
    "#D7D7D7",
)
_MONO = _theme(
    "mono",
    "#000000",
    "#FFFFFF",
    "#FFFFFF",
    "#FFFFFF #FFFFFF #FFFFFF #FFFFFF #FFFFFF #FFFFFF",
    "reverse #FFFFFF",
    True,
    "#000000 underline",
)
MONO = replace(
    _MONO,
    variables={  # the cursor is seen without any colour, and what is taken whole by its grey
        **_MONO.variables,
        "input-cursor-background": "#000000",
        "input-cursor-foreground": "#FFFFFF",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "#585858",
    },
)
SIXTEEN = Theme(
    name="sixteen",
    primary="ansi_white",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    dark=True,
    ansi=True,
    variables={
        "ink-text": "white",
        "ink-dim": "white",
        "ink-available": "bright_green",
        "ink-dispatched": "bright_cyan",
        "ink-enroute": "bright_yellow",
        "ink-onscene": "bright_magenta",
        "ink-busy": "bright_white",
        "ink-out": "white",
        "ink-late": "bold bright_white on red",
        "ink-first": "bold reverse white",
        "ink-second": "bold white",
        "ink-title": "white",
        "ink-focus": "bold reverse white",
        "ink-cursor": "underline white",
        "ink-accent": "bold white",
        "ink-practice": "bold reverse white",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_blue",
    },
)
THEMES = (DARK, NIGHT, LIGHT, MONO)


def on_page(theme: Theme, page: str, inks: Mapping[str, str] | None = None) -> Theme:
    """The same theme on another background, with other `inks` for the roles that could not be read on it."""
    own = {f"ink-{role}": colour for role, colour in (inks or {}).items()}
    variables = {**theme.variables, **own, "input-cursor-foreground": page}
    if theme.ansi:
        variables |= {"ansi-background": page, "input-selection-background": "ansi_black"}
    return replace(theme, background=page, surface=page, panel=page, variables=variables)


def theme_after(name: str, *, few: bool) -> str:
    """The next theme in turn; a terminal of `few` colours (sixteen) would make others of those that need more."""
    names = [theme.name for theme in ((SIXTEEN, MONO) if few else THEMES)]
    return names[(names.index(name) + 1) % len(names)] if name in names else MONO.name


def ink(theme: Theme, role: str) -> Style:
    """The style of a role in a theme."""
    return _style(theme.variables[f"ink-{role}"])


@lru_cache(256)
def _style(spec: str) -> Style:
    return Style.parse(spec)

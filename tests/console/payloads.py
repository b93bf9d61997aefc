"""Hostile text, each with a mark in plain letters so that it can be found on a screen again."""

from __future__ import annotations

CONTROL = (
    "OSC\x1b]52;c;SGVsbG8=\x1b\\END",
    "OSC\x1b]0;TITLE\x07END",
    "OSC\x1b]8;;http://x.example/\x1b\\LINK\x1b]8;;\x1b\\END",
    "OSC\x1b]1337;File=inline=1:AAAA\x07END",
    "OSC\x1b]4;1;?\x07END",
    "C1\x9b2JEND",
    "C1\x9d0;x\x9cEND",
    "C1\x90q#0~\x9cEND",
    "CSI\x1b[6nEND",
    "CSI\x1b[cEND",
    "CSI\x1b[>0qEND",
    "CSI\x1b[21tEND",
    "CSI\x1b[2J\x1b[HEND",
    "CSI\x1b[?1049lEND",
    "CSI\x1b[200~END",
    "CSI\x1b[201~END",
    "CSI\x1b[31;5mEND",
    "CSI\x1b[3gEND",
    'DCS\x1bP$q"p\x1b\\END',
    "DCS\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\END",
    "APC\x1b_Gi=1;AAAA\x1b\\END",
    "PM\x1b^x\x1b\\END",
    "ESC\x1bcEND",
    "ESC\x1b(0END",
    "ESC\x1b#8END",
    "BEL\x07\x07\x07END",
    "BS\x08\x08\x08\x08END",
    "SO\x0e\x0fEND",
    "NUL\x00END",
    "DEL\x7fEND",
    "CR\rEND",
    "LF\nEND",
    "CRLF\r\nEND",
    "VT\x0b\x0cEND",
    "TAB\tEND",
    "NEL\x85END",
    "ENQ\x05END",
    "XOFF\x13\x11END",
)
"""Text that a terminal would obey."""

SPOOF = (
    "BIDI 12 \u202ehgiH\u202c St",
    "BIDI \u2066iso\u2069 lated",
    "BIDI \u200frtl\u200e mark",
    "BIDI \u061carabic",
    "TAGS \U000e0041\U000e0042 end",
    "BOM \ufeffend",
    "ZW a\u200bb\u200dc\u2060d",
    "LS a\u2028b\u2029c",
    "ZALGO " + "o\u0301" * 3 + "\u0301" * 10_000,
    "VS \u2764\ufe0f heart",
    "FILL \u3164\u115f\uffa0 end",
    "ANN \ufff9a\ufffab\ufffb",
    "LONE \ud800 end",
    "PUA \ue000\U000f0000 end",
    "WIDE 漢字漢字漢字漢字",
    "FLAG 🚒🚒🏳️‍🌈 end",
)
"""Text that would show something else than it is."""

MARKUP = (
    "MARK [/",
    "MARK [/]",
    "MARK [link=http://x/]here[/link]",
    "MARK [@click=app.quit]HERE[/]",
    "MARK $accent [$primary]",
    "MARK [b]bold[/b]",
    "MARK [red on white]x",
    "MARK \\[b]",
    "MARK {x!r} %s %n {0}",
    "MARK `code` **b** <b>",
    "MARK '; DROP TABLE log; --",
    "MARK ${HOME} $(id)",
)
"""Text that some library would read as its own language."""

ALL = (*CONTROL, *SPOOF, *MARKUP)

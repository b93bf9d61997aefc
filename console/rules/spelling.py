"""How the words of a place are written: short forms, ordinals, accents, and what counts as the same street."""

from __future__ import annotations

import re
import unicodedata

Words = tuple[str, ...]

TYPES = (
    *("st street str", "ave avenue av aven avn", "blvd boulevard boul bl bd", "rd road", "ln lane", "dr drive drv"),
    *("ct court crt", "sq square sqr", "pl place", "plz plaza plza pz", "ter terrace terr", "cir circle circ"),
    *(
        "trl trail",
        "hwy highway hy",
        "pkwy parkway pky pkw",
        "aly alley ally al",
        "way wy",
        "brg bridge",
        "cres crescent",
    ),
    *(
        "ext extension extn",
        "expy expressway expwy",
        "fwy freeway frwy",
        "tpke turnpike",
        "xing crossing",
        "lndg landing",
    ),
    *("hts heights", "grv grove", "gdns gardens", "mdws meadows", "vw view", "pt point", "path pth", "row", "walk wlk"),
    *("loop lp", "run", "close cl", "mews", "quay", "rte route", "cv cove", "hl hill", "crk creek", "pike", "park pk"),
)
"""What a street is, as it stands at the end of its name: the short form first."""
POINTS = ("n north", "s south", "e east", "w west", "ne northeast", "nw northwest", "se southeast", "sw southwest")
OTHERS = (
    "st saint",
    "mt mount",
    "ft fort",
    "ctr center centre",
    "i interstate",
    "mm milemarker milepost",
    "sch school",
)
HALVES = {
    "tr": ("ter", "trl"),
    "ter": ("tr",),
    "trl": ("tr",),
    "cr": ("cir", "cres", "crk"),
    "br": ("brg",),
    "gr": ("grv",),
}
"""Short forms that several words share: they may be meant, but never make two places one."""


def _shorts(*groups: str) -> dict[str, str]:
    return {word: group.split()[0] for group in groups for word in group.split()[1:]}


TYPE = _shorts(*TYPES)
POINT = _shorts(*POINTS)
NAMED = _shorts(*OTHERS)
SHORT = {**NAMED, **POINT, **TYPE}
"""The one short form of a word that may also be written another way."""
LONG = {short: tuple(word for word, same in SHORT.items() if same == short) for short in set(SHORT.values())}
"""The other ways to write a short form."""
KINDS = {group.split()[0] for group in TYPES}
WAYS_OF_POINT = {word for group in POINTS for word in group.split()}

ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
TEENS = ("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")
TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
ORDINAL = {word: n for n, word in enumerate((*ONES, *TEENS), 1)}
ORDINAL |= {f"{stem}ieth": 10 * n for n, stem in enumerate(TENS, 2)}
ROUND = {f"{stem}y": 10 * n for n, stem in enumerate(TENS, 2)}

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": ""}
)
ORDINAL_END = "(?:st|nd|rd|th)"  # codespell:ignore nd
TOKEN = re.compile(rf"\d+(?:{ORDINAL_END}(?![^\W\d_])|[snrt]$)|[^\W\d_]+|\d+")
STRASSE = re.compile(r"(?<=[^\W\d_]{2}str)a(?:s(?:se?)?)?$")


def words(text: str) -> Words:
    """The words of a place in their short forms, without case, accents and punctuation: "Oak Street" is oak, st."""
    return tuple(map(short, spoken(text)))


def spoken(text: str) -> Words:
    """The same as they were typed, long or short."""
    return tuple(_ordinals(_tokens(_plain(text))))


def loosely(text: str) -> Words:
    """The same with only the last word short, so that slips are counted in the letters that were typed."""
    said = spoken(text)
    return (*said[:-1], *map(short, said[-1:]))


def short(word: str) -> str:
    """The short form of a word, or the word."""
    return SHORT.get(word, word)


def key(text: str) -> Words:
    """The words of a street as far as they may be joined: OAK AVE is OAK AV, but E ST is not EAST ST."""
    said = _ordinals(_tokens(unicodedata.normalize("NFC", text.casefold()).replace("'", "").replace("’", "")))
    last = len(said) - 1
    while last > 1 and said[last] in WAYS_OF_POINT:
        last -= 1
    return tuple(_joined(word, at, last) for at, word in enumerate(said))


def _joined(word: str, at: int, last: int) -> str:
    if at > last or (at == 0 and last > 1):
        word = POINT.get(word, word)
    if at == last or (at == 0 and last == 1):
        return TYPE.get(word, word)
    return NAMED.get(word, word) if at < last else word


def _plain(text: str) -> str:
    """Folded and without the marks on its letters; other scripts stay as they are."""
    text = text.casefold().translate(LETTERS)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _tokens(text: str) -> list[str]:
    found = TOKEN.findall(text.replace("mile marker", "mm"))
    return [STRASSE.sub("", word) for word in found]


def ordinal(n: int) -> str:
    """A number as a street has it: 1st, 12th, 22nd."""
    end = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")  # codespell:ignore nd
    return f"{n}{end}"


def _ordinals(said: list[str]) -> list[str]:
    """The same with every ordinal in digits: first is 1st, twenty first is 21st."""
    out: list[str] = []
    for word in said:
        if (n := ORDINAL.get(word)) is not None:
            tens = ROUND.get(out[-1], 0) if out and n < 10 else 0
            if tens:
                out.pop()
            word = ordinal(tens + n)
        out.append(word)
    return out


SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        *((r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^mac", "mc"), (r"^x", "s")),
        *(
            (r"ph", "f"),
            (r"tch", "ch"),
            (r"sch", "sk"),
            (r"dg(?=[eiy])", "j"),
            (r"g(?=[eiy])", "j"),
            (r"gh(?=t|$)", ""),
        ),
        *((r"gh", "g"), (r"mb$", "m"), (r"ch", "x"), (r"sh", "x"), (r"th", "t"), (r"c(?=[eiy])", "s"), (r"[cq]", "k")),
        *(
            (r"z", "s"),
            (r"v", "f"),
            (r"(?<=[a-z])h", ""),
            (r"(?<=[a-z])w", ""),
            (r"(?<!^)[aeiouy]", ""),
            (r"^[aeiouy]", "a"),
        ),
        ((r"(.)\1+", r"\1")),
    )
)


def sound(word: str) -> str:
    """A word as it is heard, consonants only: Fillmore and Philmore are flmr; other scripts stand as written."""
    if not (word.isascii() and word.isalpha()):
        return word
    for written, heard in SOUNDS:
        word = written.sub(heard, word)
    return word

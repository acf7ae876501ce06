"""How a name is compared: without case, accents, marks and ways of writing the same word, and what around it is no name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What people write around the name of a place, and no place is called.
NOISE = _set(
    "a about area around britain by city county crime crimes district england europe figures for gb in near "
    "nr of parish place police postcode sector the town uk unparished village"
)
SMALL = _set("a about around by for in near nr of the")
COUNTRIES = _set("britain england europe gb uk")
# What says which part of a place is meant: by itself the name of none.
SIDES = _set(
    "central centre city east inner middle mid north outer quay rural south suburbs town university urban west"
)
STREETS = _set(
    "avenue ave close court crescent drive gardens grove hill house lane mews parade park place rd road row square st street "
    "terrace view walk way"
)
_JOINTS = re.compile(r",|&|\band\b|\bwith\b|/|-with-", re.IGNORECASE)


def without_long_countries(text: str) -> str:
    """Great and United are words of places too; only before their own noun do they name a country."""
    return re.sub(r"\b(great britain|united kingdom|u\.\s?k)\b\.?", " ", text, flags=re.IGNORECASE).strip(
        " ,"
    )


def words(text: str) -> list[str]:
    """The words of a name, each as it is compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘`´ʼ]", "", plain).replace("&", " and ")
    return re.findall(r"[^\W_]+", plain)


def trimmed(found: list[str], unwanted: Set[str]) -> list[str]:
    """Without the unwanted words before and after; between others they belong to the name."""
    kept = list(found)
    # A small word at the very end is more likely cut short than the end of a sentence.
    while kept and kept[-1] in unwanted and (len(kept) < len(found) or kept[-1] not in SMALL):
        kept.pop()
    while kept and kept[0] in unwanted:
        kept.pop(0)
    return kept


def key(parts: Iterable[str]) -> str:
    """One string by which the same name meets itself, whatever its spaces, 'the', 'and' and 'Saint'."""
    found = ["st" if word == "saint" else word for word in parts]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    return "".join(word for word in found if word != "and")


def segments(text: str) -> list[list[str]]:
    """The words between commas and the like; 'near' and brackets part them too."""
    pieces = re.split(r"[,;:()\n/|]|\bnear\b|\bnr\b", text, flags=re.IGNORECASE)
    return [found for piece in pieces if (found := words(piece))]


def named_parts(name: str) -> list[str]:
    """The names inside a joined one: 'A, B & C' is A, B and C. None where the name is not joined."""
    pieces = [piece.strip() for piece in _JOINTS.split(name)]
    # A name of two names, as some parishes have; not one such as Stoke-under-Hill.
    pieces = [part for piece in pieces for part in _hyphened(piece)]
    if len(pieces) < 2:
        return []
    return [piece for piece in pieces if is_name(piece)]


def _hyphened(piece: str) -> list[str]:
    halves = piece.split("-")
    joined = len(halves) == 2 and all(half[:1].isupper() and " " not in half for half in halves)
    return halves if joined else [piece]


def is_name(piece: str) -> bool:
    """Whether it can stand alone: 'East' or 'Town Centre' cannot."""
    found = words(piece)
    return bool(found) and not set(found) <= (SIDES | NOISE)


def is_address_line(found: list[str]) -> bool:
    """Whether it reads like a house or street and not like a place."""
    return found[0][0].isdigit() or (len(found) > 1 and found[-1] in STREETS)

"""A postcode, whole or half, anywhere in what was typed, with letters and digits that look alike forgiven."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from portal.services.library.library import Library

# The shape of a whole British postcode, and of its first half with or without the digit after it.
WHOLE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_IN_TEXT = re.compile(r"(?<![A-Z0-9])(?=([A-Z0-9]{2,4})[\s.\-_]*([A-Z0-9]{3})(?![A-Z0-9]))")
_HALF = re.compile(r"(?<![A-Z0-9])([A-Z0-9]{2,4})(?:\s+(\d))?(?![A-Z0-9])")
_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("01", "OI")
# A town or neighbourhood with a smaller share of a half's postcodes is only its edge.
_EDGE = 0.01


def spelt(squeezed: str) -> str:
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def whole_postcode(library: Library, text: str) -> str | None:
    """The first postcode in the text without its space, mended where that makes one that is held; None without one."""
    upper = text.upper()
    squeezed = re.sub(r"[^A-Z0-9]", "", upper)
    candidates = [squeezed, *(first + last for first, last in _IN_TEXT.findall(upper))]
    as_typed = [each for each in candidates if WHOLE.fullmatch(each)]
    mended = [right for each in candidates for right in _mended(each) if right in library.postcodes]
    held = [each for each in as_typed if each in library.postcodes]
    return next(iter([*held, *mended, *as_typed]), None)


def is_as_typed(text: str, postcode: str) -> bool:
    return postcode in re.sub(r"[^A-Z0-9]", "", text.upper())


def _mended(squeezed: str) -> Iterator[str]:
    """What it may be if O was meant for 0, or I or L for 1, or the other way round."""
    if not 5 <= len(squeezed) <= 7 or squeezed.isalpha() or squeezed.isdigit():
        return
    last = squeezed[-3].translate(_TO_DIGIT) + squeezed[-2:].translate(_TO_LETTER)
    for first in _mended_half(squeezed[:-3]):
        if WHOLE.fullmatch(first + last) and first + last != squeezed:
            yield first + last


def _mended_half(half: str) -> Iterator[str]:
    for letters in (1, 2):
        first = half[:letters].translate(_TO_LETTER) + half[letters:].translate(_TO_DIGIT)
        if re.fullmatch(r"[A-Z]{1,2}\d{1,2}", first):
            yield first


@lru_cache(maxsize=8)
def _halves(library: Library) -> frozenset[str]:
    return frozenset(postcode[:-3] for postcode in library.postcodes)


def half_postcode(library: Library, text: str) -> str | None:
    """A half that is held, such as the letters and number before the space; None without one. The longer form first."""
    for first, digit in _HALF.findall(text.upper()):
        if not re.search(r"\d", first):
            continue
        halves = _halves(library)
        for half in dict.fromkeys([first, *_mended_half(first)]):
            if half in halves:
                return f"{half} {digit}" if digit and _inside(library, f"{half} {digit}") else half
    return None


def postcode_area(library: Library, text: str) -> str | None:
    """A first half to give as an example, where only the letters of one were typed; None else."""
    letters = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,2}", letters):
        return None
    return min((half for half in _halves(library) if re.fullmatch(rf"{letters}\d+", half)), default=None)


def covered(library: Library, half: str) -> list[str]:
    """Codes of the towns and neighbourhoods with postcodes in it, the one with most first. Few at its edge are left out."""
    counted: Counter[str] = Counter()
    for lsoa_code, count in _inside(library, half).items():
        above = library.lineage(library.areas[lsoa_code])
        counted[next(area.code for area in above if area.level in ("town", "msoa"))] += count
    least = _EDGE * sum(counted.values())
    return [code for code, count in counted.most_common() if count >= least]


def _inside(library: Library, half: str) -> Counter[str]:
    """How many postcodes of a half, with or without its next digit, lie in each small area."""
    first, _, digit = half.partition(" ")
    return Counter(
        lsoa_code
        for postcode, lsoa_code in library.postcodes.items()
        if postcode[:-3] == first and postcode[-3].startswith(digit)
    )

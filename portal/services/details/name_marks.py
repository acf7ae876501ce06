"""People's names in a folded text: after a title, a role, a tie of family, or words that introduce somebody, in many languages.

It knows no list of names. A name that nothing introduces is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.services.details.common_words import BODIES, FUNCTION_WORDS, PLAIN_WORDS, words
from portal.services.details.folding import Folded
from portal.services.details.introductions import (
    AFTER_NAME,
    BESIDE,
    CALLED,
    CAPITAL_TITLES,
    CJK_FIRST,
    CJK_TITLED,
    INTRODUCED,
    OTHER_LANGUAGES,
    OTHER_TIES,
    ROLES,
    SIGNED,
    SMALL,
    TITLES,
    WEAK,
)
from portal.services.details.kinds import Candidates

_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*\.?")
_PARTICLES = words(
    "van von der den de del della di da dos das du la le al el bin ibn abu ap ab ferch ferch verch ben mac o st und y"
)
_MOST_WORDS, _MOST_SMALL = 4, 2
# Words in small letters that end so are seldom names.
_COMMON_ENDING = re.compile(r"(?:ing|ed|ly|ness|tion|ment|able|ous|ful|less|s)$")
_ARTICLES = re.compile(
    r"\b(?:a|an|the|our|my|this|that|your|one|no|any|every|another|each|some|local|female|male|young|of) $"
)


# Pattern, whether what follows may be in small letters, and how many words at least.
_RULES = (
    (INTRODUCED, True, 1),
    (OTHER_LANGUAGES, True, 1),
    (OTHER_TIES, False, 1),
    (ROLES, False, 1),
    (CALLED, False, 1),
    (WEAK, False, 2),
    (SIGNED, True, 1),
)


def names(folded: Folded) -> Candidates:
    for start, end in _spans(folded):
        yield start, end, "name"


def _spans(folded: Folded) -> Iterator[tuple[int, int]]:
    yield from _titled(folded)
    for pattern, loose, least in _RULES:
        for match in folded.find(pattern):
            count, end = _name_from(folded.text, match.end(), loose)
            if count >= least:
                yield match.end(), end
    for match in folded.find(AFTER_NAME, BESIDE):
        words = match[match.lastgroup or 0].split()
        if (
            all(not word[0].islower() for word in words)
            and not _is_plain(words[0])
            and not _is_body(words[-1])
        ):
            yield match.span(match.lastgroup or 0)
    for match in folded.find(SMALL):
        if all(word in _PARTICLES or not _is_ordinary(word) for word in match[match.lastgroup or 0].split()):
            yield match.span(match.lastgroup or 0)
    for match in folded.find(CJK_FIRST, CJK_TITLED):
        yield match.span("name")


def _titled(folded: Folded) -> Iterator[tuple[int, int]]:
    """A title belongs to the name. After "a" or "the" it is a rank, and only capitals after it are a name."""
    for match in folded.find(TITLES):
        loose = not _ARTICLES.search(folded.small[max(0, match.start() - 9) : match.start()])
        count, end = _name_from(folded.text, match.end(), loose)
        if count:
            yield match.start(), end
    for match in folded.find(CAPITAL_TITLES):
        count, end = _name_from(folded.text, match.end(), False)
        if count:
            yield match.start(), end


def _is_ordinary(word: str) -> bool:
    return _is_plain(word) or bool(_COMMON_ENDING.search(word))


def _name_from(text: str, at: int, loose: bool) -> tuple[int, int]:
    """How many words of a name stand from here, and where they end. `loose` takes small letters too, two words at most."""
    count, end, place, small = 0, at, at, False
    while count < _MOST_WORDS and (word := _WORD.match(text, place)):
        bare = word[0].rstrip(".")
        if count and bare.lower() in _PARTICLES and not _is_plain(_next_word(text, word.end())):
            place = word.end() + 1
            continue
        if not _is_part(bare, word[0], count, loose, small) or (count and _ends_name(bare, text[at:end])):
            break
        small = small or bare[0].islower()
        count += 1
        # The full stop of an initial belongs to the name, that of a sentence does not.
        end = word.end() - (word[0].endswith(".") and len(bare) > 1)
        if (small and count == _MOST_SMALL) or text[end : end + 1] != " ":
            break
        place = end + 1
    if count and not loose and _is_body(text[at:end].split()[-1]):
        return 0, at
    return (count, end) if end - at > 1 else (0, at)


def _is_part(bare: str, written: str, count: int, loose: bool, small: bool) -> bool:
    """Whether this word can be part of a name, given how many were taken before."""
    if len(bare) == 1 and bare.isupper():
        return written.endswith(".") or bare not in "IA"
    if bare[0].islower():
        return loose and (not count or small) and not _is_plain(bare)
    return not _is_plain(bare) if not count else bare.lower() not in FUNCTION_WORDS


def _ends_name(bare: str, before: str) -> bool:
    """In a text in capitals every word looks like a name, so ordinary ones end it."""
    return before.isupper() and len(before) > 2 and bare.isupper() and _is_plain(bare)


def _next_word(text: str, at: int) -> str:
    word = _WORD.match(text, at + 1) if text[at : at + 1] == " " else None
    return word[0] if word else "the"


def _is_plain(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return lower in PLAIN_WORDS or lower.removesuffix("'s") in PLAIN_WORDS and lower.endswith("'s")


def _is_body(word: str) -> bool:
    return word.lower().strip(".'") in BODIES

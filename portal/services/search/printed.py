"""Claims and exchanges by words or a number somebody read: 'one in five', '18,900', 'common sense'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from portal.services.both_sides.claim_review import claim_path
from portal.services.both_sides.claims import Claim, claims
from portal.services.both_sides.statements import Thread, threads
from portal.services.library.library import Library
from portal.services.search.spelling import NOISE, words

MOST = 4
# People write a small number either way.
_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED)}


@dataclass(frozen=True)
class Mention:
    """A claim or an exchange that holds what was typed. `path` is its address on this site."""

    kind: str
    id: str
    words: str
    path: str


def printed(library: Library, text: str) -> tuple[Mention, ...]:
    """What holds the phrase, or else every word of it: claims first, then exchanges, and in each what says it itself first.

    Empty for words too common to mean anything.
    """
    wanted = _plain(text)
    meant = [word for word in wanted.split() if word not in NOISE and (len(word) > 2 or word.isdigit())]
    if not meant:
        return ()
    texts = _texts(library)
    phrase = [one for one, own, whole in texts if _holds(whole, wanted)]
    own = {one.id for one, said, _ in texts if _holds(said, wanted)}
    found = phrase or [
        one for one, _, whole in texts if len(meant) > 1 and all(_holds(whole, word) for word in meant)
    ]
    ordered = sorted(found, key=lambda one: (one.kind != "claim", one.id not in own))
    kinds = ([one for one in ordered if one.kind == kind][:MOST] for kind in ("claim", "exchange"))
    return tuple(one for kind in kinds for one in kind)


@lru_cache(maxsize=8)
def _texts(library: Library) -> tuple[tuple[Mention, str, str], ...]:
    """Each with its own words, and with all that is said in it, as they are compared."""
    cards = [
        (
            Mention("claim", one.claim_id, one.heading, claim_path(one)),
            _plain(one.claim),
            _plain(_of_claim(one)),
        )
        for one in claims(library)
    ]
    exchanges = [(_exchange(one), _plain(_own(one)), _plain(_of_thread(one))) for one in threads(library)]
    return (*cards, *exchanges)


def _exchange(thread: Thread) -> Mention:
    return Mention(
        "exchange", thread.thread_id, thread.title, f"/both-sides?thread={quote(thread.thread_id)}"
    )


def _of_claim(claim: Claim) -> str:
    return " | ".join(
        (claim.claim, claim.said_by, claim.place, claim.sentence, *(also.words for also in claim.also))
    )


def _own(thread: Thread) -> str:
    return " | ".join((thread.title, *(f"{said.quote} | {said.short}" for said in thread.statements)))


def _of_thread(thread: Thread) -> str:
    lists = (*thread.agreed, *thread.disputed, *thread.unknown)
    return " | ".join((_own(thread), thread.summary, *lists, *(said.searched for said in thread.statements)))


def _plain(text: str) -> str:
    """The words of a text between spaces: numbers without commas, small ones as digits."""
    joined = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return " ".join(_NUMBERS.get(word, word) for word in words(joined))


def _holds(text: str, wanted: str) -> bool:
    return f" {wanted} " in f" {text} "

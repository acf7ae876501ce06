"""The published words of each era, from dated configuration, and how a new one is told from a broken cell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from portal.domain.record.crime import NOT_NAMED

# A new official word looks like the old ones: letters and plain punctuation. A formula or markup is no word.
A_WORD = r"[A-Za-z][A-Za-z ,;()/&-]{2,79}"


@dataclass(frozen=True)
class Era:
    """A run of months with the same published types."""

    first: str
    last: str
    types: tuple[str, ...]

    def slug(self, label: str) -> str:
        """The type of a cell; spaces at its ends and capitals do not matter. A word of no type here is not yet named."""
        return self._slugs.get(" ".join(label.split()).lower(), NOT_NAMED.slug)

    @property
    def _slugs(self) -> dict[str, str]:
        return {label.lower(): label.lower().replace(" ", "-") for label in self.types}


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(
        (files("portal.pipeline.months") / "official_words.toml").read_text(encoding="utf-8")
    )


@lru_cache(maxsize=1)
def eras() -> tuple[Era, ...]:
    return tuple(Era(era["first"], era["last"], tuple(era["types"])) for era in _words()["era"])


@lru_cache(maxsize=1)
def known_outcomes() -> frozenset[str]:
    """The outcomes that have been published, in lower case."""
    return frozenset(word.lower() for word in _words()["outcomes"]["words"])


def is_issued(code: str) -> bool:
    """Whether a small-area code can be one that the census offices have issued."""
    return int(code[3:]) <= int(_words()["last_code"].get(code[:3], 0))


def era_of(month: str) -> Era:
    """The era of a published month; months before the first belong to the first."""
    return next((era for era in eras() if era.first <= month <= era.last), eras()[0])


def is_word(text: str) -> bool:
    return re.fullmatch(A_WORD, text.strip()) is not None

"""What somebody pastes to have it verified, taken apart: words, release, checksum, link; and what the link asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from portal.domain.record.crime import ALL
from portal.domain.record.measure import FIGURE_MEASURES
from portal.domain.record.period import Period, month_at, month_index
from portal.errors import BadRequest
from portal.services.checking.citing import NO_ADDRESS
from portal.services.checking.quotable import KINDS, QuoteAsked
from portal.services.counted.question import Question

# What can be quoted, as it is asked for: a figure, or anything else.
Thing = Question | QuoteAsked
MOST_PASTED = 2000
_CHECKSUM = re.compile(r"\bchecksum:? ([0-9a-f]{12})\b|^\s*([0-9a-f]{12})\s*$", re.I)
_RELEASE = re.compile(r"\brelease ([0-9]{4}-[0-9]{2}-[0-9a-f]{8})\b", re.I)
# Of one of several forces the folder of its name stands before the page.
_LINK = re.compile(
    r"(?:https?://[^\s/()]+)?(?:/[a-z-]+)?/(?P<page>(?:embed/|api/v1/)?(?:check|figure|quote)|claim)(?P<rest>[/?][^\s()<>“”\"]+)"
)
# Where a quotation says that it is ours: what stands before it are the words.
_OURS = re.compile(
    r"\(On the Record, release [^()]*(?:\([^()]*\)[^()]*)*\)\.?|\(On the Record, release .*$", re.S
)
# The day on which somebody looked, which a full citation names and no release says.
_READ = re.compile(r",? read \d{1,2} [A-Z][a-z]+ \d{4}\b")
_SAME = str.maketrans("’‘“”–—\u00a0\u2011", "''\"\"-- -")


@dataclass(frozen=True)
class Pasted:
    """The parts of it; those that are not there are empty. `thing` is what its link asks for."""

    words: str
    release: str
    checksum: str
    thing: Thing | None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.checksum or self.thing)


def read_pasted(text: str) -> Pasted:
    """Raises BadRequest where it is longer than any quotation, or holds nothing."""
    text = text.strip()
    if not text:
        raise BadRequest("paste a sentence, a link or a checksum")
    if len(text) > MOST_PASTED:
        raise BadRequest(
            f"paste {MOST_PASTED:,} characters or fewer: one sentence, with its link if it has one"
        )
    checksum, release, link = _CHECKSUM.search(text), _RELEASE.search(text), _LINK.search(text)
    thing, named = _thing_of(link) if link else (None, "")
    return Pasted(
        words=words_of(text),
        release=named or (release[1].lower() if release else ""),
        checksum=next(filter(None, checksum.groups())).lower() if checksum else "",
        thing=thing,
    )


def words_of(text: str) -> str:
    """The words of it as texts are compared, without link, checksum, the day of reading or what says that they are ours."""
    # A copy without a public address says so behind each link; that is no word of the sentence.
    words = _OURS.sub(" ", text).replace(f"({NO_ADDRESS})", " ")
    for found in (_LINK, _CHECKSUM, _READ):
        words = found.sub(" ", words)
    return plain(words) if re.search(r"\w{2}", words) else ""


def plain(text: str) -> str:
    """As texts are compared: one blank between words, one kind of quotation mark and dash, no capitals."""
    same = unicodedata.normalize("NFKC", text.translate(_SAME))
    return " ".join(same.split()).casefold().strip(" .")


def _thing_of(link: re.Match[str]) -> tuple[Thing | None, str]:
    """What the link asks for and the release it names; nothing where its keys are not those of a quotation."""
    page, rest = link["page"].rpartition("/")[2], link["rest"].rstrip(".,;")
    if page == "claim":
        return QuoteAsked("claim", unquote(rest.strip("/?").partition("?")[0])), ""
    keys = {name: texts[0] for name, texts in parse_qs(rest.partition("?")[2]).items()}
    try:
        return (_quote(keys) if page == "quote" else _figure(keys)), keys.get("release", "")
    except (KeyError, BadRequest):
        return None, ""


def _figure(keys: Mapping[str, str]) -> Question:
    measure = keys.get("measure", "recorded")
    if measure not in FIGURE_MEASURES:
        raise BadRequest(f"'{measure[:20]}' is not a measure")
    return Question(
        keys["area"], Period(keys["from"], keys["to"]), keys.get("crime", ALL), measure,
        keys.get("inspection", ""), keys.get("spread", "default"),
    )  # fmt: skip


def _quote(keys: Mapping[str, str]) -> QuoteAsked:
    if keys["of"] not in KINDS:
        raise BadRequest(f"'{keys['of'][:20]}' cannot be quoted")
    period = Period(keys["from"], keys["to"]) if "from" in keys and "to" in keys else None
    other = None
    if period and "than" in keys:
        other = Period(keys["than"], month_at(month_index(keys["than"]) + len(period) - 1))
    return QuoteAsked(keys["of"], keys["id"], period, other, keys.get("crime", ALL))

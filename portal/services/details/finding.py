"""Marks what looks personal in a text before it is sent, with what to put there instead. It never changes a text by itself.

A hint, not a guarantee: it knows patterns, not people. How much it finds is measured on a corpus (`bench/personal_details.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.services.details.accusations import accusations
from portal.services.details.address_marks import addresses
from portal.services.details.contact_marks import emails, handles, phones
from portal.services.details.folding import fold
from portal.services.details.kinds import KIND_WORDS, Detail
from portal.services.details.name_marks import names
from portal.services.details.number_marks import accounts, births, checked_numbers, references
from portal.services.details.plate_marks import collars, plates, postcodes, spots

# No box of the form takes more.
_LOOKED_AT = 20_000
# Surer kinds first: where two overlap, the first stands.
_FINDERS = (
    emails, handles, checked_numbers, births, accounts, spots, references, phones, collars, plates, postcodes, addresses,
    names, accusations,
)  # fmt: skip


def find_details(text: str) -> tuple[Detail, ...]:
    """Everything that looks personal, in the order of the text, no two overlapping; the surer kind wins.

    Places are those of the text given, whatever it was folded to.
    """
    folded = fold(text[:_LOOKED_AT])
    taken: list[Detail] = []
    under = bytearray(len(text))
    for finder in _FINDERS:
        for begin, stop, kind in finder(folded):
            start, end = folded.span(begin, stop)
            if not any(under[start:end]):
                under[start:end] = b"\x01" * (end - start)
                taken.append(
                    Detail(start, end, kind, "" if kind == "accusation" else f"[{KIND_WORDS[kind]}]")
                )
    return tuple(sorted(taken, key=lambda detail: detail.start))


def redact(text: str, details: Sequence[Detail]) -> str:
    """The text with the given details replaced; only for those the author chose. Accusations are the author's to reword."""
    for detail in sorted(details, key=lambda detail: -detail.start):
        if detail.suggestion:
            text = text[: detail.start] + detail.suggestion + text[detail.end :]
    return text

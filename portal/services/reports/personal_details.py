"""Marks what looks personal in a text before it is sent, with what to put there instead. It never changes a text by itself.

A hint, not a guarantee: it knows patterns, not people. Names are found only after a title or a word like "called".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers

_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Detail:
    """A stretch of the text: where, what it looks like, what to write instead."""

    start: int
    end: int
    kind: str
    suggestion: str


KIND_WORDS = {
    "email": "an e-mail address",
    "card": "a bank card number",
    "nhs_number": "an NHS number",
    "phone": "a phone number",
    "ni_number": "a National Insurance number",
    "plate": "a number plate",
    "postcode": "a postcode",
    "address": "an address",
    "name": "somebody's name",
    "accusation": "an accusation; say what you saw or heard instead",
}

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DIGITS = re.compile(r"(?<![\d])\d(?:[ -]?\d){8,18}(?!\d)")
# Numbers that are not in use, such as the invented ones, are still somebody's guess at a phone number.
_PHONE = re.compile(r"(?<![\w])(?:\+44[ -]?(?:\(0\))?|\(?0)(?:[\d][ ()-]{0,2}){8,9}\d(?!\d)")
_NI = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.I)
_PLATES = (
    re.compile(r"\b[A-HJ-PR-Y]{2}\d\d ?[A-HJ-PR-Z]{3}\b", re.I),
    # The older layouts look like road numbers and words, so only as printed, in capitals.
    re.compile(r"\b[A-HJ-NPR-TV-Y]\d{1,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]\b"),
)
_POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-HJKMNP-Y\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.I)
_STREETS = (
    "Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Way|Terrace|Court|Crescent|Place|Gardens|Hill|Row|Mews"
)
_ADDRESS = re.compile(
    rf"\b(?:[Ff]lat \d{{1,4}},? )?\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'’-]{{1,30}} ){{1,3}}(?:{_STREETS})\b"
)
_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|PCSO|Sgt|Sergeant|Constable|Inspector)\.? [A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?"
    r"|(?<=\bcalled )[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?"
    r"|(?<=\bnamed )[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?"
)
_ACCUSATION = re.compile(
    r"\b(?:thief|thieves|burglar|robber|rapist|paedophile|pedophile|murderer|fraudster|drug dealer|dealing drugs|deals drugs"
    r"|abuser|stalker|arsonist|corrupt|took bribes|is a criminal|stole from|beats (?:his|her|their))\b",
    re.I,
)


def find_details(text: str) -> tuple[Detail, ...]:
    """Everything that looks personal, in the order of the text, no two overlapping; the surer kind wins."""
    taken: list[Detail] = []
    for start, end, kind in _candidates(text[:_LOOKED_AT]):
        if all(end <= other.start or start >= other.end for other in taken):
            taken.append(Detail(start, end, kind, "" if kind == "accusation" else f"[{KIND_WORDS[kind]}]"))
    return tuple(sorted(taken, key=lambda detail: detail.start))


def redact(text: str, details: Sequence[Detail]) -> str:
    """The text with the given details replaced; only for those the author chose. Accusations are the author's to reword."""
    for detail in sorted(details, key=lambda detail: -detail.start):
        if detail.suggestion:
            text = text[: detail.start] + detail.suggestion + text[detail.end :]
    return text


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Surer kinds first."""
    yield from _spans(_EMAIL, text, "email")
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and _is_luhn(digits):
            yield match.start(), match.end(), "card"
        elif len(digits) == 10 and _is_nhs(digits):
            yield match.start(), match.end(), "nhs_number"
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.VALID):
        yield found.start, found.end, "phone"
    yield from _spans(_PHONE, text, "phone")
    yield from _spans(_NI, text, "ni_number")
    for plate in _PLATES:
        yield from _spans(plate, text, "plate")
    yield from _spans(_ADDRESS, text, "address")
    yield from _spans(_POSTCODE, text, "postcode")
    yield from _spans(_NAME, text, "name")
    yield from _spans(_ACCUSATION, text, "accusation")


def _spans(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[tuple[int, int, str]]:
    for match in pattern.finditer(text):
        yield match.start(), match.end(), kind


def _is_luhn(digits: str) -> bool:
    """The check digit of bank cards."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _is_nhs(digits: str) -> bool:
    """The check digit of NHS numbers, modulo 11."""
    check = 11 - sum(int(digit) * (10 - index) for index, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10

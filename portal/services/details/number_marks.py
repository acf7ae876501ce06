"""Numbers that belong to one person: bank accounts and cards, NHS and insurance numbers, dates of birth, references of cases."""

from __future__ import annotations

import re

from portal.services.details.folding import AnyCase, Folded
from portal.services.details.kinds import Candidates

_LONG = re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){8,18}(?!\d)")
_CARD_WORD = AnyCase(
    r"\b(?:card|visa|master ?card|amex|debit|credit)\b[^\d\n]{0,40}(?P<number>\d(?:[ .-]?\d){11,18})(?!\d)"
)
# The check digits of an IBAN are counted, so letters beside figures are no harm.
_IBAN = AnyCase(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_SORT = AnyCase(
    r"\b(?:sort ?codes?|s ?/ ?c|s\.c\.?)\b[^\d\n]{0,30}(?P<number>\d\d[ .-]?\d\d[ .-]?\d\d)(?!\d)"
)
_SORT_FIRST = re.compile(r"(?<![\d.,/-])(?P<number>\d\d[ -]\d\d[ -]\d\d)(?=[^\d\n]{1,20}\d{8}(?!\d))")
_SORT_AFTER = AnyCase(
    r"(?<![\d.,/-])(?P<number>\d\d[ .-]?\d\d[ .-]?\d\d)(?= ?\(?(?:is |as )?(?:the |my |his |her )?sort ?code)"
)
_ACCOUNT = AnyCase(
    r"\b(?:(?:bank )?account|acc(?:oun)?t?|a ?/ ?c)\b\.?[^\d\n]{0,30}(?P<number>\d(?:[ -]?\d){5,9})(?![\d/]|[.,]\d)"
)
_ACCOUNT_AFTER_SORT = re.compile(r"(?<!\d)\d\d[ -]\d\d[ -]\d\d[^\d\n]{1,20}(?P<number>\d{4} ?\d{4})(?!\d)")

_NI = AnyCase(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]\b")
# The two letters of examples are never given out, so they count only where the words stand before.
_NI_WORD = AnyCase(
    r"\b(?:national insurance|n\.?i\.?) ?(?:number|no\.?)[^\d\n]{0,20}?(?P<number>[A-Z]{2}(?:[ -]?\d\d){3}[ -]?[A-D])\b"
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|sierpnia|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|wrzesnia|pazdziernika"
    r"|listopada|grudnia|ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik"
    r"|[сs]?січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_YEAR = r"(?:(?:,? ?(?:of |in )?'?(?:\d{4}|\d{2})(?!\d|:|[ap]m))|,? nineteen[ -][a-z]+(?:[ -][a-z]+)?)"
_DAY = rf"(?:\d{{1,2}}(?: ?(?:st|nd|rd|th))?|{_ORDINAL})"
_DATE = (
    rf"(?:\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日|\d{{4}} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{1,2}}"
    rf"|\d{{1,2}} ?[./ -] ?\d{{1,2}} ?[./ -] ?(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|{_DAY}[ -]?(?:of )?{_MONTH}(?![^\W\d])-?{_YEAR}?|{_MONTH} (?:the )?{_DAY}{_YEAR}?)"
)
_BIRTH = (
    r"(?:(?<!\w)(?:born\b|d\.? ?o\.? ?b\b\.?|date ?of ?birth|birth ?-?dates?|birth ?-?day|b/?day|d/?o/?b\b)|(?<!\w)(?:ganwyd|ganed|geboren|urodz\w*"
    r"|data urodzenia|dogum\w*|doğum\w*|народи\w*|народж\w*|родил\w*|рожден\w*|née le|né le|nacid[oa]|nascut\w*|născut\w*"
    r"|γεννή\w*)|(?:مواليد|ولدت|ولد|الميلاد|出生(?:日期)?|生日|生于))"
)
# Cheap to ask before a date is looked for.
_DATE_LIKE = re.compile(r"\d|teen|th\b|first|second|third")
_BIRTH_SHORT = re.compile(r"(?<![\w.])b\.? ?(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?!\d)")
_BIRTH_WORD = AnyCase(_BIRTH)
# How far from the word a date may stand: most of a sentence.
_NEAR = 80
_BIRTH_FIRST = AnyCase(rf"[^\d.!?\n]{{0,60}}?(?P<date>(?:the )?{_DATE})")
_BIRTH_SOLID = re.compile(r"[^\d\n]{0,12}(?P<date>\d{6}|\d{8})(?!\d)")
_BIRTH_AFTER = AnyCase(
    rf"(?<![\d/.-])(?P<date>{_DATE})[ ,(\[-]{{1,3}}(?:(?:is|was|being|as|that'?s|the|day|it's|when|what|for|on|which|my|his|her"
    r"|their|i|he|she|we|they|our|your|were|mum'?s|dad'?s|son'?s|daughter'?s|husband'?s|wife'?s|mother'?s|father'?s) ){0,6}$"
)

_REF_SHAPE = AnyCase(
    r"(?<![\w/])(?:[A-Z]{2,4}(?: ?[/-] ?| (?=\d{4,7}/))\d{3,8} ?[/-] ?\d{2,4}|\d{2,8}/\d{3,8}/\d{2}|\d{4,7}/\d{2})(?![\w/]|-\d)"
)
_REF_LONG = AnyCase(r"(?<![\w/])[A-Z]{2,4}-\d{6,8}-\d{2,6}(?![\w/])")
_REF_WORDS = AnyCase(
    r"\b(?:(?:crime|incident|log|case|police|occurrence|urn|101|999|report|event)(?:[ -](?:report|log))?"
    r"[ -]?(?:ref(?:erence)?s?|numbers?|nos?|num|nr|ids?|#)?|ref(?:erence)?s?(?: (?:numbers?|no))?|urn)\b[.:]? ?#?"
    r"(?:(?:is|was|are|were|they gave (?:me|us)|i (?:got|was given|have)|we (?:got|were given|have)|he gave (?:me|us)"
    r"|she gave (?:me|us)|given|no|num|number|of|quoting|reference|ref|the|and|my|our|:|=|-|#)[.:]? ?){0,4}[\"'(]?"
    r"(?P<ref>(?=[A-Z/ -]{0,6}\d)(?:[A-Z]{1,4}[ /-]?\d{2,8}(?:[ /-]\d{2,8}){1,3}|(?:[A-Z]{1,4}[ /-]?)?\d[\dA-Z]*(?:[/-][\dA-Z]+){0,3})"
    r"(?: of (?:the )?\d{1,2}(?:[./-]\d{1,2}[./-]\d{2,4}|(?:st|nd|rd|th)? (?:of )?"
    + _MONTH
    + r"(?: \d{4})?))?)(?![\w/]|,\d|\.\d)"
)
_LOG_OF_DAY = AnyCase(
    rf"\b(?:log|incident|inc)(?: (?:no|number))?\.? ?#?\d{{1,5}},? (?:(?:of|on|from|dated) )?(?:the )?(?:{_DAY} ?(?:of )?{_MONTH}(?![^\W\d])(?: \d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})"
)
_LONG_REFERENCE = AnyCase(
    r"\b(?:ref(?:erence)?s?|crime|incident|log|case)\b[^\d.\n]{0,30}?(?P<ref>(?:[A-Z]{1,4}[/ -]?)?[1-9]\d{7,12})(?![\d/]|[,.]\d)"
)
_PUBLIC_NUMBERS = frozenset(("101", "999", "111", "112", "105"))
_SCHOOL_YEAR = re.compile(r"(?:[a-z]+ )?(?:19|20)\d\d/\d\d")
_CALLED = re.compile(r"\w*[ -]?\w*(?:ref|number|no\b|num|log|urn|#)")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:am|pm|st|nd|rd|th)")


def accounts(folded: Folded) -> Candidates:
    for match in folded.find(_IBAN):
        if _is_iban(re.sub(r"[ -]", "", match[0]).upper()):
            yield match.start(), match.end(), "account"
    for match in folded.find(_SORT, _SORT_FIRST, _SORT_AFTER, _ACCOUNT_AFTER_SORT, _ACCOUNT):
        yield *match.span("number"), "account"


def checked_numbers(folded: Folded) -> Candidates:
    """Long numbers whose check digit tells what they are, and what is called a card number."""
    for match in folded.find(_LONG):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and _is_luhn(digits):
            yield match.start(), match.end(), "card"
        # One in eleven numbers passes, so it must be spoken of as one.
        elif len(digits) == 10 and _is_nhs(digits) and "nhs" in _around(folded, match):
            yield match.start(), match.end(), "nhs_number"
    for match in folded.find(_CARD_WORD):
        yield *match.span("number"), "card"
    for match in folded.find(_NI_WORD):
        yield *match.span("number"), "ni_number"
    for match in folded.find(_NI):
        yield match.start(), match.end(), "ni_number"


def _around(folded: Folded, match: re.Match[str]) -> str:
    return folded.small[max(0, match.start() - 40) : match.end() + 30]


def births(folded: Folded) -> Candidates:
    first, after_it = _BIRTH_FIRST.pattern, _BIRTH_AFTER.pattern
    for word in folded.find(_BIRTH_WORD):
        begin, end = max(0, word.start() - _NEAR), word.end() + _NEAR
        found = None
        if _DATE_LIKE.search(folded.small, word.end(), end):
            found = first.match(folded.small, word.end(), end) or _BIRTH_SOLID.match(
                folded.small, word.end(), end
            )
        if not found and _DATE_LIKE.search(folded.small, begin, word.start()):
            found = after_it.search(folded.small, begin, word.start())
        if found:
            yield *found.span("date"), "birth"
    for match in folded.find(_BIRTH_SHORT):
        yield *match.span("date"), "birth"


def references(folded: Folded) -> Candidates:
    """Numbers of crimes and incidents: by their shape, or by what they are called."""
    for match in folded.find(_REF_LONG, _REF_SHAPE):
        if not _SCHOOL_YEAR.fullmatch(match[0]):
            yield match.start(), match.end(), "crime_reference"
    for match in folded.find(_LOG_OF_DAY):
        yield match.start(), match.end(), "crime_reference"
    for match in folded.find(_LONG_REFERENCE):
        yield *match.span("ref"), "crime_reference"
    for match in folded.find(_REF_WORDS):
        ref = match["ref"]
        long = sum(letter.isdigit() for letter in ref) >= 3 or " of " in ref
        if long and _CALLED.match(match[0]) and not _YEAR_ALONE.fullmatch(ref) and ref not in _PUBLIC_NUMBERS:
            yield *match.span("ref"), "crime_reference"


def _is_luhn(digits: str) -> bool:
    """The check digit of bank cards."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _is_nhs(digits: str) -> bool:
    """The check digit of NHS numbers, modulo 11."""
    check = 11 - sum(int(digit) * (10 - index) for index, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10


def _is_iban(compact: str) -> bool:
    """The check digits of an international account number, modulo 97 (ISO 13616)."""
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1

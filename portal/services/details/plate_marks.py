"""Number plates, full postcodes, officers' numbers and exact spots on the map, in a folded text."""

from __future__ import annotations

import re

from portal.services.details.common_words import PLAIN_WORDS
from portal.services.details.folding import AnyCase, Folded
from portal.services.details.kinds import Candidates

_NEW_PLATE = AnyCase(r"(?<![\w@/])[A-HJ-PR-Y]{2}\d\d[ .-]?[A-HJ-PR-Z]{3}(?!\w)")
# Broken after two letters, and the older layouts, look like words and roads, so only as printed, in capitals.
_PRINTED_PLATES = re.compile(
    r"(?<![\w@/])(?:[A-HJ-PR-Y]{2}[ .-]?\d\d[ .-]?[A-Z](?:[A-Z][A-Z\d]|\d[A-Z])|[A-HJ-NPR-TV-Y]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-HJ-NPR-TV-Y])(?!\w)"
)
_CALLED_PLATE = AnyCase(
    r"\b(?:reg(?:istration|istered)?|(?:number|licen[cs]e)[ -]?plate|plates?|vrm|index|numberplate)\b\.?(?:[ :,=-]{1,2}"
    r"(?:number|no\.?|plate|mark|is|was|of|it|the|a|its|it's|on|read|reads|reading|begins|said|as|"
    r"car|van|truck|lorry|bike|motorbike|blue|red|white|black|silver|grey|one)){0,5}[ :,=\"'(-]{1,3}"
    r"(?P<plate>(?=[A-Z ]{0,5}\d)(?=[\d -]{0,5}[A-Z])[A-Z0-9]{1,4}(?:[ .-]?[A-Z0-9]{1,4}){1,2})(?!\w)"
)
_CAR = (
    r"(?:car|van|truck|lorry|bike|motor ?bike|moped|scooter|tractor|trailer|pick-?up|transit|quad|land ?rover|defender|corsa"
    r"|astra|fiesta|focus|golf|audi|bmw|ford|vauxhall|morris|mini|merc\w*|toyota|nissan|honda|yamaha|suzuki|vespa|hilux"
    r"|peugeot|renault|citroen|skoda|seat|kia|volvo|jaguar|porsche|triumph|austin|beetle|vw|volkswagen|camper)"
)
_CAR_PLATE = re.compile(
    rf"\b(?i:{_CAR})\b[^\n.!?]{{0,30}}?(?<![\w£])(?P<plate>(?i:[A-HJ-PR-Y]{{2}} ?\d\d ?[A-HJ-PR-Z]{{3}})|[A-Z]{{1,3}} ?\d{{1,4}}|\d{{1,4}} [A-Z]{{2,3}})(?!\w)"
)
_SPACED_PLATE = AnyCase(
    r"\b(?:reg(?:istration)?|plates?|number ?plates?)\b[^\n]{0,60}?(?P<plate>(?<!\w)[A-Z] [A-Z] \d \d [A-Z] [A-Z] [A-Z])(?!\w)"
)
_ROAD = re.compile(
    r"[ABM] ?\d{1,4}|(?:MK|GT|TT|RS|GTI|TDI|CC|MPH|KM|AM|PM) ?\d*|\d+ ?(?:MPH|CC|AM|PM|BMW|BHP)"
)

_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU"
    "|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE"
    "|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO"
    "|ZE|B|E|G|L|M|N|S|W"
)
_INWARD = r"[ABD-HJLNP-UW-Z]{2}"
_POSTCODE = AnyCase(
    rf"(?<![\w@/])(?:GIR ?0AA|(?:{_AREAS})[\dOoIl][\dA-HJKMNP-Yol]?(?:[ -]{{0,2}}|\.)[\dOo]{_INWARD})(?!\w)"
)
# "M5 2nd exit" and "A38" are roads; "ex2 3rd time" is a slip of the pen at worst.
_ORDINAL_AFTER_ROAD = re.compile(r"[a-z]\d{1,3} \d(?:st|nd|rd|th)")

_OFFICER = r"(?:collar|shoulder|warrant|badge|epaulettes?|officer|force|police|constable|pcso|pc|wpc|ps|dc|sgt|sergeant|special|inspector|insp)"
_COLLAR = AnyCase(
    rf"\b{_OFFICER}(?:'?s)?(?:[ .,:#('\"-]{{1,2}}(?:card|collar|shoulder|badge|warrant|id|epaulette|number|numbers|no|num|nr|is|was"
    r"|of|on|his|her|their|the|a|with|who|gave|me|as|said|read|wore|wearing|said|it)){0,8}[ .,:#('\"-]{1,3}"
    r"(?P<collar>(?:(?:PCSO|PC|PS|DC|CSO|[A-Z]{1,2}) ?)?\d(?: ?\d){1,5})(?![\w%]|[,.:/]\d| (?:times|people|homes|years|officers|calls|of))"
)
_COLLAR_NUMBER = AnyCase(
    r"\b(?:officer|constable|pcso|copper|policeman|policewoman)\b[^.\n]{0,70}?\bnumber (?:is|was|on it was)? ?(?P<collar>\d{3,6})(?!\w)"
)
_WORE_NUMBER = AnyCase(
    r"\b(?:he|she|they|one|officer) (?:had|wore|was wearing|showed) (?:the )?(?:no\.?|number) ?(?P<collar>\d{3,6}) on\b"
)
_COLLAR_AFTER = AnyCase(
    r"(?<![\w,.£/])(?P<collar>(?:[A-Z]{1,4} ?)?\d{3,6})(?= (?:\w+ ){0,2}?(?:on|off|from) (?:his|her|their|the|an?) "
    r"(?:\w+ )?(?:shoulders?|epaulettes?|collar|badge|lapel|uniform|jumper|vest|jacket|sleeve|arm|hat|coat|chest))"
)
_WITH_RANK = AnyCase(r"\b(?:PCSO|PC|WPC|PS|DC) ?\d{3,6}(?!\w)")
_CALLED_NUMBER = re.compile(r"collar|shoulder|warrant|badge|epaulette|\bnumbers?\b|\bno\b|\bnum\b|\bid\b")
_RANK_ALONE = re.compile(r"(?:officer|constable|pcso|pc|wpc|ps|dc|sgt|sergeant)[ .,:#-]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PUBLIC_NUMBERS = frozenset(("101", "999", "111", "112", "105"))

_DEGREES = r"[-+]?\d{1,3}\.\d{3,8} ?°?"
_PAIR = AnyCase(
    rf"(?<![\d.,£])(?:[NS] ?)?{_DEGREES} ?(?:[NS]\b)?(?: ?[,;/] ?| and |[ ]{{1,2}})(?:lon(?:g|gitude)?[ :]*)?"
    rf"(?:[EW] ?)?{_DEGREES} ?(?:[EW]\b)?(?![\d])")  # fmt: skip
_MINUTES = AnyCase(
    r"(?<![\d.])(?:[NS] ?)?\d{1,2} ?(?:[°o]|deg(?:rees?)?) ?\d{1,2}(?:\.\d{1,5})? ?(?:['′]|min(?:utes?)?)? ?(?:\d{1,2}(?:\.\d{1,4})? ?(?:[\"″]|['′]{2})? ?)?[NS]?[ ,;/]{1,3}(?:and )?"
    r"(?:[EW] ?)?\d{1,3} ?(?:[°o]|deg(?:rees?)?) ?\d{1,2}(?:\.\d{1,5})? ?(?:['′]|min(?:utes?)?)? ?(?:\d{1,2}(?:\.\d{1,4})? ?(?:[\"″]|['′]{2})? ?)?[EW]?"
)
_LATITUDE = AnyCase(
    rf"\blat(?:itude)?\b[ :=is]{{1,4}}(?P<spot>{_DEGREES}(?: ?[NS])?[ ,;and]{{1,6}}(?:and )?(?:lon(?:g|gitude)?|lng)\b[ :=is]{{1,4}}{_DEGREES}(?: ?[EW])?)"
)
_GRID = re.compile(r"(?<!\w)[HJNOST][A-HJ-Z] ?(?:\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})(?!\w)")
_CALLED_GRID = AnyCase(
    r"\b(?:grid|os|map)[ -]?(?:ref(?:erence)?|square)?\b[^\d\n]{0,20}?(?P<spot>(?:[a-z]{2} ?)?(?:\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5}))(?!\w)"
)
_THREE_WORDS = re.compile(r"(?<![:/\w])/{2,3}[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}(?![\w./])")
_CALLED_WORDS = AnyCase(
    r"\b(?:what ?(?:3|three) ?words?|w3w)\b[^\n]{0,40}?(?P<spot>(?<![\w./])[^\W\d_]{3,30} ?\. ?[^\W\d_]{3,30} ?\. ?[^\W\d_]{3,30})"
)


_TWO_LETTER_AREAS = "|".join(area for area in _AREAS.split("|") if len(area) == 2)
_SPACED_POSTCODE = AnyCase(rf"(?<![\w@/])(?:{_TWO_LETTER_AREAS}) ?\d{{1,2}} ?\d ?(?P<end>{_INWARD})(?!\w)")


def plates(folded: Folded) -> Candidates:
    for match in folded.find(_NEW_PLATE, _PRINTED_PLATES):
        yield match.start(), match.end(), "plate"
    for match in folded.find(_SPACED_PLATE, _CALLED_PLATE, _CAR_PLATE):
        if not _ROAD.fullmatch(match["plate"].upper()):
            yield *match.span("plate"), "plate"


def postcodes(folded: Folded) -> Candidates:
    for match in folded.find(_POSTCODE):
        digits = sum(letter.isdigit() for letter in match[0])
        # Letters typed for digits are believed in capitals, and never all of them.
        sure = digits >= 2 or (digits == 1 and folded.text[match.start() : match.end()].isupper())
        if sure and not _ORDINAL_AFTER_ROAD.fullmatch(match[0]):
            yield match.start(), match.end(), "postcode"
    for match in folded.find(_SPACED_POSTCODE):
        if match["end"] not in PLAIN_WORDS:
            yield match.start(), match.end(), "postcode"


def collars(folded: Folded) -> Candidates:
    for match in folded.find(_COLLAR):
        called = match[0][: match.start("collar") - match.start()]
        if (_CALLED_NUMBER.search(called) or _RANK_ALONE.fullmatch(called)) and _is_own(match["collar"]):
            yield *match.span("collar"), "collar"
    for match in folded.find(_WORE_NUMBER, _COLLAR_NUMBER, _COLLAR_AFTER):
        if _is_own(match["collar"]):
            yield *match.span("collar"), "collar"
    for match in folded.find(_WITH_RANK):
        yield match.start(), match.end(), "collar"


def _is_own(number: str) -> bool:
    """Neither a number that everybody rings nor a year."""
    return number not in _PUBLIC_NUMBERS and not _YEAR.fullmatch(number)


def spots(folded: Folded) -> Candidates:
    for match in folded.find(_PAIR, _MINUTES, _GRID, _THREE_WORDS):
        yield match.start(), match.end(), "coordinates"
    for match in folded.find(_LATITUDE, _CALLED_GRID, _CALLED_WORDS):
        yield *match.span("spot"), "coordinates"

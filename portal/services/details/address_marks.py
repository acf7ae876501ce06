"""Addresses in a folded text: numbers with a street or a house word, named houses and farms, flats. A street alone is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.services.details.common_words import COUNTED, FUNCTION_WORDS, PLAIN_WORDS, STREET_NAMES
from portal.services.details.kinds import Candidates

# After a number these are a street in any case.
_SURE = (
    r"street|str|st|road|rd|lane|ln|avenue|aven?|terrace|terr?|crescent|cresc?|gardens|gdns|mews|cottages?|cotts?|quay|strand"
    r"|esplanade|parade|promenade|villas?|buildings|bldgs|barton|meadows?|orchard|drive|drv?|close|cl|boulevard|blvd|bungalows?"
    r"|grove|mansions|heights|paddocks?|parc|wharf|broadway|alley|courtyard|boatyard|opes?|hayes|leat|almshouses|rise|steps"
)
# Ordinary words too: a street where they are written as a name, or where the text says that somebody lives there.
_UNSURE = (
    r"way|court|ct|place|pl|hill|row|square|sq|park|walk|view|vale|green|house|houses|fields?|mill|moor|down|downs|path"
    r"|passage|arcade|bank|croft|fold|garth|gate|lawns?|mount|ridge|copse|woods?|leaze|leas?|haven|harbour|embankment"
    r"|causeway|bridge|cross|end|corner|yard|market|circus|chase|dene|reach|spinney|towers?|lodge|farm|estate|barns?|hall"
    r"|flats|point|cliff|beach|slip|combe|coombe|side|bay|crest|brow|head|town|village|garage|stables|trees|retreat|grange"
)
_WORD = r"[^\W\d_][\w'.-]{0,29}"
_UNIT = r"(?:(?:flat|apartment|apt|unit|suite|block|caravan|pitch|studio|annexe|basement|top floor|ground floor|room)\.? ?(?:[a-z]\d?|\d{1,4}[a-z]?)?,? (?:of |at |in )?)"
_HOUSE_NUMBER = r"\d{1,4} ?(?:[a-h](?!\w))?(?: ?(?:[-/&]|and) ?\d{1,4}[a-h]?)?"
_NUMBERED = re.compile(
    rf"(?<![\w£$€#@+])(?<!\d[.,/:-])(?P<unit>(?:the )?{_UNIT})?(?P<called>(?:number|no|house|plot)\.? ?)?"
    rf"(?P<number>{_HOUSE_NUMBER})(?P<gap>,? )(?P<street>(?:{_WORD} ){{0,3}}?(?:{_SURE}|{_UNSURE})(?: (?:{_SURE}|{_UNSURE}))?)(?![\w'])",
    re.I,
)
_LIVES_AT = re.compile(
    r"(?:\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|moved|based|address|house|home|flat|property|come|bungalow|outside|from|knock(?:ed)?|at)"
    r"(?: (?:is|are|in|at|to|on|over|round|the|of|out|up|down|here|my))*:?,? ?)$",
    re.I,
)
_AT_DOOR = re.compile(
    r"\b(?:liv(?:e|es|ed|ing) (?:at|in)|address(?: is|:)?|home (?:is|at)|house (?:is|at)|flat at|based at|staying at|neighbours? at|next door at|flat [\w]{1,4},)"
    rf" (?P<door>{_HOUSE_NUMBER},? (?:(?:the )?[A-Z][\w'-]{{1,29}})(?: [A-Z][\w'-]{{1,29}}){{0,2}})(?!\w)"
)
_WELSH_FIRST = re.compile(
    rf"(?<![\w£.,/])\d{{1,4}}[a-h]?,? (?:heol|ffordd|stryd|lon|lôn|rhodfa|rue|calle|via|ulica|ul\.) {_WORD}(?: [A-Z]{_WORD})?", re.I
)
_NUMBER_LAST = re.compile(
    rf"\b(?:ul\.|ulica|ulicy|вул\.?|вулиця|вулиці|ул\.?|улица|улице|rue|calle|sokak|cadde|strada|str\.) ?(?:{_WORD},? ){{1,3}}(?:nr |д\. ?|буд\. ?|no:? ?)?\d{{1,4}}[a-zа-я]?(?!\w)",
    re.I,
)
_NUMBER_AT = re.compile(
    r"(?:\b(?:at|from|in|of|outside|opposite|to|next to|next door at|neighbours? at|people at|man at|woman at|lot at|lads at|visited) )"
    r"(?P<door>(?:(?:house |flat )?(?:number|no\.?|nos?\.?) ?\d{1,4}[a-h]?|(?:flat|apartment|apt) ?(?:\d{1,4}[a-h]?|[A-H]))(?: ?(?:and|&|or) ?\d{1,4}[a-h]?)?)(?![\w%]|[.,:]\d)",
    re.I,
)

_CAP = r"[A-Z][\w'-]{1,29}"
_CAPS = rf"(?:{_CAP} (?:(?:of|the|in|on|and|next) )?){{0,3}}"
_HOUSES = (
    r"Cottages?|House|Farm|Farmhouse|Lodge|Barns?|Bungalow|Villa|Manor|Mill|Rectory|Vicarage|Forge|Grange|Hall|Court|View|Barton"
    r"|Chapel|Stables|Cott|Croft|Dene|Nook|Haven|Orchard|Gables|Towers|Gatehouse|Coach House|Schoolhouse|Smithy|Granary|Linhay"
    r"|Shippen|Parsonage|Oaks?|Elms|Firs|Pines|Willows|Beeches|Laurels|Hollies|Cedars|Annexe|Cabin|Chalet|Lighthouse|Old School"
    r"|Retreat|Boathouse|Toll House|Homestead|Wood|Rise|End|Point|Cliff|Bank|Heights|Reach|Meadow|Park|Flats|Mansions"
)
_TOWN_TOO = rf"(?:,? {_CAP}(?: {_CAP}){{0,2}})?"
_STREET_WORDS = rf"(?:{_CAP} ){{1,3}}(?:(?i:{_SURE}|{_UNSURE}))\b|{_CAP}(?: {_CAP}){{0,2}}"
_NAMED_HOUSE = re.compile(
    rf"(?<!\w)[\"']?(?:The )?{_CAPS}(?:{_HOUSES})[\"']?,? ?(?:,|\bin\b|\bon\b|\bat\b|\boff\b) ?(?:the )?(?:{_STREET_WORDS})"
)
_HOUSE_LIKE = re.compile(
    r"(?<!\w)[\"']?(?P<house>[A-Z][\w'-]{2,29}(?i:view|haven|crest|cliffe?|nook|croft|dene|lea|mead|brook|holme?|side|cot|breeze|winds?|gate|acre|thorpe|tor|combe|ways?|stead|field|bank|hayes|hurst|wood|ridge|moor))"
    rf"[\"']?, (?:{_CAP} ){{1,3}}(?i:{_SURE}|{_UNSURE})\b"
)
_ANY_NAMED = re.compile(
    rf"\b(?:live[sd]?|living|live here|staying|address is|address:?|home is|house is|farm is|is at|we'?re at|they'?re at|come to|are at|i'?m at|am at|up at|lives? up|house called|cottage called|place called|farm called)"
    rf"(?: (?:at|in|is|on|up|here|alone|next|to|it'?s|called)){{0,3}}:? [\"']?(?P<house>(?:The )?{_CAPS}(?:{_HOUSES}|{_CAP})\b[\"']?,? ?(?:{_CAP} ?){{0,2}}(?i:{_SURE}|{_UNSURE})?\b)"
)
# What stands alone in capitals and is where somebody lives; houses and halls may be public.
_HOME_ALONE = re.compile(rf"(?<!\w)[\"']?(?:The )?(?:{_CAP} ){{1,3}}(?:Farm|Farmhouse|Cottages?|Barns?|Bungalow|Vicarage|Rectory)\b[\"']?(?! (?i:shop|park|foods?|road|lane|street|hospital|cafe|hotel|inn))")
_LOWER_HOUSE = re.compile(
    rf"(?<!\w)(?:the |old |higher |lower |little )?(?:{_WORD} ){{1,2}}(?:cottages?|farm|farmhouse|house|barns?|bungalow|lodge|mill|forge|rectory|villa),? ?, ?(?:{_WORD} ){{1,2}}(?:{_SURE})(?!\w)",
    re.I,
)
_LOWER_UNIT = re.compile(
    rf"(?<!\w)(?:flat|apartment|apt|unit|block) ?(?:\d{{1,4}} ?[a-h]?|[A-H])\b,? (?:the )?(?:{_WORD} ){{0,3}}(?:{_SURE}|{_UNSURE})(?![\w'])", re.I
)
_FLAT_AT = re.compile(
    rf"\b(?i:flat|apartment|apt|unit|block|room)\.? ?(?:\d{{1,4}} ?[a-h]?|[A-Ha-h]),? (?:of |at |in )?(?:{_HOUSE_NUMBER},? )?(?:[Tt]he )?{_CAP}(?: {_CAP}){{0,2}}(?![\w'])"
)
_FARM_AT = re.compile(
    rf"\b(?:farm|live|lives|living|farming) (?:up |down |out )?(?:at|in) (?P<house>(?:[Tt]he )?{_CAP}(?: {_CAP}){{0,2}},? (?:near|nr\.?|by|outside|off) {_CAP}(?: {_CAP})?)"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_WORD_NUMBERED = re.compile(rf"\b(?i:at|number|no\.?|to|from|live) (?P<house>(?i:{_NUMBER_WORD}),? (?:[Tt]he )?(?:{_CAP} ){{1,3}}(?i:{_SURE}|{_UNSURE}))(?!\w)")
# A town after it belongs to the address, in small letters only where the address is.
_TOWN_WORD = r"[A-Z][^\W\d_]{2,29}"
_TOWN = re.compile(rf",? (?:{_TOWN_WORD}(?:[ -]{_TOWN_WORD}){{0,2}})(?!\w)|, (?P<small>[^\W\d_]{{3,20}})\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep"
    " sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)


def addresses(text: str) -> Candidates:
    for start, end, kind in _addresses(text):
        yield start, _with_town(text, start, end), kind


def _with_town(text: str, start: int, end: int) -> int:
    """The end of the address with one or two more parts of it, such as a street's town, behind commas."""
    small = text[start:end].islower()
    for _ in range(2):
        town = _TOWN.match(text, end) if text[end : end + 1] == "," else None
        if not town or (town["small"] and (not small or town["small"].lower() in PLAIN_WORDS)):
            break
        last = town[0].split()[-1].lower().strip(".,")
        if not town["small"] and town[0].split()[1 if town[0].startswith(", ") else 0].lower().strip(",") in FUNCTION_WORDS:
            break
        end = town.end() - (last != last.rstrip("."))
    return end


def _addresses(text: str) -> Candidates:
    for start, end in _numbered(text):
        yield start, end, "address"
    for pattern in (_FLAT_AT, _LOWER_UNIT, _WELSH_FIRST, _NUMBER_LAST, _NAMED_HOUSE, _LOWER_HOUSE, _HOUSE_LIKE):
        for match in pattern.finditer(text):
            if pattern not in (_LOWER_UNIT, _LOWER_HOUSE) or _is_name(match[0]):
                yield match.start(), match.end(), "address"
    for pattern, group in ((_AT_DOOR, "door"), (_FARM_AT, "farm"), (_WORD_NUMBERED, "farm"), (_NUMBER_AT, "door"), (_ANY_NAMED, "house")):
        for match in pattern.finditer(text):
            name = "house" if group == "farm" else group
            if group != "house" or _is_house(match[name]):
                start, end = match.span(name)
                yield start, start + len(text[start:end].rstrip()), "address"
    for match in _HOME_ALONE.finditer(text):
        if not _PUBLIC_FARM.search(match[0]):
            yield match.start(), match.end(), "address"


_PUBLIC_FARM = re.compile(r"^(?:The )?(?:Solar|Wind|City|Home|Our|My|His|Her|Their|Young|National|Devon|Cornwall|A|Every|Many|Some|In|On|At|Old) \w+$")


def _is_house(name: str) -> bool:
    """A town after "live in" is no house: the name must end in a house word or hold a comma with a street after it."""
    return bool(re.search(rf"(?:\b(?:{_HOUSES}))[\"']?(?:$|,| )|, .*\b(?i:{_SURE}|{_UNSURE})$", name.strip())) and not re.search(
        r"\b(?:Park|Flats|End|Wood|Point|Bank|Reach|Cliff|Hall|Heights)$", name.strip()
    )


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _NUMBERED.search(text, at):
        if _is_numbered_address(text, match):
            yield match.start(), match.end()
            at = match.end()
        else:
            at = match.end("number")


def _is_numbered_address(text: str, match: re.Match[str]) -> bool:
    number, street = match["number"].strip(), match["street"]
    words = street.split()
    before = text[max(0, match.start() - 30) : match.start()]
    told = bool(match["unit"] or match["called"] or _LIVES_AT.search(before) or re.search(r"[a-h]$", number, re.I))
    if _YEAR.fullmatch(number) and not match["called"]:
        return False
    names = [word.lower().strip(".'") for word in words[:-1]]
    if names and names[0] in _MONTHS:
        return False
    if any(name in COUNTED and name not in STREET_NAMES for name in names):
        return False
    sure = bool(re.fullmatch(_SURE, words[-1], re.I))
    capital = all(word[0].isupper() for word in words if word.lower() not in ("the", "of", "in", "on", "and", "y"))
    if names == ["the"]:
        return sure or capital or told
    if not names:
        return False
    if capital and not (words[-1].islower() and not sure):
        return True
    plain = [name for name in names if name in PLAIN_WORDS and name not in STREET_NAMES]
    return not plain and (sure or told)


def _is_name(found: str) -> bool:
    words = [word.strip(",.\"'").lower() for word in found.split()]
    return not any((word in COUNTED and word not in STREET_NAMES) or (word in PLAIN_WORDS and word not in STREET_NAMES) for word in words)

"""Addresses in a folded text: numbers with a street or a house word, named houses and farms, flats. A street alone is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.services.details.common_words import COUNTED, FUNCTION_WORDS, PLAIN_WORDS, STREET_NAMES, words
from portal.services.details.folding import AnyCase, Folded
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
_NUMBERED = AnyCase(
    rf"(?<![\w£$€#@+])(?<!\d[.,/:-])(?P<unit>(?:the )?{_UNIT})?(?P<called>(?:number|no|house|plot)\.? ?)?"
    rf"(?P<number>{_HOUSE_NUMBER})(?P<gap>,? )(?P<street>(?:{_WORD} ){{0,3}}?(?:{_SURE}|{_UNSURE})(?: (?:{_SURE}|{_UNSURE}))?)(?![\w'])"
)
_LIVES_AT = re.compile(
    r"(?:\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|moved|based|address|house|home|flat|property|come|bungalow|outside|from|knock(?:ed)?|at)"
    r"(?: (?:is|are|in|at|to|on|over|round|the|of|out|up|down|here|my)){0,4}:?,? ?)$"
)
_AT_DOOR = re.compile(
    r"\b(?:liv(?:e|es|ed|ing) (?:at|in)|address(?: is|:)?|home (?:is|at)|house (?:is|at)|flat at|based at|staying at|neighbours? at|next door at|flat [\w]{1,4},)"
    rf" (?P<door>{_HOUSE_NUMBER},? (?:(?:the )?[A-Z][\w'-]{{1,29}})(?: [A-Z][\w'-]{{1,29}}){{0,2}})(?!\w)"
)
_WELSH_FIRST = AnyCase(
    rf"(?<![\w£.,/])\d{{1,4}}[a-h]?,? (?:heol|ffordd|stryd|lon|lôn|rhodfa|rue|calle|via|ulica|ul\.) {_WORD}(?: [A-Z]{_WORD})?"
)
_NUMBER_LAST = AnyCase(
    rf"\b(?:ul\.|ulica|ulicy|вул\.?|вулиця|вулиці|ул\.?|улица|улице|rue|calle|sokak|cadde|strada|str\.) ?(?:{_WORD},? ){{1,3}}(?:nr |д\. ?|буд\. ?|no:? ?)?\d{{1,4}}[a-zа-я]?(?!\w)"
)
_NUMBER_AT = AnyCase(
    r"(?:\b(?:at|from|in|of|outside|opposite|to|next to|next door at|neighbours? at|people at|man at|woman at|lot at|lads at|visited) )"
    r"(?P<door>(?:(?:house |flat )?(?:number|no\.?|nos?\.?) ?\d{1,4}[a-h]?|(?:flat|apartment|apt) ?(?:\d{1,4}[a-h]?|[A-H]))(?: ?(?:and|&|or) ?\d{1,4}[a-h]?)?)(?![\w%]|[.,:]\d)"
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
_HOME_ALONE = re.compile(
    rf"(?<!\w)[\"']?(?:The )?(?:{_CAP} ){{1,3}}(?:Farm|Farmhouse|Cottages?|Barns?|Bungalow|Vicarage|Rectory)\b[\"']?(?! (?i:shop|park|foods?|road|lane|street|hospital|cafe|hotel|inn))"
)
_LOWER_HOUSE = AnyCase(
    rf"(?<!\w)(?:the |old |higher |lower |little )?(?:{_WORD} ){{1,2}}(?:cottages?|farm|farmhouse|house|barns?|bungalow|lodge|mill|forge|rectory|villa),? ?, ?(?:{_WORD} ){{1,2}}(?:{_SURE})(?!\w)"
)
_LOWER_UNIT = AnyCase(
    rf"(?<!\w)(?:flat|apartment|apt|unit|block) ?(?:\d{{1,4}} ?[a-h]?|[A-H])\b,? (?:the )?(?:{_WORD} ){{0,3}}(?:{_SURE}|{_UNSURE})(?![\w'])"
)
_FLAT_AT = re.compile(
    rf"\b(?i:flat|apartment|apt|unit|block|room)\.? ?(?:\d{{1,4}} ?[a-h]?|[A-Ha-h]),? (?:of |at |in )?(?:{_HOUSE_NUMBER},? )?(?:[Tt]he )?{_CAP}(?: {_CAP}){{0,2}}(?![\w'])"
)
_FARM_AT = re.compile(
    rf"\b(?:farm|live|lives|living|farming) (?:up |down |out )?(?:at|in) (?P<door>(?:[Tt]he )?{_CAP}(?: {_CAP}){{0,2}},? (?:near|nr\.?|by|outside|off) {_CAP}(?: {_CAP})?)"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_WORD_NUMBERED = re.compile(
    rf"\b(?i:at|number|no\.?|to|from|live) (?P<door>(?i:{_NUMBER_WORD}),? (?:[Tt]he )?(?:{_CAP} ){{1,3}}(?i:{_SURE}|{_UNSURE}))(?!\w)"
)
# A town after it belongs to the address, in small letters only where the address is.
_TOWN_WORD = r"[A-Z][^\W\d_]{2,29}"
_TOWN = re.compile(rf",? (?:{_TOWN_WORD}(?:[ -]{_TOWN_WORD}){{0,2}})(?!\w)|, (?P<small>[^\W\d_]{{3,20}})\b")
_SURE_ALONE = re.compile(_SURE)
_HOUSE_WORD = re.compile(rf"\b(?:{_HOUSES})[\"']?(?:$|,| )|, .*\b(?i:{_SURE}|{_UNSURE})$")
# They end the names of villages and public places as well.
_PLACE_WORD = re.compile(r"\b(?:Park|Flats|End|Wood|Point|Bank|Reach|Cliff|Hall|Heights)$")
_PUBLIC_FARM = re.compile(
    r"^(?:The )?(?:Solar|Wind|City|Home|Our|My|His|Her|Their|Young|National|A|Every|Many|Some|In|On|At|Old) \w+$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep"
    " sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)


def addresses(folded: Folded) -> Candidates:
    for start, end in _addresses(folded):
        yield start, _with_town(folded.text, start, end), "address"


def _with_town(text: str, start: int, end: int) -> int:
    """The end of the address with one or two more parts of it, such as a street's town, behind commas."""
    small = text[start:end].islower()
    for _ in range(2):
        town = _TOWN.match(text, end) if text[end : end + 1] == "," else None
        if not town or (town["small"] and (not small or town["small"] in PLAIN_WORDS)):
            break
        if not town["small"] and town[0].strip(", ").split()[0].lower() in FUNCTION_WORDS:
            break
        end = town.end()
    return end


def _addresses(folded: Folded) -> Iterator[tuple[int, int]]:
    yield from _numbered(folded)
    for match in folded.find(_LOWER_UNIT, _LOWER_HOUSE):
        if not any(_is_ordinary(word) for word in match[0].replace(",", " ").split()):
            yield match.span()
    for match in folded.find(_FLAT_AT, _WELSH_FIRST, _NUMBER_LAST, _NAMED_HOUSE, _HOUSE_LIKE):
        yield match.span()
    for match in folded.find(_AT_DOOR, _NUMBER_AT, _FARM_AT, _WORD_NUMBERED):
        yield match.span("door")
    for match in folded.find(_ANY_NAMED):
        if _is_house(match["house"]):
            start, end = match.span("house")
            yield start, start + len(folded.text[start:end].rstrip())
    for match in folded.find(_HOME_ALONE):
        if not _PUBLIC_FARM.search(match[0]):
            yield match.span()


def _is_house(name: str) -> bool:
    """A town after "live in" is no house: the name must end in a house word, or have a street after it."""
    return bool(_HOUSE_WORD.search(name.strip())) and not _PLACE_WORD.search(name.strip())


def _numbered(folded: Folded) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _NUMBERED.pattern.search(folded.small, at):
        if _is_numbered_address(folded, match):
            yield match.span()
            at = match.end()
        else:
            at = match.end("number")


def _is_numbered_address(folded: Folded, match: re.Match[str]) -> bool:
    """A street in capitals, or one in small letters whose words count nothing."""
    street = folded.text[slice(*match.span("street"))].split()
    names = [word.lower().strip(".'") for word in street[:-1]]
    number, before = match["number"].strip(), folded.small[max(0, match.start() - 30) : match.start()]
    told = bool(match["unit"] or match["called"] or _LIVES_AT.search(before) or number[-1] in "abcdefgh")
    if not names or (_YEAR.fullmatch(number) and not match["called"]) or names[0] in _MONTHS:
        return False
    if any(name in COUNTED and name not in STREET_NAMES for name in names):
        return False
    sure = bool(_SURE_ALONE.fullmatch(street[-1].lower()))
    capital = all(word[0].isupper() for word in street if word not in ("the", "of", "in", "on", "and"))
    if names == ["the"]:
        return sure or capital or told
    if capital:
        return True
    return not any(name in PLAIN_WORDS and name not in STREET_NAMES for name in names) and (sure or told)


def _is_ordinary(word: str) -> bool:
    bare = word.strip(".\"'")
    return (
        (bare in COUNTED or bare in PLAIN_WORDS)
        and bare not in STREET_NAMES
        and not _SURE_ALONE.fullmatch(bare)
    )

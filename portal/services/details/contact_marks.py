"""Ways to reach somebody: e-mail addresses, accounts on social media, phone numbers. All look at a folded text."""

from __future__ import annotations

import re

import phonenumbers

from portal.services.details.folding import AnyCase, Folded
from portal.services.details.kinds import Candidates

_LOCAL = r"(?<![\w.+-])[\w.!#$%&*+/=?^{|}~-]{1,64}"
_LABEL = r"[\w-]{1,63}"
# Endings that people speak out; after "dot" a whole sentence could follow.
_ENDING = "com|org|net|uk|eu|info|me|io|gov|ac|edu|ie|pl|de|fr|ro|ua|tr|es|it"
_EMAIL = re.compile(rf"{_LOCAL}(?:@ ?| @ ){_LABEL}(?:\.{_LABEL}){{0,7}} ?\.[^\W\d_][\w-]{{1,62}}")
_AT, _DOT = r"(?: ?[(\[{<] ?at ?[)\]}>] ?| at | ?@ ?)", r"(?: ?[(\[{<] ?dot ?[)\]}>] ?| dot | ?\. ?)"
_SPOKEN = AnyCase(
    rf"(?<![\w.])[\w.+-]{{1,64}}(?: dot [\w-]{{1,63}}){{0,3}}"
    rf"{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}(?:{_ENDING})\b"
)

# "at" alone is no sign: something in it must be spelled out.
_SAID_ALOUD = re.compile(r"@|[(\[{<] ?at|dot")

_SITES = (
    r"facebook|insta(?:gram)?|twitter|tik ?tok|snap(?:chat)?|threads|you ?tube|linkedin|telegram|discord|reddit|bluesky"
    r"|mastodon|vinted|grindr|tinder|kik|twitch|xbox|psn|steam|fb|ig"
)
_LINK = AnyCase(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.|l\.)?(?:facebook|fb|instagram|twitter|x|tiktok|snapchat|threads|youtube|linkedin"
    r"|reddit|twitch|vk|t|wa|bsky|discord)\.(?:com|me|net|tv|app|gg)/[\w@./?=&%~-]{1,120}(?<![.?])"
)
_AT_NAME = re.compile(r"(?<![\w@./])@ ?(?!\d{1,2}(?::\d\d|[ap]m)\b)(?=[\w.]{0,29}[^\W\d])[\w.]{2,40}\b")
_ACCOUNT_WORDS = (
    r"(?: (?:account|user ?name|handle|profile|page|name|id|tag|user|as|is|was|called|under|by|it'?s|he'?s|he is|she'?s"
    r"|she is|goes|they'?re|they are|him|her|my|on))"
)
_NAMED_SITE = AnyCase(
    rf"\b(?:{_SITES})(?:'s)?{_ACCOUNT_WORDS}{{0,5}}:? ?[(\"']?"
    r"(?P<handle>(?=[\w.-]{0,39}[^\W\d])(?=[\w.-]{0,39}(?:\d|_|\w[.]\w))[\w.-]{3,40}\b)"
)
_NAMED_AFTER = AnyCase(
    rf"(?<![\w.@])(?P<handle>(?=[\w.]{{0,39}}[^\W\d])(?=[\w.]{{0,39}}(?:\d|_|\w[.]\w))[\w.]{{4,40}})\"?"
    rf"(?: is (?:his|her|my|their|the))? (?:on|over on|at) (?:the )?(?:{_SITES})\b"
)
_USER_NAME = AnyCase(
    r"\b(?:user ?name|handle|gamer ?tag|screen ?name|snap ?name|snap name)(?: (?:is|was|of|on there is))?:? ?[\"']?"
    r"(?P<handle>(?!is\b|was\b|of\b|the\b|and\b|on\b)[\w.-]{3,40}\b)"
)

_REDDIT = re.compile(r"(?<![\w/])/?u/[\w-]{3,30}\b")

_GAP = r"[ ().\-/]{0,3}"
# O is often typed for 0. Numbers that are not in use, such as invented ones, are still somebody's guess at a number.
_BRITISH = re.compile(
    rf"(?<![\w+])(?<!\d[.,/-])(?:(?:\+|00){_GAP}44{_GAP}(?:\(?[0O]\)?{_GAP})?|\(?[0Oo]{_GAP})(?:[\dOo]{_GAP}){{8,9}}[\dOo](?!\w)"
)
_FOREIGN = re.compile(rf"(?<![\w+])(?:\+|00)[1-9](?:{_GAP}\d){{7,14}}(?!\d)")
_ASKED = AnyCase(
    r"\b(?:ring|call|text|phone|tel(?:ephone)?|mob(?:ile)?|landline|cell|whats ?app|number)"
    r"(?: (?:me|us|him|her|them|is|was|no|number|on|at|to|back|my|mum|wife|husband)){{0,6}}[.:']?s? ?(?:is )?:? ?"
    rf"(?P<number>\(?[1-9](?:{_GAP}\d){{5,10}})(?![\d,]|\.\d| ?(?:of|%|times|people|homes|crimes))"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?!\d)")
_SPOKEN_DIGIT = (
    r"(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|hundred)"
)
_SPOKEN_NUMBER = AnyCase(rf"\b(?:{_SPOKEN_DIGIT}[ ,-]{{1,2}}){{6,14}}{_SPOKEN_DIGIT}\b")
_HALF_SPOKEN = AnyCase(rf"(?<!\w)0\d{{2,4}}[ -]?\d{{0,6}}(?:[ ,-]{{1,2}}{_SPOKEN_DIGIT}){{2,7}}\b")
# Fewer real digits than this are a word in capitals, not a number.
_LEAST_DIGITS = 5


def emails(folded: Folded) -> Candidates:
    if "@" in folded.text:
        for match in folded.find(_EMAIL):
            yield match.start(), match.end(), "email"
    for match in folded.find(_SPOKEN):
        if _SAID_ALOUD.search(match[0]):
            yield match.start(), match.end(), "email"


def handles(folded: Folded) -> Candidates:
    for match in folded.find(_LINK, _AT_NAME, _REDDIT):
        yield match.start(), match.end(), "handle"
    for match in folded.find(_NAMED_SITE, _NAMED_AFTER, _USER_NAME):
        yield *match.span("handle"), "handle"


def phones(folded: Folded) -> Candidates:
    for found in phonenumbers.PhoneNumberMatcher(folded.text, "GB", leniency=phonenumbers.Leniency.VALID):
        if not _DATE.match(found.raw_string):
            yield found.start, found.end, "phone"
    for match in folded.find(_BRITISH, _FOREIGN):
        digits = sum(letter.isdigit() for letter in match[0])
        if digits >= _LEAST_DIGITS and not _DATE.match(match[0]):
            yield match.start(), match.end(), "phone"
    for match in folded.find(_ASKED):
        if not _DATE.match(match["number"]):
            yield *match.span("number"), "phone"
    for match in folded.find(_SPOKEN_NUMBER, _HALF_SPOKEN):
        yield match.start(), match.end(), "phone"

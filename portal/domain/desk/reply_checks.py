"""What a reply must hold before it goes out, and what good replies hold. Patterns, so both are hints to a careful writer.

A figure in a reply needs its period and its source in the same paragraph: "there were 12 burglaries" says nothing that
can be checked, and is how a number without a range or a date starts to travel.
"""

from __future__ import annotations

import re

from portal.domain.desk.casework import LONGEST_REPLY

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?)"
_COUNTED = (
    r"(?:crimes?|offences?|incidents?|burglar(?:y|ies)|thefts?|robber(?:y|ies)|assaults?|arrests?|victims?|cases?|"
    r"reports?|calls?|attacks?|shoplifting|vehicles? stolen|charges?|convictions?|suspects?|detections?)"
)
# What counts as a figure: a share, a ratio, a change, or a number of things that are counted.
_FIGURES = re.compile(
    rf"\b{_NUMBER}\s?(?:%|per\s?cent\b|percent\b|percentage points?\b)"
    rf"|\b{_NUMBER}\s+(?:in|out of|of every)\s+{_NUMBER}\b"
    rf"|\b{_NUMBER}\s+per\s+(?:1,?000|thousand|100|head)\b"
    rf"|\b{_NUMBER}\s+(?:[a-z-]+\s+){{0,3}}?{_COUNTED}\b"
    rf"|\b(?:halved|doubled|trebled|tripled)\b"
    rf"|\b{_COUNTED}\s+(?:[a-z-]+\s+){{0,3}}?(?:by|to|of)\s+{_NUMBER}\b(?:\s?%)?",
    re.I,
)
# A number of things by which nothing is measured: references, rooms to ring, one's own visits.
_NOT_FIGURES = re.compile(
    r"\b(?:crime|incident|report|case|log)\s+(?:reference|number|no\.?)\b[^.\n]{0,40}|\b(?:call|ring|phone|dial)\s+(?:us\s+on\s+)?[\d\s]{3,16}",
    re.I,
)
_PERIODS = re.compile(
    rf"\b(?:{_MONTHS})\s+(?:to|and|until)?\s*(?:(?:{_MONTHS})\s+)?\d{{4}}\b|\b(?:in|during|since|for|year|of|between)\s+(?:the year\s+)?(?:19|20)\d{{2}}\b"
    rf"|\b(?:19|20)\d{{2}}\s?(?:/|-|–|to|and)\s?(?:\d{{2}}|(?:19|20)\d{{2}})\b|\b\d{{4}}-\d{{2}}\b"
    rf"|\b(?:19|20)\d{{2}}\b(?=[,.;:)]|\s|$)",
    re.I,
)
_SOURCES = re.compile(
    r"\b(?:source|according to|published by|figures? from|data from|from our (?:own )?(?:records?|crime recording system|control room)|"
    r"our (?:own )?(?:records?|logs) (?:show|hold|say)|police\.uk|home office|office for national statistics|\bONS\b|"
    r"HMICFRS|HMIC|inspectorate|on the record|crime survey|freedom of information|council)\b|https?://\S+|\(source:",
    re.I,
)

# What a template leaves for the writer.
_PLACEHOLDER = re.compile(r"\[[^\]\n]*\]")

# Four things people who were answered say matter, each with what shows it. Never a reason to stop a reply.
_PROMPTS = {
    "Thank them for writing": r"\bthank|\bgrateful|\bappreciat",
    "Show what you understood they are worried about": (
        r"\bunderstand|\byou (?:say|said|wrote|describe|raise|raised|mention|told|asked|ask)|\btelling us about|\basking (?:whether|about|how|why)|\bsorry|\bworr|\bconcern|\byour (?:concern|point|question|message)"
    ),
    "Say what has been or will be done, by whom and by when, or why nothing can be": (
        r"\b(?:will|have|has|had|cannot|can't|unable|going to|plan|visited|spoke|spoken|asked|arranged|checked|patrol)\b"
    ),
    "Say how to reach you, or what they can do next": (
        r"\b(?:contact|reach|ring|call|phone|e-?mail|write|reply|come to|meet|drop in|surgery|101)\b|@|https?://"
    ),
}


def find_figures(paragraph: str) -> list[str]:
    """The figures a paragraph quotes, as they stand there."""
    blanked = _NOT_FIGURES.sub(lambda found: " " * len(found[0]), paragraph)
    return [found[0].strip() for found in _FIGURES.finditer(blanked)]


def find_faults(text: str) -> tuple[str, ...]:
    """Why the reply cannot go out, each as a sentence; empty when it can."""
    if not text:
        return ("Write the reply",)
    if len(text) > LONGEST_REPLY:
        return (f"The reply must be {LONGEST_REPLY:,} characters or fewer",)
    faults = []
    if _PLACEHOLDER.search(text):
        faults.append("Fill in or take out what stands in square brackets")
    for paragraph in re.split(r"\n\s*\n", text):
        figures = find_figures(paragraph)
        lacks = [
            what
            for what, pattern in (("the period it is for", _PERIODS), ("where it comes from", _SOURCES))
            if not pattern.search(paragraph)
        ]
        if figures and lacks:
            faults.append(f"“{figures[0]}” needs {' and '.join(lacks)} in the same paragraph, or must go")
    return tuple(faults)


def missing_prompts(text: str) -> tuple[str, ...]:
    """What readers of replies look for and this one does not seem to have."""
    return tuple(words for words, pattern in _PROMPTS.items() if not re.search(pattern, text, re.I))

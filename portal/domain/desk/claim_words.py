"""The patterns by which an answer's claims about crime are told from its other numbers and words."""

from __future__ import annotations

import re

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|dozens?|hundreds?|thousands?)"
)
_FRACTION = r"(?:half|(?:a|one|two|three) (?:third|quarter|fifth|tenth)s?|a (?:third|quarter|fifth|tenth))"
_COUNTED = (
    r"(?:crimes?|offences?|incidents?|burglar(?:y|ies)|thefts?|robber(?:y|ies)|assaults?|arrests?|victims?|cases?|"
    r"reports?|calls?|attacks?|shoplifting|vehicles? stolen|charges?|convictions?|suspects?|detections?|break-ins?)"
)
# What a sentence is about when a trend, a rank or a rough amount in it is a claim about crime or about policing.
ABOUT_CRIME = re.compile(
    r"\b(?:crimes?|offences?|offending|incidents?|burglar\w*|burgled|thefts?|thieving|robber\w*|assault\w*|violen\w*|"
    r"anti-social|antisocial|asb|shoplift\w*|vandal\w*|criminal damage|arson|drugs?|dealing|knife|knives|stabbings?|scams?|frauds?|"
    r"break-ins?|stolen|drink[- ]driv\w*|speeding|harassment|stalking|abuse|nuisance|arrests?|detections?|detection rate|"
    r"solved|convictions?|charge rate|response times?|victims?|reported to us|reports|safe(?:r|st|ty)?)\b",
    re.I,
)
# What counts as a figure: a share, a ratio, a change, or a number of things that are counted.
FIGURES = re.compile(
    rf"\b{_NUMBER}\s?(?:%|per\s?cent\b|percent\b|percentage points?\b)"
    rf"|\b{_NUMBER}\s+(?:in|out of|of every)\s+(?:every\s+)?{_NUMBER}\b"
    rf"|\b{_NUMBER}\s+per\s+(?:1,?000|thousand|100|head)\b"
    rf"|\b{_FRACTION}\s+(?:of|less|fewer|more|as many|as much)\s+(?:[a-z-]+\s+){{0,3}}?(?:{_COUNTED}|violence|drug offences)\b"
    rf"|\b(?:about\s+|some\s+|over\s+)?{_NUMBER}\s+(?:[a-z-]+\s+){{0,3}}?{_COUNTED}\b"
    r"|\b(?:halved|doubled|trebled|tripled)\b"
    r"|\b(?:twice|three times|ten times|half) as (?:likely|many|much|often|common)\b"
    rf"|\b{_COUNTED}\s+(?:[a-z-]+\s+){{0,3}}?(?:by|to|of)\s+{_NUMBER}\b(?:\s?%)?",
    re.I,
)
# A number of things by which nothing is measured: references, rooms to ring, one's own visits.
NOT_FIGURES = re.compile(
    r"\b(?:crime|incident|report|case|log)\s+(?:reference|number|no\.?)\b[^.\n]{0,40}|\b(?:call|ring|phone|dial)\s+(?:us\s+on\s+)?[\d\s]{3,16}",
    re.I,
)
# Around a figure, whose beginning is marked by a nought byte: this person's own case, or people who were met.
PARTICULAR = re.compile(
    r"\b(?:your|these|those|both|my|(?:the|all)(?: (?:other|last|first))?)\s+\0(?:two|three|four|five|six|seven|eight|nine|ten|\d\b)"
    r"|\b(?:i|we|(?:officers?|colleagues?|team|p\.?c\.?|pcso|sergeant)\b[^.]{0,20}) (?:have |has |had )?(?:also )?"
    r"(?:spoke|spoken|speak|talked|visited|met|meet|rang|rung|interviewed|saw|seen|wrote|written|traced|identified|named)\b[^.]{0,20}\0"
    r"|\b(?:charged with|admitted|pleaded guilty to|convicted of|denies|denied|bailed for)\s+\0"
    r"|\0(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z-]+ )?[a-z-]+ (?:from you|of yours|that you|you (?:made|sent|gave)|that (?:night|day|evening|morning)|on bail)\b"
    r"|\0(?:one|1) (?:[a-z-]+ )?(?:suspect|victim|case|report|call|arrest|incident)\b",
    re.I,
)
_MOVES = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|ris(?:e|es|en|ing)|rose|soar(?:s|ed|ing)?|rocket(?:s|ed|ing)?|"
    r"plummet(?:s|ed|ing)?|plung(?:es|ed|ing)|tumbl(?:es|ed|ing)|surg(?:e|es|ed|ing)|spik(?:e|es|ed|ing)|climb(?:s|ed|ing)?|"
    r"grow(?:s|n|ing)|grew|shrink(?:s|ing)?|shrunk|declin(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|"
    r"reduc(?:es|ed|ing|tion|tions)|cut|slashed|eased|improv(?:e|es|ed|ing)|worsen(?:s|ed|ing)?|halved|doubled|trebled|tripled|"
    r"disappear(?:s|ed|ing)?|vanish(?:es|ed|ing)?"
)
_FALL = rf"down|up|{_MOVES}"
_WHEN = r"(?:than|since|compared|everywhere|here|now|again|lately|recently|significantly|massively|sharply|steadily|by|in|under|this|over|after|year|$)"
TRENDS = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|been|gone|went|go|goes|going|keeps?|kept|keep|will|continues? to|brought|almost|nearly|all but|more than|we|we've|they|sharp|big|steep|small|clear|marked|huge|real)\s+(?:[a-z]+ly\s+)?(?:{_FALL})\b"
    rf"|\b(?:crimes?|offences?|offending|incidents?|burglar(?:y|ies)|thefts?|robber(?:y|ies)|assaults?|violence|vandalism|shoplifting|dealing|times|numbers?|rates?|figures?|reports|levels?)\s+(?:[a-z]+ly\s+)?(?:{_FALL})\b"
    r"|\b(?:less|fewer|more|far less|far fewer|far more)\s+(?:[a-z-]+\s+){0,2}?(?:crimes?|offences?|offending|incidents?|burglar(?:y|ies)|thefts?|robber(?:y|ies)|assaults?|violence|vandalism|reports|scams?|arrests)\b"
    r"|\b(?:better|worse|quieter|calmer|rarer|less common|more common|less frequent|more frequent|less likely|more likely)\b"
    r"|\bnever (?:had|seen|been) so (?:few|many|little|much|low|high)\b"
    r"|\bon the (?:decrease|increase|rise|decline|wane|up|way (?:up|down))\b|\bturned (?:the|a) corner\b|\ba thing of the past\b"
    rf"|\b(?:{_MOVES})\s+{_WHEN}",
    re.I,
)
RANKS = re.compile(
    r"\b(?:lowest|highest|best|worst|fewest|quietest|top|record (?:low|high))\b|\b(?:than|of) (?:any|most|all|every|other) (?:other )?(?:sectors?|forces?|towns?|places?|areas?|count(?:y|ies))\b"
    r"|\bcompared with the rest\b|\bunder control\b",
    re.I,
)
SAFETY = re.compile(
    r"\bsafest\b|\b(?:very|quite|perfectly|completely|totally|so|is|are|it's|it is) safe(?: to|r|\b(?! (?:and|at|in your|with (?:us|me))))|\bsafer\b|\bnothing to (?:fear|worry about)\b|\bno (?:need|reason) to (?:worry|be afraid)\b|\bcrime[- ]free\b",
    re.I,
)
NOT_SAFETY = re.compile(
    r"\bsafe(?:st|r)? (?:way|thing|option|time|place|side|distance|hands|keeping|route)s? to\b|\b(?:feel|feels|felt|feeling|make|makes|made|keep|keeps|kept|stay|stays|be|you) (?:more |less |un)?safe(?:r)?\b"
    r"|\b(?:would|to|could) (?:be|feel|make|keep) (?:[a-z]+ ){0,3}safer\b|\bsafer (?:neighbourhood|neighbourhoods|streets|communit)",
    re.I,
)
VAGUE = re.compile(
    r"\b(?:hardly any|barely any|almost no|next to no|very few|very little|only a (?:handful|few)|a handful of|very rare|rarely|few and far between|unheard of|no (?:crime|drugs?|violence) problem)\b"
    r"|\b(?:most|nearly all|almost all|the (?:vast )?majority of|the bulk of|many|plenty of|lots of|countless) (?:of )?(?:the |our |these )?(?:[a-z-]+ )?"
    r"(?:crimes?|offences?|incidents?|burglaries|thefts|robberies|assaults|reports|victims|cases|suspects|offenders)\b"
    r"|\b(?:is|are) (?:very |quite |extremely )?(?:rare|uncommon|common|rife)\b",
    re.I,
)
CANNOT_SAY = re.compile(
    r"\b(?:nobody|no one|none of us|we|i|it|they|the record|the figures|police\.uk) (?:can|can't|cannot|could not|couldn't|does not|doesn't|do not|don't|will not) ?(?:not )?(?:say|tell|know|show|claim|promise)\b[^.]*\b(?:whether|if|how|why|what|which|that|more|less|fewer|better|worse)\b"
    r"|\bwhether (?:crime|it|things|that|they)\b|\bif you (?:think|feel|see|believe)\b|\byou (?:say|said|wrote|write|ask|asked|think|feel|felt|worry|mention|mentioned)\b[^.;,]*$",
    re.I,
)
PERIODS = re.compile(
    rf"\b(?:{_MONTHS})\s+(?:to|and|until)?\s*(?:(?:{_MONTHS})\s+)?\d{{4}}\b|\b(?:in|during|since|for|year|of|between)\s+(?:the year\s+)?(?:19|20)\d{{2}}\b"
    rf"|\b(?:19|20)\d{{2}}\s?(?:/|-|–|to|and)\s?(?:\d{{2}}|(?:19|20)\d{{2}})\b|\b\d{{4}}-\d{{2}}\b"
    rf"|\b(?:19|20)\d{{2}}\b(?=[,.;:)]|\s|$)",
    re.I,
)
SOURCES = re.compile(
    r"\b(?:source|according to|published by|figures? from|data from|from our (?:own )?(?:records?|crime recording system|control room)|"
    r"our (?:own )?(?:records?|logs) (?:show|hold|say)|police\.uk|home office|office for national statistics|\bONS\b|"
    r"HMICFRS|HMIC|inspectorate|on the record|crime survey|freedom of information|council)\b|https?://\S+|\(source:",
    re.I,
)

"""What rows about an inspection say in words that more than one room reads."""

from __future__ import annotations

import re

from portal.domain.record.period import day_words

# Rates are shown; other measures of the same visits (timeliness, classification) answer other questions.
SHOWN_MEASURES = ("recording rate", "no rate")
# How the reason of a row begins whose reports were picked without a rule.
DIP_SAMPLE = "A dip sample"
# In the note of an inspection whose column needs a whole day and whose source names less.
ONLY_READ = "Of the day of publication only {known} was read."
_KNOWN = re.compile(re.escape(ONLY_READ).replace(r"\{known\}", "(.+?)"))


def published_words(published_on: str, note: str) -> str:
    """'28 August 2014'; the month or the year alone where the note says that no more was read."""
    read = _KNOWN.search(note)
    return read[1] if read else day_words(published_on)

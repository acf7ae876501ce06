"""The published outcomes, in groups a reader can tell apart. The official wording stays beside them."""

from __future__ import annotations

NO_SUSPECT, UNABLE = "No suspect found", "Unable to prosecute"
SETTLED, LEFT, NOTHING_YET = (
    "Court, caution, local resolution",
    "Not pursued, or passed on",
    "No result in the files",
)
# Only where the files use words that are in none of the others; what they say stands in the official words.
NEW_WORDS = "Another result"
# In the order of the bar: what ended without a suspect before anybody first, what has no end in the files last.
OUTCOME_GROUPS = (UNABLE, NO_SUSPECT, SETTLED, LEFT, NOTHING_YET)

_GROUP_OF = {
    "Unable to prosecute suspect": UNABLE,
    "Court case unable to proceed": UNABLE,
    "Investigation complete; no suspect identified": NO_SUSPECT,
    "Further investigation is not in the public interest": LEFT,
    "Formal action is not in the public interest": LEFT,
    "Further action is not in the public interest": LEFT,
    "Action to be taken by another organisation": LEFT,
    "Status update unavailable": NOTHING_YET,
    "Under investigation": NOTHING_YET,
    "": NOTHING_YET,
    "Local resolution": SETTLED,
    "Awaiting court outcome": SETTLED,
    "Court result unavailable": SETTLED,
    "Suspect charged": SETTLED,
    "Suspect charged as part of another case": SETTLED,
}
# What a court, or an officer in place of one, did with a person.
_OF_A_PERSON = ("Offender ", "Defendant ")


def group_of(outcome: str) -> str:
    """The group of a published outcome, '' being none given; wording that is not known is a group of its own, so that a
    new official word is counted and no page fails on it.
    """
    if outcome.startswith(_OF_A_PERSON):
        return SETTLED
    return _GROUP_OF.get(outcome, NEW_WORDS)

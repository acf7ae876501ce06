"""The words of the page Both sides that are not findings or statements."""

from __future__ import annotations

from portal.figures.exchange_cards import LEAD as LEAD
from portal.figures.exchange_cards import SIDES as SIDES

LOCAL_ORDER = "Those about {name} come first."
NOTHING = "No exchange fits. Take away a word or a filter."
UNKNOWN_THREAD = "The address names an exchange that is not here; all of them are shown."
ONE_ONLY = "One exchange is shown, as the link asked."
TOPICS = {
    "recording of crime": "Recording",
    "recorded crime up or down": "Totals",
    "monitoring": "Monitoring",
    "national statistics": "Official figures",
    "complaints": "Complaints",
}
CONCERNS_INTRO = "What inspectors asked for, and what became of it, by date."
TIMELINE_INTRO = (
    "Inspections, statements and recorded crime on one axis of dates. That things stand one above the other does not "
    "mean that one caused the other."
)
REPLY = (
    "Named here, or speak for a body that is? Your side is shown in full, dated, as your own words. "
    "**Something not right?** [Ask for a correction](tell); what was changed is kept under [Corrections](corrections). {route}"
)
NO_TABLES = (
    "Nobody has gathered yet what inspectors said about recording in {place}, and what the police said back. That is a gap of this "
    "site and says nothing about the police. What inspectors measured stands under [Recording](recording). If you know of a "
    "report or a reply, [tell us](tell). How rows are added is written in the guide for statements that comes with the programme."
)
LOCAL_NONE = (
    "No finding or statement we hold is about {name} alone; all are about the whole force or the nation."
)
NOT_HERE = "Inspectors found nothing about {name}: they checked the whole force and no place in it."
FOUND_FOR_ALL = "Found and said about the whole force"

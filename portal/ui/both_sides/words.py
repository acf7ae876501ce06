"""The words of the page Both sides that are not findings or statements."""

from __future__ import annotations

LEAD = (
    "What inspectors found about crime recording, and what the police and others said back. Newest first. Both get the "
    "same room."
)
LOCAL_ORDER = "Those about {name} come first."
NOTHING = "No exchange fits. Take away a word or a filter."
UNKNOWN_THREAD = "The address names an exchange that is not here; all of them are shown."
ONE_ONLY = "One exchange is shown, as the link asked."
FOUND, ANSWERED, OTHERS = "What was found", "What police and commissioner said", "What others said"
TOPICS = {
    "recording of crime": "Recording",
    "recorded crime up or down": "Totals",
    "monitoring": "Monitoring",
    "national statistics": "Official figures",
    "complaints": "Complaints",
}
SIDES = {
    "inspectorate": "Inspectorate",
    "force": "Police",
    "national police": "Police nationally",
    "commissioner": "Commissioner",
    "victims": "For victims",
    "other": "Others",
}
# What an empty side of a card says: never that somebody refused.
SILENT = {
    "found": ("Inspectors", "Nothing found in the texts read."),
    "answered": ("Reply", "No reply found in the texts read. This site has asked nobody."),
}
NONE_FOUND = "None found."
SEEN_HELP = "How we read each text. It says how strong our evidence is that it was said, and nothing about who is right."
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

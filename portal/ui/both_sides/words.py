"""The words of the page Both sides that are not findings or statements."""

from __future__ import annotations

INTRO = (
    "What inspectors found about how crime is recorded in {force}, and what the police, the commissioner and "
    "others said, from {first_year} to {last_year}. Summaries are in our own words, quotations are short and exact, and every card "
    "links to its source. This site takes no side; [how order, room and words are decided](about#neutral)."
)
JUMP = (
    ("claims", "Check a claim"),
    ("concerns", "Recommendations and causes of concern"),
    ("timeline", "All of it on one line of dates"),
    ("reply", "Your side, and corrections"),
)
ORDER = (
    "Order: oldest first, in the list and in each column. Both columns have the same width and the same form; neither "
    "is cut short. What was found stands left because it usually came first, not because it weighs more."
)
LOCAL_ORDER = "Exchanges about {name} come first; the rest follow, oldest first."
NOTHING = "No exchange fits. Take away a word or a filter."
UNKNOWN_THREAD = "The address names an exchange that is not here; all of them are shown."
ONE_ONLY = "One exchange is shown, as the link asked."
FOUND, ANSWERED, OTHERS = "What was found", "What police and commissioner said", "What others said"
SIDES = {
    "inspectorate": "Inspectorate",
    "force": "Police",
    "national police": "Police nationally",
    "commissioner": "Commissioner",
    "victims": "For victims",
    "other": "Others",
}
SEEN_HELP = "How we read each text. It says how strong our evidence is that it was said, and nothing about who is right."
CONCERNS_INTRO = "What inspectors asked for, and what became of it, by date."
TIMELINE_INTRO = (
    "Inspections, statements and recorded crime on one axis of dates. That things stand one above the other does not "
    "mean that one caused the other."
)
REPLY = (
    "**Right of reply.** If you are named here or speak for a body that is, your side is shown as received, dated, in "
    "full and marked as your own words. **Something not right?** [Ask for a correction](tell): what was changed is kept on the "
    "page [Corrections](corrections). {route}"
)
NO_TABLES = "No findings and statements are held for this force."
LOCAL_NONE = (
    "No finding or statement we hold is about {name} alone; all are about the whole force or the nation."
)
NOT_HERE = "Inspectors found nothing about {name}: they checked the whole force and no place in it."
FOUND_FOR_ALL = "Found and said about the whole force"

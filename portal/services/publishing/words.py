"""The words of "You said, they did" that the page, the plain page and the documentation share."""

from __future__ import annotations

from portal.domain.publishing.small_numbers import RULE

TITLE = "You said, they did"
PUBLISHED = "Published reports"
INTRO = (
    "What people told the sector inspector, what the police answered, and what both say of it now. Only reports whose "
    "author agreed are here, and only after an editor has read them. They are a choice of those who wrote and agreed, "
    "not a sample; they say nothing about how much crime there is."
)
NOT_POLICE = "This is not a place to report a crime. If somebody is in danger, ring 999."
NOTHING = "Nothing about {name} has been published yet."
EMPTY = (
    "Nothing has been published for {name} yet. When somebody writes, agrees to publish and gets an answer, both appear here. "
    "[Write in]({write}), or choose another sector above."
)
RULES = (
    "Nothing is published unless its author agreed, and nothing before an editor has read it. What only the police were "
    "to see is never published.",
    "A name is shown only where its author chose to show it. Days are left out and months given, so that nobody is "
    "known by a date.",
    "Praise and complaint are published by the same rules. A report without an answer can be published once the "
    "fourteen days to answer are over; the page then says that there is no answer.",
    "Every answer given up to then is published with it, whole. What the police say and what the author says stand side "
    "by side, and neither changes the other.",
    "An editor may take words out for one of the reasons listed below, and never put any in: a gap shows where, and why. "
    "The author is told and may object, and the page then says so. What an editor adds is a note, marked and apart. The "
    "original is kept for ninety days for editors alone, and then erased.",
    "If the author changes the words, takes the report back or no longer agrees, it comes down at once. Everything is "
    "erased when its time is over, at most two years after the last act.",
)
TAKE_DOWN = (
    "Anybody may ask for a published report to be taken down. A request is put before an editor with a clock of 48 "
    "hours, and the decision is counted here. The words of a request are erased when it is decided."
)
SENT = "Sent about {name} in the time named below: {count}. Everything sent counts, published or not."
TYPED = (
    "Messages that somebody at the desk typed in from paper or a telephone call are counted apart: {count}. They stand in "
    "no rate, because the police chose what to type in."
)
TYPED_IN = "Typed in at the desk by the police, from paper, a telephone call or a talk."
OBJECTED = "The author objects to what was taken out."
WINDOW = "Reports sent from {between}."
LAG = (
    "The last 14 days are left out, because their time to answer is not over. Reports taken back before an answer are "
    "not counted. Figures change as answers come in."
)
# The numbers in the order a neighbour would say them; each names of how many, and of which time.
IN_TIME = (
    "Of {base} messages about {name} sent from {window}, {part} had an answer within {days} days ({share})."
)
HALF = "Half of all had one within {days}."
STILL = "Of the {base} answered or closed, {part} are not sorted, say their authors; {silent}"
ANSWERED_FEW = (
    "Fewer than {least} messages about {name} were sent from {window}, so no share is worked out: with so few, one person "
    "could be recognised, or one late answer would look like a habit."
)
CHANGED = "What changed"
CHANGED_INTRO = "In the sector’s own words, the newest first. Each stands below what somebody wrote."
TOO_FEW = "Not worked out: it would rest on {base}."
ALL_SECTORS = "By the rule for small numbers, all sectors are taken together instead of {name} alone."

ANSWERED_IN_TIME = "Answered within 14 days"
MEDIAN_DAYS = "Median days to the first answer"
DISAGREED = "Answered or closed, and the author says it is not sorted"
DEFINITIONS = {
    ANSWERED_IN_TIME: "Of all reports sent in the time named, how many had a first answer within 14 days.",
    MEDIAN_DAYS: (
        "Half of the reports waited this many whole days or fewer. One that has no answer yet counts as waiting longest, "
        "so it is not left out to make the wait look shorter."
    ),
    DISAGREED: (
        "Of the reports the police answered or closed, how many authors last said that it is not sorted. Authors who say "
        "nothing count as not having said so; how many said nothing stands beside it."
    ),
}
RULES_OF_NUMBERS = RULE

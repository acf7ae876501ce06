"""The words of the pages Tell the police and Follow a report."""

from __future__ import annotations

from datetime import datetime

TITLE = "Write to your sector inspector"
NO_ACCOUNT = "No account needed. You get a receipt and a link to follow it."
ON_PLAIN = "[Without scripts]({path})."
NOT_HERE, WRITE_HERE = "Not for here: we show you where to go", "Write it here"

# The box over the first question: each line is said only when it is known to be true.
BEFORE, BEFORE_PLACE = "Before you write", "Before you write: {place}"
READ_BY = "The sector inspector’s team for {place}."
NOBODY_YET_READS = "Nobody from the police yet."
READ_BY_NOBODY = "Your message waits until an officer for {place} signs up."
READ_UNKNOWN = (
    "We cannot see just now whether anybody reads for {place}. Your message is kept until somebody does."
)
READ_WHERE = "The team of the sector it is about, if one has signed up. We say so before you send."
FAST = "Within {days} days is what we ask."
NO_ANSWER_HERE = "No answer here in twelve months."
FEW_ANSWERS = "Fewer than ten answers have been given here in the last twelve months, too few to say how long they take."
LAST_TEN = "The last ten answers took {took} on average."
CAN_DO = "Ask, raise a concern or say thank you, and follow the answer."
CANNOT_DO = "Record a crime, send help (ring 101, or 999 in danger) or make the police answer."
OPERATOR_READS = "The people who run this site, not the police."
OPERATOR_FAST = "They have set no time. Your message is kept, and you can follow it."
OPERATOR_CAN = "Have a mistake on this site put right. A correction that is made is shown with its date."
OPERATOR_CANNOT = "Reach the police. To write to them, go back and choose another answer."
FAST_NOBODY = "We ask for {days} days."
LEAVE = {
    "label": "Leave this page quickly",
    "words": "Clears what you typed, opens a weather page. Your history still lists this site.",
    # A page that nobody wonders about; nothing is sent to it, and only this button opens it.
    "to": "https://www.bbc.co.uk/weather",
}
# What the plain pages say where there are no scripts.
STEP = "Step {at}"
NEEDS_SCRIPTS = "(needs scripts)"
WHERE_TO_TURN = "Where to turn"
COPY = "Save a copy"
FOLLOW_LATER = "Without scripts, follow it later at {address} with the reference and the code."
FOLLOW_HERE = "Open it here, without scripts"
MARKED_HERE = "Change it, replace it, or press “{on}” to leave it as it is."
TOO_LARGE = (
    "That is far more than can be sent. Shorten it before you go on; it is kept nowhere but on this page."
)
MOST = "Up to {count:,} characters."
GONE = "This form was open too long, or is not from this browser"
GONE_SAID = (
    "What you typed is kept in one cookie of this browser for two hours. It is gone, or cookies are off. Nothing was sent by "
    "this press."
)
TYPED_LAST = "This is what came with it. Copy it before you go on; it is not kept."
TYPED_LABEL = "Text {at}"
ANEW = "Start again"
FOLLOW_SENT = "Follow a message you sent"
SILENCE = "No answer from this site yet. What you typed is kept in this tab. Try again in a moment."
PROBLEM = "There is a problem"

FIRST_QUESTION = "What is it about?"
CHOOSE = "Choose what it is about"
EMERGENCY = "In an emergency call 999. Nobody watches this site for emergencies."
START_AGAIN = "Back to the first question"

NEEDS = {
    "emergency": "In danger",
    "not-urgent": "When it is not urgent",
    "anonymous": "Without your name",
    "victim": "Help for victims",
    "sexual-violence": "After rape or sexual assault",
    "council": "The council",
    "asb-review": "A case review of anti-social behaviour",
    "complaint": "Complaints, and a review of what came of one",
    "misconduct": "Wrongdoing by people in policing",
    "hold-to-account": "If nobody answers, or you are not satisfied",
    "recorded": "Rights of victims, and the review of a decision not to charge",
    "sector-inspector": "The sector inspector’s team",
}
KNOW_FIRST = "To know first: {rule}."
COUNCIL_HERE = (
    "The council here is that of {place}. Where no number or address of it stands below, we have read none that we can "
    "vouch for: look on the council’s own website."
)
COUNCIL_UNKNOWN = "Choose the sector, and the council of that district is named here."
ONLINE = (
    "Reporting online: we have read no page of {force} that gives the address of its form, so none is printed here. Look on "
    "its own website, under “report”."
)
SILENT = (
    "Your message stays here and says that it is late. You can ring 101 and ask for the sector’s team. Nobody named here can "
    "make them answer, but each can be told that they have not."
)
IF_NOBODY = "From {day} it says here that the answer is late, and whom you can tell. You can withdraw it or write again at any time."
LOOK_AT = "Nothing confirmed to print. Where it was read about:"
WHERE_TURN = "Where is it?"
SHOW_ROUTES = "Show who serves it"

WHERE = "Where is it about?"
WHERE_HINT = "Your message goes to the inspector of one of {sectors} sectors. Find yours by postcode, town or neighbourhood, or choose it."
FIND_HINT = "For example {example}. It is used to find the sector and is not kept."
NO_PLACE = "Not about one place"

WORDS = "What do you want to say?"
WORDS_HINT = (
    "Two boxes, so that you decide who sees what. Fill in either or both. Do not put details of a crime here: tell the "
    "police those directly."
)
PUBLIC = "What may be published, if you agree"
PUBLIC_HINT = "Leave out names, addresses, phone numbers, number plates and anything that points to a person."
POLICE_ONLY = "What only the police see"
POLICE_ONLY_HINT = (
    "Never published. What would help the inspector understand, but is nobody else's business. Words only: a picture can "
    "show people who never agreed. Keep yours, and ring 101 to give it to the police."
)
MARKS_TITLE = "This may point to a person"
MARKS_LEFT = "{title}: {times} in the words that may be published."
MARKS = {
    "title": MARKS_TITLE,
    "looks": "looks like",
    "replace": "Replace it with",
    "replace_all": "Replace them all",
}
OPEN_COPY, CLOSED_COPY = "If you agree, everybody sees", "The police see"
NOTHING_OPEN = "Nothing. The first box is empty."

WRONG_HEADING = "What is wrong?"
WRONG = "What stands on this site, and what should stand there"
WRONG_HINT = "Say which page, and give a source if you have one. It is not published; a correction we make is, with its date."

JOINS = "Is it about the same thing?"
JOINS_HINT = (
    "These were published for this sector. If yours is about one of them, say so: the inspector then sees that more than "
    "one person has written. Your message is sent all the same."
)
JOINS_NONE = "No, mine is about something else"

WANTED = "What would you like to happen?"
WANTED_HINT = "Optional. One or two sentences. Seen by {readers} and by nobody else."

CONTACT = "How can {readers} reach you?"
CONTACT_HINT = (
    "All of it is optional. Without it you can still read the answer here, with the code on your receipt. It is seen by "
    "{readers} and by nobody else."
)
EMAIL_HINT = "We write to it only after you confirm it with a code, and only to say that there is news."
NO_MAIL_HINT = "This copy of the site sends no mail. The inspector will see the address and may write to it."

SEEN = "Who may see your words?"
SEEN_QUESTION = "May the words in the first box be published?"
SEEN_YES = "Yes, they may be published after somebody has checked them"
SEEN_YES_HINT = "Together with the answer. Without your name, unless you say otherwise below. You can take this back later."
SEEN_NO = "No, only the police may see them"
SHOW_NAME = "Show my name with them"
SHOW_NAME_HINT = "Your name is hidden unless you tick this."

CHECK = "Check before you send"
NOT_A_CRIME_REPORT = (
    "This is not a crime report, and no crime is recorded because of it. Only the police can record a crime. This site "
    "is not the police."
)
CLOCK = "We ask for an answer within {days} days. We cannot make the police answer; if none comes, your report says so."

READ = "They read it at their desk here and answer it."
NOBODY_YET = (
    "Nobody who reads for this sector has an account here yet. Your message is kept and waits for the first who has; "
    "nobody is told of it meanwhile."
)

RECEIPT = "Your message has been sent and kept"
KEEP = (
    "Keep the reference and the code, or the link. They are the only way back to your message: the code cannot be shown "
    "again once you leave this tab. Whoever has them can read and change your message."
)
CONFIRM = "We sent a code to the e-mail address you gave. Open your report and enter it; until then nothing more is sent there."
FINISH = "I have kept it: clear this tab"
ANOTHER = "Write another message"


NONE_GIVEN = "Nothing given"


def days(count: int) -> str:
    return {0: "less than a day", 1: "one day"}.get(count, f"{count} days")


def who_has_it(recipient: str, nobody_yet: bool) -> str:
    """Nobody is said to have what nobody reads."""
    return f"Nobody yet. It waits for {recipient}." if nobody_yet else recipient[:1].upper() + recipient[1:]


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def readers(kind: str) -> str:
    """Who reads it, in the middle of a sentence."""
    return "the people who run this site" if kind == "correction" else "the police"


def day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def sentence(text: str) -> str:
    """A fault as a sentence of the page."""
    return text[:1].upper() + text[1:]

"""The words of the page Follow a report."""

from __future__ import annotations

TITLE = "Follow a report"
INTRO = (
    "Read the answer, change what you wrote, take it back, or say whether it was sorted. You need the reference and the "
    "code from your receipt; no account, and no way in without them."
)
ASK = "Open your report"
REFERENCE_HINT = "Eight letters and figures, like 7G2M-4KQ9."
CODE_HINT = "Sixteen letters and figures. Capitals, blanks and hyphens do not matter."
LOST = "A lost code cannot be shown again, by us or by anybody. You can write a new message."
OUT_OF_THE_BAR = (
    "Your private link worked. Its code was taken out of the address bar; keep the link itself for next time."
)

NO_ANSWER = "No answer yet. One was asked for by {day}."
LATE = "No answer yet. One was asked for by {day}, and that day has passed."
DISPUTED = "The police answered or closed it. You say it is not sorted. Both are shown at the desk and wherever this is published."

ASK_SORTED = "Was it sorted?"
SORTED = {"yes": "Yes", "partly": "Partly", "no": "No"}
SORTED_SAID = "You answered: {answer}. You can answer again."
CONFIRM = "Confirm your e-mail address"
CONFIRM_HINT = "The code in the e-mail we sent you. Until it is entered, nothing more is sent there."

AMEND = "Change what you wrote"
AMEND_HINT = "The police see that it was changed, and when. If it was published, it comes down until somebody has read it again."
WITHDRAW = "Take it back"
WITHDRAW_SAID = (
    "Nobody answers it any more, and if it was published it comes down. What you wrote is erased thirty days from now. "
    "That it was sent stays counted. This cannot be undone."
)
OBJECT = "Object to the gap"
OBJECT_SAID = "An editor took words out of the copy that may be published. If you object, everybody who reads the rest reads that you do."
DISAGREE = "Say it is not sorted"
DISAGREE_SAID = (
    "Your report opens again, and both are shown: what the police say and what you say. If you want to say why, change "
    "what you wrote afterwards."
)
WITHDRAWN = "You took this back. What you wrote is erased on {day}."

ENTERED = "Somebody at the desk wrote it down for you"
ACTS = {
    "submit": "You sent it",
    "confirm_email": "You confirmed your e-mail address",
    "amend": "You changed what you wrote",
    "withdraw": "You took it back",
    "object": "You objected to what was taken out",
    "disagree": "You said it is not sorted",
    "say_sorted": "You said it was sorted",
    "say_partly": "You said it was partly sorted",
    "say_not_sorted": "You said it was not sorted",
    "say_closed_unsorted": "You said it was not sorted",
    "ask_if_sorted": "We asked by e-mail whether it was sorted",
    "take_up": "The police began to deal with it",
    "respond": "The police answered",
    "close": "The police closed it",
    "publish": "It was published",
    "unpublish": "It was decided not to publish it",
    "mark_private": "It was marked private",
    "redact": "Words were taken out of the published copy",
    "mark_change": "The police noted a change because of it",
}

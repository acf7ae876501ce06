"""The questions before any typing: where each answer leads. Only some of them lead to the form."""

from __future__ import annotations

from dataclasses import dataclass

STOP, SIGNPOST, FORM = "stop", "signpost", "form"


@dataclass(frozen=True)
class Choice:
    """One choice. `needs` names the contacts to show; `kind` is what the form is opened for."""

    answer_id: str
    label: str
    leads_to: str
    sentences: tuple[str, ...]
    needs: tuple[str, ...] = ()
    kind: str = ""
    # What no row can say for every area, and the page says in a sentence of its own: "online" or "council".
    look: str = ""

    @property
    def is_local(self) -> bool:
        """Whether where it happened changes where to turn."""
        return "council" in self.needs


NOT_THE_POLICE = "This site is not the police. A message sent here is not a crime report, and only the police can record a crime."

ANSWERS = (
    Choice(
        "danger",
        "It is happening now, or somebody is in danger",
        STOP,
        ("Call 999 now.", "Nobody watches this site for emergencies, and you cannot write to us about this."),
        ("emergency",),
    ),
    Choice(
        "crime",
        "I want to report a crime",
        SIGNPOST,
        (NOT_THE_POLICE, "Tell the police directly. You can ask for the crime number when you do."),
        ("not-urgent", "anonymous", "victim"),
        look="online",
    ),
    Choice(
        "sexual-violence",
        "It is about rape or sexual assault, now or long ago",
        SIGNPOST,
        ("You can get care and advice without telling the police.", "If you are in danger, call 999."),
        ("sexual-violence", "victim"),
    ),
    Choice(
        "council",
        "It is about noise, litter, parking, street lights or a road",
        SIGNPOST,
        (
            "Your council deals with these. A message here would not reach it.",
            "If trouble goes on after several reports, you can ask for a case review.",
        ),
        ("council", "asb-review"),
        look="council",
    ),
    Choice(
        "complaint",
        "I want to complain about an officer or how I was treated",
        SIGNPOST,
        (
            "A complaint goes to the force's professional standards department first.",
            "If you disagree with its outcome, you can ask for a review by the commissioner.",
        ),
        ("complaint", "misconduct", "hold-to-account"),
    ),
    Choice(
        "recorded",
        "I reported something and have no crime number",
        FORM,
        (NOT_THE_POLICE,),
        ("recorded", "not-urgent", "complaint"),
        "recorded",
    ),
    Choice("thanks", "I want to say thank you", FORM, (NOT_THE_POLICE,), (), "thanks"),
    Choice("concern", "I have a concern about policing where I live", FORM, (NOT_THE_POLICE,), (), "concern"),
    Choice("question", "I have a question for the sector inspector", FORM, (NOT_THE_POLICE,), (), "question"),
    Choice("correction", "Something on this site is wrong", FORM, (), (), "correction"),
)

# What "I have no crime number" is told, in this order, before the form is offered.
NO_CRIME_NUMBER = (
    "An incident or log number says that you contacted the police. It does not say that a crime was recorded.",
    "A crime number says that a crime was recorded. Ask for it by that name: “Has this been recorded as a crime, and "
    "what is the crime number?”",
    "The Victims' Code gives you the right to have the details of a crime recorded without unjustified delay (right 2), "
    "and to written confirmation (right 3).",
    "Since April 2015 a crime should be recorded as soon as possible, and within 24 hours at most.",
    "If you are told that it was not recorded, ask why. If you disagree, you can complain to the force; if you "
    "disagree with the outcome of the complaint, the commissioner can review it.",
    "The Victims' Right to Review is for decisions not to charge a suspect. It does not cover recording.",
)


def may_write(answer_id: str) -> bool:
    """Whether this answer may reach the form at all."""
    return any(answer.answer_id == answer_id and answer.leads_to == FORM for answer in ANSWERS)

"""A report: a message to the sector inspector. It is never a crime report. Fields from a person stay out of repr."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

KINDS = {
    "thanks": "Thanks",
    "concern": "A concern",
    "question": "A question",
    "recorded": "Was my crime recorded?",
    "correction": "A correction to this site",
}
SORTED_ANSWERS = ("yes", "partly", "no")

ANSWER_WITHIN = timedelta(days=14)
ASK_AFTER = timedelta(days=28)

# How long what a person wrote is kept after the last act on the report; then it is erased.
RETENTION = {
    "thanks": timedelta(days=365),
    "concern": timedelta(days=730),
    "question": timedelta(days=365),
    "recorded": timedelta(days=730),
    "correction": timedelta(days=365),
}
WITHDRAWN_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Words:
    """The two copies: what may be published if the author agrees, and what only the police see."""

    public: str = field(default="", repr=False)
    police_only: str = field(default="", repr=False)
    wanted: str = field(default="", repr=False)


@dataclass(frozen=True)
class Contact:
    """How to reach the author, all of it optional."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class ReportForm:
    """What the form holds when it is sent. `seconds` is how long it was open; `trap` is a field people do not see."""

    kind: str
    sector_code: str
    words: Words
    contact: Contact = Contact()
    may_publish: bool = False
    show_name: bool = False
    # The reference of a published report about the same thing, when the author says so.
    joins: str = ""
    seconds: float = 60.0
    trap: str = field(default="", repr=False)


@dataclass(frozen=True)
class Response:
    """The police answer. Added to the report, never written over it."""

    text: str = field(repr=False)
    at: datetime
    signed: str
    # That of the report when it was answered; it names the answer among others.
    revision: int = 0
    # Accounts of the desk: whose words these are, and the editor who let a first reply out.
    account_id: str = ""
    checked_by: str = ""
    edited_at: datetime | None = None


@dataclass(frozen=True)
class HistoryLine:
    """One act. `details` are names of fields and codes, never what a person wrote."""

    act: str
    by: str
    at: datetime
    from_state: str
    to_state: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One report as kept. `revision` grows with every act, so that a change over a newer change is refused."""

    report_id: str
    reference: str
    kind: str
    sector_code: str
    state: str
    submitted_at: datetime
    changed_at: datetime
    due_at: datetime
    ask_at: datetime
    revision: int = 1
    words: Words = Words()
    contact: Contact = Contact()
    may_publish: bool = False
    show_name: bool = False
    email_confirmed: bool = False
    sorted_answer: str = ""
    joins: str = ""
    # Accounts of the desk; empty is nobody. `entered_by` typed in what came on paper or by telephone.
    assigned_to: str = ""
    entered_by: str = ""
    snoozed_until: datetime | None = None
    responses: tuple[Response, ...] = ()
    history: tuple[HistoryLine, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What the author keeps. The same form sent again gives the same receipt, secret included."""

    reference: str
    secret: str = field(repr=False)
    sector_code: str
    recipient: str
    submitted_at: datetime
    answer_by: datetime
    ask_at: datetime
    confirm_email: bool
    repeated: bool


def recipient_words(kind: str, sector_name: str) -> str:
    """Who gets it, for the check page and the receipt."""
    if kind == "correction":
        return "the people who run this site"
    return f"the sector inspector for {sector_name}"


def keep_until(report: Report) -> datetime:
    """When what the person wrote is erased if nothing more happens."""
    if report.state == "withdrawn":
        return report.changed_at + WITHDRAWN_KEPT
    return report.changed_at + RETENTION[report.kind]

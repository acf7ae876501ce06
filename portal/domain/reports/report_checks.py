"""What a form must hold before it is sent: limits, and a code and a sentence per faulty field."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from portal.domain.reports.contact_checks import email_fault, phone_fault
from portal.domain.reports.report import KINDS, Contact, ReportForm, Words
from portal.domain.reports.text import inert, inert_line

LIMITS = {"public": 2000, "police_only": 5000, "wanted": 1000, "name": 100, "email": 254, "phone": 80}
# Nothing longer is even looked at, so that a megabyte costs nothing.
_LOOKED_AT = 20_000
# Faster than anybody reads the questions, so it was a program.
LEAST_SECONDS = 3.0

SENTENCES = {
    ("kind", "missing"): "Choose what your message is about",
    ("sector", "missing"): "Choose where it is about",
    ("words", "missing"): "Enter what you want to say, in at least one of the two boxes",
    ("public", "missing"): "Enter the words that may be published, or choose not to publish",
    ("may_publish", "missing"): "Choose whether your words may be published",
    ("public", "too_long"): "The words that may be published must be 2,000 characters or fewer",
    ("police_only", "too_long"): "The words only the police see must be 5,000 characters or fewer",
    ("wanted", "too_long"): "What you would like to happen must be 1,000 characters or fewer",
    ("name", "too_long"): "Your name must be 100 characters or fewer",
    ("email", "missing"): "Enter an e-mail address",
    ("email", "too_long"): "Enter an e-mail address of 254 characters or fewer",
    (
        "email",
        "at_sign",
    ): "Enter an e-mail address with one @ in it, like name@example.org, or leave it empty",
    (
        "email",
        "half",
    ): "Enter the whole e-mail address, what stands before the @ and after it, or leave it empty",
    ("email", "space"): "Take the space out of the e-mail address; no address has one",
    (
        "email",
        "two_dots",
    ): "Take one dot out of the e-mail address; no mail server takes two dots side by side",
    (
        "email",
        "edge_dot",
    ): "Take the dot away that stands at an end or beside the @; no mail server takes it there",
    ("email", "no_ending"): "Enter the end of the e-mail address too, like .org or .co.uk after the name",
    ("email", "reserved"): "Enter another e-mail address; no mail can reach one with this ending",
    (
        "email",
        "not_plain",
    ): "Enter an e-mail address in plain letters, a to z; this site cannot write to others",
    (
        "email",
        "not_email",
    ): "Enter an e-mail address in the right form, like name@example.org, or leave it empty",
    ("phone", "too_long"): "Enter a phone number of 80 characters or fewer",
    ("phone", "is_email"): "Enter the e-mail address in the box above, and a phone number here or nothing",
    (
        "phone",
        "not_phone",
    ): "Enter a phone number of at least five digits, like 01632 960 001, or leave it empty",
    ("form", "too_fast"): "Wait a few seconds and send again",
}


@dataclass(frozen=True)
class FieldFault:
    """One thing to put right: the field, a code for programs, a sentence for people."""

    field: str
    code: str

    @property
    def sentence(self) -> str:
        return SENTENCES[self.field, self.code]


def _inert(text: str, make: Callable[[str], str] = inert) -> str:
    """Inert; or, when it is far too long, its start as it came, which is over every limit and so refused."""
    return make(text) if len(text) <= _LOOKED_AT else text[:_LOOKED_AT]


def clean_words(words: Words) -> Words:
    return Words(_inert(words.public), _inert(words.police_only), _inert(words.wanted))


def clean(form: ReportForm) -> ReportForm:
    """The form with every text inert. Over-long text stays over-long, so that it is refused, never cut silently."""
    contact = form.contact
    lines = (_inert(text, inert_line) for text in (contact.name, contact.email, contact.phone))
    return replace(form, words=clean_words(form.words), contact=Contact(*lines))


def find_faults(form: ReportForm, sectors: Collection[str]) -> tuple[FieldFault, ...]:
    """Every fault of a clean form, in the order of the page."""
    faults = []
    if form.kind not in KINDS:
        faults.append(FieldFault("kind", "missing"))
    if form.sector_code not in sectors and form.kind != "correction":
        faults.append(FieldFault("sector", "missing"))
    faults += find_word_faults(form.words, form.may_publish)
    faults += _contact_faults(form.contact)
    if form.trap or form.seconds < LEAST_SECONDS:
        faults.append(FieldFault("form", "too_fast"))
    return tuple(faults)


def find_word_faults(words: Words, may_publish: bool) -> list[FieldFault]:
    faults = []
    if not (words.public or words.police_only):
        faults.append(FieldFault("words", "missing"))
    elif may_publish and not words.public:
        faults.append(FieldFault("public", "missing"))
    given = {"public": words.public, "police_only": words.police_only, "wanted": words.wanted}
    return faults + [FieldFault(name, "too_long") for name, text in given.items() if len(text) > LIMITS[name]]


def is_email(text: str) -> bool:
    return len(text.strip()) <= LIMITS["email"] and not email_fault(text.strip())


def _contact_faults(contact: Contact) -> list[FieldFault]:
    faults = []
    for name, check in (("name", None), ("email", email_fault), ("phone", phone_fault)):
        text = getattr(contact, name)
        code = "too_long" if len(text) > LIMITS[name] else check(text) if text and check else ""
        if code:
            faults.append(FieldFault(name, code))
    return faults

"""The kinds of personal detail: what each is called on the page, and why it is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# (first place, place after the last, kind) in a folded text.
Candidate = tuple[int, int, str]
Candidates = Iterator[Candidate]


@dataclass(frozen=True)
class Detail:
    """A stretch of the text: where, what it looks like, what to write instead."""

    start: int
    end: int
    kind: str
    suggestion: str

    @property
    def why(self) -> str:
        return KIND_REASONS[self.kind]


KIND_WORDS = {
    "email": "an e-mail address",
    "handle": "a social media account",
    "card": "a bank card number",
    "account": "a bank account or sort code",
    "nhs_number": "an NHS number",
    "ni_number": "a National Insurance number",
    "crime_reference": "a crime or incident number",
    "birth": "a date of birth",
    "coordinates": "an exact spot on the map",
    "phone": "a phone number",
    "plate": "a number plate",
    "postcode": "a postcode",
    "collar": "an officer’s number",
    "address": "an address",
    "name": "somebody’s name",
    "accusation": "an accusation; say what you saw or heard instead",
}

# One sentence each, for somebody who wonders what is wrong with it.
KIND_REASONS = {
    "email": "Anybody who reads it could write to it, and pass it on.",
    "handle": "It leads to one person’s pages, and to everybody they know.",
    "card": "With it somebody could spend the owner’s money.",
    "account": "With it somebody could try to take the owner’s money.",
    "nhs_number": "It belongs to one patient alone.",
    "ni_number": "It belongs to one person alone and is used to steal identities.",
    "crime_reference": "It leads to one case, and so to the people in it. The police can have it in the second box.",
    "birth": "With a name it is enough to pass for that person.",
    "coordinates": "It can point to one door. A street or a village is enough here.",
    "phone": "Anybody who reads it could ring it.",
    "plate": "It leads to the owner of the car, who may not have been driving.",
    "postcode": "A full postcode is about fifteen homes. Its first half is enough.",
    "collar": "It names one officer. The police can have it in the second box.",
    "address": "It says where somebody lives. The street without the number is enough.",
    "name": "Readers will know who is meant, and that person cannot answer here.",
    "accusation": "If it cannot be proved, it can harm an innocent person and bring trouble to you.",
}

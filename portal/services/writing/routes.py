"""Where each answer to the first question leads: the council, the case review, complaints, rights, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.reports.triage import FORM, NO_CRIME_NUMBER, STOP, Choice
from portal.services.library.library import Library
from portal.services.reports.contacts import WhereToLook, WhereToTurn, contacts_for, places_to_look, routes
from portal.services.writing import words
from portal.services.writing.views import View, button, text, view


def signpost_of(library: Library, answer: Choice, sector: str) -> View:
    """The block of one answer, with what serves the sector where one is known."""
    area = library.areas.get(sector)
    contacts, looks = routes(library, answer.needs, area), places_to_look(library, answer.needs, area)
    named = sorted((one.name, code) for code, one in library.areas.items() if one.level == "sector")
    place = Whereabouts({code: name for name, code in named}, sector, library.force.name)
    return signpost(answer, contacts, looks, place)


def nobody_answers(library: Library) -> list[View]:
    """Where to turn when the time to answer is over: only what a page may print."""
    need = "hold-to-account"
    contacts = contacts_for(library, (need, "complaint"))
    heading = [{"type": "heading", "text": words.NEEDS[need]}, text(words.SILENT)]
    return [*heading, {"type": "contacts", "items": shown(contacts)}]


@dataclass(frozen=True)
class Whereabouts:
    """What is known of where: the names of the sectors, the one chosen, and the name of the force."""

    sectors: dict[str, str]
    sector: str
    force: str


def signpost(
    answer: Choice, contacts: tuple[WhereToTurn, ...], looks: tuple[WhereToLook, ...], place: Whereabouts
) -> View:
    """Where an answer leads. After 'in danger' there is no way on to a text box, only back."""
    look = "stop" if answer.leads_to == STOP else "warning"
    first, *rest = answer.sentences
    parts: list[View] = [text(first, look), *(text(said) for said in rest)]
    if answer.leads_to != STOP:
        parts.insert(0, text(words.EMERGENCY, "small"))
    if answer.answer_id == "recorded":
        parts.append({"type": "lines", "items": list(NO_CRIME_NUMBER)})
    parts += _asked_where(place) if answer.is_local else []
    for need in answer.needs:
        parts += _routes(
            need,
            [one for one in contacts if one.need == need],
            [one for one in looks if one.need == need],
            place,
        )
    if answer.look == "online":
        parts.append(text(words.ONLINE.format(force=place.force)))
    on = [button("write", "Write to the sector inspector", "main")] if answer.leads_to == FORM else []
    return view(
        answer.label, parts, [*on, button("start", words.START_AGAIN)], values={"sector": place.sector}
    )


def _asked_where(place: Whereabouts) -> list[View]:
    options = [{"value": "", "label": "Choose a sector"}]
    options += [{"value": code, "label": name} for code, name in place.sectors.items()]
    return [
        {"type": "list", "name": "sector", "label": words.WHERE_TURN, "options": options},
        {"type": "press", "action": "there", "label": words.SHOW_ROUTES},
    ]


def _routes(
    need: str, contacts: list[WhereToTurn], looks: list[WhereToLook], place: Whereabouts
) -> list[View]:
    """One need: its heading, what may be printed, and where to look for what may not."""
    parts: list[View] = []
    if need == "council":
        name = place.sectors.get(place.sector, "")
        parts.append(text(words.COUNCIL_HERE.format(place=name) if name else words.COUNCIL_UNKNOWN))
    if contacts or looks:
        parts.append({"type": "contacts", "items": shown(tuple(contacts)) + [_looked(one) for one in looks]})
    return [{"type": "heading", "text": words.NEEDS[need]}, *parts] if parts else []


def _looked(one: WhereToLook) -> View:
    return {
        "name": one.name,
        "value": words.LOOK_AT,
        "href": "",
        "as_of": "",
        "checked_on": one.checked_on,
        "rule": "",
        "source_title": one.source_title,
        "source_url": one.source_url,
    }


def shown(contacts: tuple[WhereToTurn, ...]) -> list[View]:
    """Contacts with something to press, where a phone or a browser can."""
    schemes = {"phone": "tel:{}", "web": "{}", "email": "mailto:{}"}
    return [
        {
            "name": contact.name,
            "value": contact.value,
            "href": schemes[contact.kind].format(contact.value.replace(" ", "") if contact.kind == "phone" else contact.value)
            if contact.kind in schemes
            else "",
            "as_of": contact.as_of,
            "checked_on": contact.checked_on,
            "rule": words.KNOW_FIRST.format(rule=contact.rule) if contact.rule else "",
            "source_title": contact.source_title,
            "source_url": contact.source_url,
        }
        for contact in contacts
    ]  # fmt: skip

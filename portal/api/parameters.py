"""What may be asked: every query parameter once, with its schema for the description and its check for the request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from portal import bootstrap
from portal.api.faults import bad_value, gone, not_found, shown
from portal.bootstrap.once import Once
from portal.domain.record.area import LEVELS, Area
from portal.domain.record.crime import ALL, BY_SLUG, GROUPS
from portal.domain.record.measure import FIGURE_MEASURES
from portal.domain.record.period import Period
from portal.domain.record.statement import SIDES
from portal.errors import PortalError, ReleaseNotFound, ReleaseWithdrawn
from portal.estimator.hyperparameters import SPREADS
from portal.services.both_sides.statements import statements
from portal.services.checking.pasted import MOST_PASTED
from portal.services.checking.quotable import KINDS
from portal.services.library.examples import example_place
from portal.services.library.freshness import freshness
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

MONTH = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"
CRIMES = (ALL, *GROUPS, *BY_SLUG)
MOST_MONTHS, MOST_AREAS, MOST_ROWS, USUAL_ROWS, MOST_TEXT = 600, 200, 200, 100, 8000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
MOST_OFFSET = 100_000
NEWEST_WAY = "The releases kept are listed at /api/v1/releases; leave 'release' out for {release}."


@dataclass(frozen=True)
class Parameter:
    name: str
    meaning: str
    schema: dict[str, Any]
    example: Any = None


_OF_A_MONTH = {"type": "string", "pattern": f"^{MONTH}$"}


@Once
def parameters() -> dict[str, Parameter]:
    """Every parameter by name. The inspections are those of the release."""
    library = bootstrap.library()
    topics = sorted({said.topic for said in statements(library)})
    here, inside, inspection, claim = _examples(library)
    text: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 80}
    listed = [
        Parameter("area", "Code of one area, from /api/v1/areas.", text, here),
        Parameter("areas", f"Codes of up to {MOST_AREAS} areas, with commas between them; instead of `level`.",
                  {"type": "string", "minLength": 1, "maxLength": MOST_TEXT}, f"{here},{inside.code}"),
        Parameter("level", "All areas of one level.", {"type": "string", "enum": list(LEVELS)}, "sector"),
        Parameter("parent", "Code of the area they lie in.", text, here),
        Parameter("from", "First month, YYYY-MM.", _OF_A_MONTH, "2025-01"),
        Parameter("to", f"Last month, YYYY-MM; at most {MOST_MONTHS} months in all.", _OF_A_MONTH, "2025-12"),
        Parameter("crime", "`all`, an audit group or a published type. `all` never holds anti-social behaviour.",
                  {"type": "string", "enum": list(CRIMES), "default": ALL}, ALL),
        Parameter("measure", "Counted (`recorded`) or modelled (`unrecorded`).",
                  {"type": "string", "enum": list(FIGURE_MEASURES), "default": "recorded"}, "recorded"),
        Parameter("inspection", "For `unrecorded`: whose rate to apply to months no inspection covered; a scenario.",
                  {"type": "string", "enum": list(library.inspections.inspection_id)}, inspection),
        Parameter("spread", "For `unrecorded`: how much recording is assumed to differ between places.",
                  {"type": "string", "enum": list(SPREADS), "default": "default"}, "default"),
        Parameter("release", "Answer from this release, in force or kept, and from no other; see /api/v1/releases.", text,
                  library.release),
        Parameter("of", "What is quoted: a claim, a finding of an inspection, a visit to a force, outcomes, a comparison, an exchange.",
                  {"type": "string", "enum": list(KINDS)}, "claim"),
        Parameter("id", "Its id: of a claim, a finding (A16), a visit, an exchange; for outcomes and comparisons the code of an area.",
                  text, claim),
        Parameter("than", "For a comparison: first month of the other period; without it the same months a year before.",
                  _OF_A_MONTH, "2024-01"),
        Parameter("with", "Set beside it on one chart: another area's code, or first month of another period.", text, inside.code),
        Parameter("topic", "Statements on one topic.", {"type": "string", "enum": topics}, topics[0] if topics else None),
        Parameter("side", "Statements of one side.", {"type": "string", "enum": list(SIDES)}, "force"),
        Parameter("q", "A postcode or the name of a place.", text | {"maxLength": 200}, inside.name),
        Parameter("text", "What was printed, in one line: a sentence, with its link if it has one; a link; or a checksum.", text | {"maxLength": MOST_PASTED}, "c4e3b9f43134"),
        Parameter("limit", "Rows at most.",
                  {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_ROWS}, 10),
        Parameter("offset", "Rows to pass over.", {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}, 0),
    ]  # fmt: skip
    return {parameter.name: parameter for parameter in listed}


def _examples(library: Library) -> tuple[str, Area, str | None, str | None]:
    """A district, a place in it, an inspection with a rate and a claim of the force at hand, where there are any."""
    usable = [audit.inspection_id for audit in library.audits]
    # A damaged table of claims is no reason to refuse every question about areas.
    claims = []
    with suppress(PortalError):
        claims = [row["claim_id"] for row in thread_rows(library, "claims")]
    return (
        library.default_area.code,
        example_place(library),
        usable[-1] if usable else None,
        claims[0] if claims else None,
    )


@dataclass(frozen=True)
class Asked:
    """One request's parameters, each given once, of the right kind, and none unknown."""

    path: str
    path_code: str
    given: dict[str, str]

    def text(self, name: str) -> str | None:
        return self.given.get(name)

    def needed(self, name: str) -> str:
        if name not in self.given:
            example = parameters()[name].example
            raise bad_value(name, f"'{name}' is missing", f"Add it, for example {name}={example}.")
        return self.given[name]

    def choice(self, name: str) -> str | None:
        """One of the parameter's values, or its default."""
        schema = parameters()[name].schema
        chosen = self.given.get(name, schema.get("default"))
        if chosen is not None and chosen not in schema["enum"]:
            raise bad_value(
                name,
                f"'{shown(chosen)}' is no value of '{name}'",
                f"Use one of: {', '.join(schema['enum'])}.",
            )
        return chosen

    def whole_number(self, name: str) -> int:
        schema = parameters()[name].schema
        sent = self.given.get(name, str(schema["default"]))
        if not re.fullmatch(r"[0-9]{1,9}", sent) or not schema["minimum"] <= int(sent) <= schema["maximum"]:
            raise bad_value(
                name, f"'{shown(sent)}' will not do for '{name}'",
                f"Give a whole number from {schema['minimum']} to {schema['maximum']}.",
            )  # fmt: skip
        return int(sent)

    @property
    def library(self) -> Library:
        """The release asked for, or the one in force."""
        try:
            return bootstrap.library_of(self.text("release") or "")
        except ReleaseWithdrawn as error:
            raise gone(
                "release", str(error).partition("; ")[0], "query: release",
                NEWEST_WAY.format(release=bootstrap.library().release),
            ) from None  # fmt: skip
        except ReleaseNotFound:
            raise not_found(
                "release", f"release '{shown(self.needed('release'))}' is not kept here", "query: release",
                NEWEST_WAY.format(release=bootstrap.library().release),
            ) from None  # fmt: skip

    def area(self, name: str = "area") -> Area:
        return area_named(self.needed(name), f"query: {name}", self.library)

    def period(self) -> Period:
        first, last = self.month("from"), self.month("to")
        if first > last:
            raise bad_value("to", f"the period ends ({last}) before it starts ({first})", "Swap the months.")
        period = Period(first, last)
        if len(period) > MOST_MONTHS:
            raise bad_value(
                "from", f"the period has {len(period)} months", f"Ask for {MOST_MONTHS} or fewer."
            )
        return period

    def month(self, name: str) -> str:
        sent = self.needed(name)
        if not re.fullmatch(MONTH, sent):
            raise bad_value(name, f"'{shown(sent)}' is not a month", "Write it as 2025-01.")
        return sent


def release_headers(asked: Asked, links: Sequence[str] = ()) -> dict[str, str]:
    """`Data-Note`: how old the newest month is. Of an older release `Link`, with the newest answer, and `Release-Note`."""
    note = asked.library.note if asked.text("release") else ""
    if note:
        newest = urlencode({name: text for name, text in asked.given.items() if name != "release"}, safe=":,")
        links = [*links, f'<{asked.path}?{newest}>; rel="latest-version"']
    age = freshness(asked.library, bootstrap.now().date()).words
    found = {"Link": ", ".join(links), "Release-Note": note, "Data-Note": age}
    return {name: words for name, words in found.items() if words}


def area_named(code: str, where: str, library: Library | None = None) -> Area:
    """The area with the code. A plus in an address is read as a space, and no code holds a space."""
    held = library or bootstrap.library()
    area = held.areas.get(held.code_of(code))
    if code.upper() in held.smaller:
        place = held.smaller[code.upper()]
        raise not_found(
            "area",
            place.sentence(held.areas),
            where,
            f"Use {place.codes[0]} instead of {code.upper()}.",
        )
    if area is None:
        raise not_found(
            "area", f"no area has the code '{shown(code)}'", where,
            "Find a code with /api/v1/search?q= or in /api/v1/areas.",
        )  # fmt: skip
    return area


def read(request: Request, allowed: Sequence[str]) -> Asked:
    """Raises a Fault on a parameter that is unknown, given twice, empty, too long or not text."""
    given: dict[str, str] = {}
    for name, sent in request.query_params.multi_items():
        if name not in allowed:
            known = f"This address takes: {', '.join(allowed)}." if allowed else "This address takes none."
            raise bad_value(shown(name), f"'{shown(name)}' is not a parameter here", known)
        if name in given:
            raise bad_value(name, f"'{name}' is given twice", "Give it once.")
        schema = parameters()[name].schema
        if not sent.strip():
            raise bad_value(name, f"'{name}' is empty", "Give it a value or leave it out.")
        if len(sent) > schema.get("maxLength", 80):
            raise bad_value(
                name, f"'{name}' is too long", f"Use {schema.get('maxLength', 80)} characters at most."
            )
        if _CONTROL.search(sent):
            raise bad_value(name, f"'{name}' holds a control character", "Send plain text.")
        given[name] = sent
    return Asked(request.scope["path"], request.path_params.get("code", ""), given)

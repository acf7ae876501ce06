"""Everything needed to print one figure and be right: headline, quotation, citation, definition, working, sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.record.crime import ALL, INCIDENT, crime_words
from portal.domain.record.figure import Figure
from portal.domain.record.period import day_words
from portal.domain.site import SITE
from portal.estimator.presentation import RANGE_MEANS
from portal.services.checking.citing import cited_link, compact, digest
from portal.services.checking.steps import counted_months, definition, steps
from portal.services.counted.question import Question
from portal.services.counted.sentences import INCIDENTS_APART, NOT_ALL
from portal.services.library.library import Library
from portal.services.library.numbers import number, place, rate_words
from portal.services.unrecorded.figure import estimate_row, offered_scenarios, printed_values
from portal.services.unrecorded.first_edition import step_of_scenario
from portal.services.unrecorded.sentences import rounded, rounded_held, rounded_inner
from portal.services.unrecorded.step import Step

COUNTED_TABLES = ("crime_counts", "unplaced_counts", "coverage", "lsoas", "population")
INCIDENT_TABLES = ("incident_counts", "unplaced_counts", "coverage", "lsoas", "population")
MODELLED_TABLES = ("audits", "inspections")
NO_FIGURE = "No figure"


@dataclass(frozen=True)
class PrintedFigure:
    """The numbers as printed. `outer` is the 95% range of an estimate, places differing as asked for, or the span of a scenario's
    rates; `held` is the 95% range if the force's rate held here."""

    central: float | None
    outer: tuple[float, float] | None = None
    inner: tuple[float, float] | None = None
    held: tuple[float, float] | None = None


@dataclass(frozen=True)
class FigureTable:
    """A committed table the figure rests on: title, file, its hash, and the licences of what it was made from."""

    title: str
    path: str
    hash: str
    licences: str


@dataclass(frozen=True)
class Card:
    """One figure, ready to be shown, copied, cited and rebuilt."""

    question: Question
    figure: Figure
    title: str
    kind: str
    headline: str
    printed: PrintedFigure
    months: tuple[tuple[str, int], ...]
    checksum: str
    link: str
    caveat: str
    quote: str
    short_citation: str
    full_citation: str
    definition: tuple[str, ...]
    steps: tuple[Step, ...]
    tables: tuple[FigureTable, ...]

    @property
    def command(self) -> str:
        """The `portal figure` line that prints this figure again, from this release."""
        return f"{self.question.command} --release {self.figure.release}"

    @property
    def file_name(self) -> str:
        """A name for files of this figure, without an ending."""
        asked = self.question
        place = asked.area.replace(":", "-").replace("+", "-")
        return f"on-the-record-{place}-{asked.crime}-{asked.measure}-{asked.period.first}-{asked.period.last}"


def card(library: Library, question: Question, public_url: str, today: date) -> Card:
    """The card of a question. Its link names the release, so it shows the same number later or says that it cannot."""
    figure = question.answer(library)
    link = cited_link(public_url, f"/check?{question.query(figure.release)}")
    printed = printed_numbers(library, question, figure)
    checksum = checksum_of(figure)
    return Card(
        question=question,
        figure=figure,
        title=title_of(figure),
        kind=_kind(figure),
        headline=headline_of(figure, printed),
        printed=printed,
        months=counted_months(library, figure),
        checksum=checksum,
        link=link,
        caveat=caveat_of(figure),
        quote=quote_of(figure, link, checksum),
        short_citation=f"{SITE}: {title_of(figure)} (release {figure.release})",
        full_citation=_full_citation(figure, link, checksum, today),
        definition=definition(figure),
        steps=steps(library, question, figure),
        tables=tables_behind(library, figure),
    )


def figure_bytes(figure: Figure) -> bytes:
    """The figure as the API sends it without its release, so that the same figure of another release has the same hash.

    Of a release of the first edition it is the whole answer, as it was when its checksums were printed.
    """
    said = figure.as_json()
    if figure.edition != 1:
        del said["release"]
    return compact(said)


def checksum_of(figure: Figure) -> str:
    """The first twelve digits of the SHA-256 of the figure."""
    return digest(figure_bytes(figure))


def title_of(figure: Figure) -> str:
    """What the figure is of, as a heading: 'Recorded crimes in Northtown, January to December 2025'."""
    modelled = {"audited": "Estimated unrecorded", "scenario": "Scenario of unrecorded"}
    measure = "Recorded" if figure.measure == "recorded" else modelled.get(figure.basis.kind, "Unrecorded")
    return f"{measure} {crime_words(figure.crime)} in {place(figure.area)}, {figure.period.words}"


def _kind(figure: Figure) -> str:
    return {
        "counted": "Counted",
        "audited": "Estimate with a range",
        "scenario": "Scenario, not an estimate of what happened",
        "none": NO_FIGURE,
    }[figure.basis.kind]


def printed_numbers(library: Library, question: Question, figure: Figure) -> PrintedFigure:
    """Rounded outward as every page does it; a central number only where the label allows one."""
    if figure.basis.kind == "counted":
        return PrintedFigure(figure.value)
    if figure.basis.kind == "scenario":
        listed = [row.value for row in figure.scenarios] or [
            scenario.unrecorded for scenario in offered_scenarios(library, figure)
        ]
        found = [step_of_scenario(value) for value in listed]
        central = None if figure.value is None else step_of_scenario(figure.value)
        return PrintedFigure(central, (min(found), max(found)))
    if figure.basis.kind == "none":
        return PrintedFigure(None)
    answer, row = estimate_row(library, figure.area, figure.period, figure.crime, question.spread)
    values = printed_values(library, answer, row)
    low, central, high = rounded(values)
    return PrintedFigure(
        None if figure.label == "range_only" else central,
        (low, high),
        rounded_inner(values),
        rounded_held(values),
    )


def headline_of(figure: Figure, printed: PrintedFigure) -> str:
    """The range before the number."""
    if figure.basis.kind == "none":
        return NO_FIGURE
    if figure.basis.kind == "counted":
        what = crime_words(figure.crime if figure.crime == INCIDENT else ALL, figure.value).split(" of ")[0]
        each = f", {rate_words(figure, ' per 1,000 residents')}" if figure.per_1000 is not None else ""
        return f"{number(figure.value or 0)} {what}{each}"
    low, high = printed.outer or (0, 0)
    if figure.basis.kind == "scenario":
        if low == high:
            return f"About {number(low)}, if recording was as then"
        chosen = "" if printed.central is None else f", {number(printed.central)} by the one chosen"
        return f"{number(low)} to {number(high)} by the rates listed{chosen}"
    about = f" (about {number(printed.central)})" if printed.central is not None else ""
    if figure.edition == 1 or printed.held is None or printed.held == printed.outer:
        return f"Between {number(low)} and {number(high)}{about}"
    held = f"{number(printed.held[0])} to {number(printed.held[1])}{about}"
    return f"{held} if recorded as in the whole force; {number(low)} to {number(high)} allowing for places to differ"


def caveat_of(figure: Figure) -> str:
    """The one caveat that must travel with the sentence."""
    if figure.basis.kind == "counted":
        return INCIDENTS_APART if figure.crime == INCIDENT else NOT_ALL
    if figure.basis.kind == "none":
        return ""
    if figure.basis.kind == "scenario":
        return "No inspection measured recording in these months."
    checked = (
        ""
        if figure.area.level == "force"
        else f"Nobody has checked recording in {place(figure.area)} separately. "
    )
    if figure.edition == 1:
        return f"{checked}The range is meant to hold 95 times in 100. Crimes never reported are not in it."
    return f"{checked}{RANGE_MEANS} Crimes never reported are not in it."


def quote_of(figure: Figure, link: str, checksum: str) -> str:
    """Safe to print: the sentence, the caveat that goes with it, and where to check it."""
    parts = [
        figure.sentence,
        caveat_of(figure),
        f"({SITE}, release {figure.release}, checksum {checksum}: {link})",
    ]
    return " ".join(part for part in parts if part)


def _full_citation(figure: Figure, link: str, checksum: str, today: date) -> str:
    return (
        f"{SITE}. {title_of(figure)}. Worked out from: {'; '.join(source.title for source in figure.sources)}. Release {figure.release}, "
        f"checksum {checksum}, read {day_words(today.isoformat())}. {link}"
    )


def tables_behind(library: Library, figure: Figure) -> tuple[FigureTable, ...]:
    """The committed tables this figure was worked out from, with their hashes."""
    counted = INCIDENT_TABLES if figure.crime == INCIDENT else COUNTED_TABLES
    names = (*counted, *(MODELLED_TABLES if figure.measure == "unrecorded" else ()))
    found = []
    for name in names:
        resource = library.data.resources[name.replace("_", "-")]
        licences = dict.fromkeys(source["licence"] for source in resource["sources"])
        found.append(FigureTable(resource["title"], resource["path"], resource["hash"], ", ".join(licences)))
    return tuple(found)

"""The columns of a table of areas to take away, each described: the same whatever was asked for."""

from __future__ import annotations

from typing import Any

NAME = "areas"
KEY = ["area_code"]
_TEXT, _COUNT, _NUMBER = "string", "integer", "number"
FIELDS: tuple[dict[str, Any], ...] = tuple(
    {"name": name, "type": kind, "description": meaning, "empty": empty}
    for name, kind, meaning, empty in (
        ("area_code", _TEXT, "Official code, or ours: town:name, two codes with a plus that older records do not tell apart, and elsewhere and no_place for records of no area here.", "never"),
        ("area_name", _TEXT, "Name of the area.", "never"),
        ("level", _TEXT, "sector (district footprint), town, ward or parish (sums of small areas, by best fit), msoa (neighbourhood) or lsoa (small area); force for the whole; none for records of no area of the level.", "never"),
        ("sector_name", _TEXT, "The sector it lies in.", "it lies in none"),
        ("row", _TEXT, "area; elsewhere (in the force area and in no area of this level, or in one without a figure); no_place (no place is given, or one outside the force area); force (all of it: the rows above add up to it).", "never"),
        ("from", _TEXT, "First month of the period, YYYY-MM.", "never"),
        ("to", _TEXT, "Last month of the period, YYYY-MM.", "never"),
        ("crime", _TEXT, "all, an audit group or a published type; all never holds anti-social behaviour.", "never"),
        ("recorded_count", _COUNT, "Crimes (or incidents) the force recorded. 0 means none recorded.", "a month is missing"),
        ("recorded_per_1000", _NUMBER, "Recorded per 1,000 residents.", "the period is not 12 months, or a month is missing"),
        ("recorded_per_1000_lower", _NUMBER, "Low end of that rate's 95% range: chance, and how much such places move from year to year.", "as for recorded_per_1000"),
        ("recorded_per_1000_upper", _NUMBER, "High end of that range.", "as for recorded_per_1000"),
        ("recorded_per_1000_lower_print", _NUMBER, "The same low end to one decimal, as sentences print it.", "as for recorded_per_1000"),
        ("recorded_per_1000_upper_print", _NUMBER, "The same high end to one decimal, as sentences print it.", "as for recorded_per_1000"),
        ("small_number", _TEXT, "yes where the rate stands on fewer than 100 crimes, else no.", "as for recorded_per_1000"),
        ("resident_count", _COUNT, "Usual residents.", "not known"),
        ("residents_source", _TEXT, "The count or estimate of residents.", "never"),
        ("estimated_unrecorded", _NUMBER, "Modelled: crimes reported and not recorded. Unrounded.", "not asked for, nothing may be shown, only a range may be printed, or a scenario, which has no one number"),
        ("estimated_lower", _NUMBER, "Low end of the 95% range, places differing as asked for; for a scenario, the least that the listed rates would give.", "as for estimated_unrecorded"),
        ("estimated_upper", _NUMBER, "High end of the 95% range, places differing as asked for; for a scenario, the most that the listed rates would give.", "as for estimated_unrecorded"),
        ("estimated_lower_80", _NUMBER, "Low end of the 80% range.", "as for estimated_unrecorded, and for a scenario"),
        ("estimated_upper_80", _NUMBER, "High end of the 80% range.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_lower", _NUMBER, "Low end of the 95% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_upper", _NUMBER, "High end of the 95% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_lower_80", _NUMBER, "Low end of the 80% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_upper_80", _NUMBER, "High end of the 80% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("estimated_unrecorded_print", _NUMBER, "The same middle as a page prints it.", "as for estimated_unrecorded"),
        ("estimated_lower_print", _NUMBER, "Low end of the 95% range, rounded outward, to print.", "as for estimated_lower"),
        ("estimated_upper_print", _NUMBER, "High end of the 95% range, rounded outward, to print.", "as for estimated_upper"),
        ("if_rate_held_lower_print", _NUMBER, "Low end of the 95% range if recording here was as in the whole force, rounded outward, to print.", "as for if_rate_held_lower"),
        ("if_rate_held_upper_print", _NUMBER, "High end of that range, rounded outward, to print.", "as for if_rate_held_upper"),
        ("label", _TEXT, "How much weight the number bears: number, caution, range_only (print no single number) or not_shown.", "never"),
        ("not_shown_because", _TEXT, "Why a number that was asked for is not here.", "every number asked for is here"),
        ("basis", _TEXT, "counted, audited (the year inspectors checked), scenario (an inspection's rate on other months) or none.", "never"),
        ("inspection", _TEXT, "The inspection whose rate was used.", "the number is counted"),
        ("release", _TEXT, "The release of the data the row comes from.", "never"),
    )
)  # fmt: skip

"""What is said where the rates with a range do not reach."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from portal.services.library.library import Library
from portal.services.recording.beyond import NO_INSPECTION, NO_NEWER, later_words, no_estimate_words


def without_ranges_after(library: Library, inspection: str) -> Library:
    """As if the rates of all crime after an inspection had been printed without a range."""
    rows = library.audit_rows.copy()
    own = rows.area == library.inspected_as
    rows.loc[own & (rows.inspection_id > inspection), "half_width_pct"] = pd.NA
    return replace(library, audit_rows=rows)


def test_nothing_newer_is_said_only_where_nothing_newer_is_held(library: Library) -> None:
    assert later_words(library) == NO_NEWER
    bare = without_ranges_after(library, "cdi-2018")
    assert later_words(bare) == (
        "A later inspection, PEEL 2021/22, published on 2 February 2023, put it at 16 in 100, with no range in the text read"
    )


def test_a_force_that_was_inspected_is_not_told_that_no_inspection_is_held(library: Library) -> None:
    said = no_estimate_words(library)
    assert "PEEL 2021/22, published on 2 February 2023" in said
    assert "for no twelve months that are held" in said
    bare = replace(library, audit_rows=library.audit_rows.assign(half_width_pct=pd.NA))
    assert "no rate with a range is held" in no_estimate_words(bare)
    assert no_estimate_words(replace(library, audit_rows=library.audit_rows.iloc[:0])) == NO_INSPECTION

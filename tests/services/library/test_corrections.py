"""What a correction is about is said in words; nobody but us knows our rows by their codes."""

from __future__ import annotations

import re

from portal import bootstrap
from portal.services.library.corrections import corrections
from portal.services.library.thread_tables import thread_rows


def test_no_code_of_a_row_is_left_where_people_read_and_no_correction_is() -> None:
    library = bootstrap.library()
    shown = corrections(library)
    assert [row["place"] for row in shown if re.search(r"\b[SA]\d{2,}\b", row["place"])] == []
    assert {row["correction_id"] for row in shown} == {
        row["correction_id"] for row in thread_rows(library, "corrections")
    }
    assert sum(row["place"] != row["where"] for row in shown) > 5


def test_newest_is_first_and_one_day_goes_by_the_number() -> None:
    order = [(row["made_on"], row["correction_id"]) for row in corrections(bootstrap.library())]
    assert order == sorted(order, reverse=True)


def test_codes_beside_words_go_and_codes_alone_become_words() -> None:
    shown = {row["where"]: row["place"] for row in corrections(bootstrap.library())}
    assert shown["Both sides, the Mid Devon letter (S09, S10, S11)"] == "Both sides, the Mid Devon letter"
    assert shown["Recording, audits A21, A22 and A23"] == "Recording, “PEEL 2021/22”"
    words = "Both sides, notes to the statements of 26 November 2020, May 2021 and January 2024"
    assert shown["Both sides, notes to S80, S82 and S99"] == words

"""Many places in, a sentence to print for each: the same words, checksum and link as on each place's own card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from portal.services.checking.card import caveat_of, checksum_of, quote_of
from portal.services.checking.citing import cited_link
from portal.services.counted.question import Question
from portal.services.library.library import Library

# Each with what it holds, for the document of the API.
COLUMNS = {
    "area_code": "code of the place",
    "area_name": "its name",
    "sentence": "can be printed as it stands; where there is no figure it says why",
    "caveat": "travels with the sentence",
    "quote": "sentence, caveat and where to check them",
    "checksum": "of the figure; paste it at Check a figure to see whether it still holds",
    "link": "shows this very figure, whatever comes later",
    "release": "which tables it is from",
}


def sentence_rows(library: Library, question: Question, codes: Sequence[str], root: str) -> pd.DataFrame:
    """One row a place, in the order asked; columns as in COLUMNS. `question` says of which months, crimes and measure."""
    rows = []
    for code in codes:
        asked = replace(question, area=code)
        figure = asked.answer(library)
        checksum = checksum_of(figure)
        link = cited_link(root, f"/check?{asked.query(figure.release)}")
        rows.append(
            (
                code, figure.area.name, figure.sentence, caveat_of(figure), quote_of(figure, link, checksum),
                checksum, link, figure.release,
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))

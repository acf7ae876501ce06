"""How areas like one are spread: what the sentence and the chart of it are made from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.measures.similar import Spread


@dataclass(frozen=True)
class Similar:
    """values: area_code, area_name, value of every area like this one, this one included; `own` is its value."""

    values: pd.DataFrame
    own: float
    spread: Spread
    words: str

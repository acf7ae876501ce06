"""What a trend writes beside its marks, the same on every chart of months."""

from __future__ import annotations

GAP_WORDS = {"not_held": "none held", "not_supplied": "none sent"}
OTHER_CODES = "on other codes"
COVID, INSPECTED = "Covid rules", "Year inspectors checked*"

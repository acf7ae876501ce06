"""Colours, each with its reason. Recorded and estimated numbers never share one."""

from __future__ import annotations

# Carries white text at 4.9:1 and stands on a dark page at 3.9:1, so one blue serves both themes.
LINE = "#2073BC"
MARK = "#D4351C"
NO_VALUE = "#B1B4B6"

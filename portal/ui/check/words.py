"""The words of the page Check a figure that are not part of a figure."""

from __future__ import annotations

INTRO = (
    "For whoever has to print a number. Choose a place, months and crimes, or arrive by a link; below is everything the "
    "number needs: its range, a sentence that can be printed as it stands, where it comes from, and how to work it out again."
)
FIGURE_NAMES = {"recorded": "Recorded (counted)", "unrecorded": "Reported but not recorded (estimated)"}
NO_LENS = "The rate of the year itself"
FROZEN_HERE = "This link is fixed to release {release}; it shows no other."
CHECKSUM_HELP = (
    "The checksum is the start of the SHA-256 of the figure as the API sends it, so anybody can see whether the number "
    "behind a sentence is still the same."
)
EMBED_HELP = (
    "A small page without scripts for a frame on another site. **Live** always shows the release in force. **Frozen** "
    "names this release and shows no other: where the release is no longer held it says so."
)
COMPARE_MODELLED = (
    "What is compared is recorded crime. Two estimates made with one force-wide rate differ only as their recorded counts "
    "do, so there is nothing further to compare."
)
NO_AREA, NO_PERIOD = "Choose an area", "Choose a period"

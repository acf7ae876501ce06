"""The words of the page Check a figure that are not part of a figure."""

from __future__ import annotations

LEAD = "Seen a number about crime here? Find it, get a sentence you can print, and a link that keeps."
OTHER = "Choose a place, a crime and a period. You get its sentence, source, picture and file."
COUNTED_FROM = "Counted from police.uk street files. Official totals can differ by a few per cent."
NO_CLAIM = "No claim fits “{typed}”"
PLACE_INSTEAD = "It is a place: [see the figure for {name}](check?area={code}#figure)."
FIGURE_NAMES = {"recorded": "Recorded (counted)", "unrecorded": "Reported but not recorded (estimated)"}
NO_LENS = "The rate of the year itself"
FROZEN_HERE = "This link is fixed to release {release}; it shows no other."
CHECKSUM_HELP = (
    "The checksum is the start of the SHA-256 of the figure as the API sends it, so anybody can see whether the number "
    "behind a sentence is still the same."
)
VERIFY_LABEL = "A sentence, a link or a checksum that somebody printed"
VERIFY_HELP = "You read whether it is ours and still holds. What you paste is kept nowhere."
EMBED_HELP = (
    "A small page without scripts for a frame on another site. **Live** always shows the release in force. **Frozen** "
    "names this release and shows no other: where the release is no longer held it says so."
)
COMPARE_MODELLED = (
    "What is compared is recorded crime. Two estimates made with one force-wide rate differ only as their recorded counts "
    "do, so there is nothing further to compare."
)
NO_AREA, NO_PERIOD = "Choose an area", "Choose a period"
SET_BESIDE_HELP = (
    "Places near this one and places like it come first. Type the name of any other place, or a postcode."
)
COMPARED_SHEETS = "Each month and each range as a table"
AS_FILES = (
    "[Picture (PNG)](compare.png?{query}), [drawing (SVG)](compare.svg?{query}), [rows (CSV)](download/compare.csv?{query}), "
    "[the same without scripts](compare?{query}). The address of this page brings the comparison back."
)

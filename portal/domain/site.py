"""What this site is called and what it says of itself, wherever it signs: pages, files, pictures, programs."""

SITE = "On the Record"
STRAPLINE = (
    "Crime as police recorded it. An independent site; not the police, and not a place to report a crime."
)

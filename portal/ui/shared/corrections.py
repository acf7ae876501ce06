"""The words of the page Corrections, and whom to write to, which Both sides says too."""

INTRO = (
    "What stood on this site, what stands there now, and why. Rows are added and never taken out. A changed number also "
    "changes the release, which each page names under “Where this comes from”."
)
HOW_TO_ASK = (
    "[Use the form](tell) and choose “Something on this site is wrong”: say which page, what stands there and what should, "
    "with a source if you have one. You get a receipt and can follow what becomes of it."
)
NONE_YET = "No correction has been made since the first release."
NO_ROUTE = "This copy of the site names no operator to write to yet."
ROUTE = "Write to {contact}."

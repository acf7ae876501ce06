"""The words of the desk."""

from __future__ import annotations

ABOUT_DESK = (
    "The desk is where a sector inspector and their team read what people sent, answer it, and see the local figures "
    "beside it."
)
SIGN_IN_NEEDED = (
    "Accounts are given by whoever runs this portal. To send a message to the inspector you need none: use "
    "Tell the police. To follow one you sent, use your reference and code."
)

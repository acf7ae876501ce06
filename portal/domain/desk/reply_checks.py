"""What stops a reply, and what good replies hold. What a reply claims about crime is found in `reply_claims`."""

from __future__ import annotations

import re

from portal.domain.desk.casework import LONGEST_REPLY

# What a template leaves for the writer.
_PLACEHOLDER = re.compile(r"\[[^\]\n]*\]")

# Four things people who were answered say matter, each with what shows it. Never a reason to stop a reply.
_PROMPTS = {
    "Thank them for writing": r"\bthank|\bgrateful|\bappreciat",
    "Show what you understood they are worried about": (
        r"\bunderstand|\byou (?:say|said|wrote|describe|raise|raised|mention|told|asked|ask)|\btelling us about|\basking (?:whether|about|how|why)|\bsorry|\bworr|\bconcern|\byour (?:concern|point|question|message)"
    ),
    "Say what has been or will be done, by whom and by when, or why nothing can be": (
        r"\b(?:will|have|has|had|cannot|can't|unable|going to|plan|visited|spoke|spoken|asked|arranged|checked|patrol)\b"
    ),
    "Say how to reach you, or what they can do next": (
        r"\b(?:contact|reach|ring|call|phone|e-?mail|write|reply|come to|meet|drop in|surgery|101)\b|@|https?://"
    ),
}


def find_faults(text: str) -> tuple[str, ...]:
    """Why the reply cannot go out, each as a sentence; empty when it can."""
    if not text:
        return ("Write the reply",)
    if len(text) > LONGEST_REPLY:
        return (f"The reply must be {LONGEST_REPLY:,} characters or fewer",)
    if _PLACEHOLDER.search(text):
        return ("Fill in or take out what stands in square brackets",)
    return ()


def missing_prompts(text: str) -> tuple[str, ...]:
    """What readers of replies look for and this one does not seem to have."""
    return tuple(words for words, pattern in _PROMPTS.items() if not re.search(pattern, text, re.I))

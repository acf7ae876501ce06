"""What happens to text from a person before anything else: made inert, once, by one function.

HTML, Markdown and formulas stay as they were typed; they are harmless where text is shown as text. What is taken out
is what acts without being seen: control characters, and the invisible marks that reorder or hide the letters beside them.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Joiners inside emoji and some scripts: invisible, but letters are wrong without them.
_KEPT = frozenset("\n\t\u200c\u200d")
# Cc control, Cf invisible format (all bidi marks are here), Cs half a character, Cn not a character.
_ACTING = frozenset(("Cc", "Cf", "Cs", "Cn"))


def inert(text: str) -> str:
    """The text without control and invisible format characters, line ends as LF, composed (NFC), trimmed.

    Calling it again changes nothing.
    """
    shown = "".join(
        letter
        for letter in _LINE_ENDS.sub("\n", text)
        if letter in _KEPT or unicodedata.category(letter) not in _ACTING
    )
    return unicodedata.normalize("NFC", shown).strip()


def inert_line(text: str) -> str:
    """The same for a field of one line: every run of white space is one blank."""
    return " ".join(inert(text).split())

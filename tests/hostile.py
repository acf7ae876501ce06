"""Text as nobody should have to expect it: any letters at all, and the usual attempts on a site that shows them."""

from __future__ import annotations

from hypothesis import strategies as st

ATTEMPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><svg/onload=alert(1)>",
    "[click](javascript:alert(1)) **bold** :red[x] $x^2$ `x`",
    '=HYPERLINK("https://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "'; DROP TABLE reports; --",
    "{{7*7}} ${7*7} %(name)s {0} {public}",
    "before\u202etxet desrever\u2066\u200f after",
    "\x00\x07\x1b[31mred\x1b[0m",
    "half a \ud800 character",
    "line one\r\nline two\u2028line three\x85four",
    "\U0001f9d1\u200d\U0001f9b1" * 60,
    "e\u0301" * 90,
    "\ufeff\ufffe",
    "ada@example.org\nBcc: ada@example.org",
)
# Surrogates are in on purpose: a browser can send half a character.
LETTERS = st.characters(codec=None)
SHORT = st.one_of(st.sampled_from(ATTEMPTS), st.text(LETTERS, max_size=60))
TEXT = st.one_of(SHORT, st.text(LETTERS, max_size=10).map(lambda t: t * 700))
# What a program may send where text is expected.
ANYTHING = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.lists(TEXT, max_size=3),
    st.dictionaries(st.text(max_size=5), TEXT, max_size=3),
)

"""Whether mail could be sent to an address, and whether a phone number has digits to ring. Nothing is looked up anywhere."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

# Fewer digits are a service everybody knows, or a slip.
LEAST_DIGITS = 5


def email_fault(text: str) -> str:
    """A code for why no mail server takes this address, or an empty text when one may.

    The syntax is that of RFC 5321 and of the names that mail can be sent to; whether the mailbox is there, nobody asks.
    """
    if not text.isascii():
        return "not_plain"
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        return _code(text, str(error))
    return "no_ending" if len(checked.ascii_domain.rpartition(".")[2]) < 2 else ""


def _code(text: str, said: str) -> str:
    """Which of our own sentences says what the library found."""
    name, _, domain = text.rpartition("@")
    if " " in text:
        return "space"
    if text.count("@") != 1:
        return "at_sign"
    if ".." in text:
        return "two_dots"
    if not name or not domain:
        return "half"
    if name.startswith(".") or name.endswith(".") or domain.startswith(".") or domain.endswith("."):
        return "edge_dot"
    if "special-use" in said:
        return "reserved"
    return "no_ending" if "." not in domain or "top-level" in said else "not_email"


def phone_fault(text: str) -> str:
    """People write numbers as they like, with a word on when to ring. What can never be rung has a code."""
    if "@" in text:
        return "is_email"
    return "not_phone" if sum(letter.isdigit() for letter in text) < LEAST_DIGITS else ""

"""What looks personal in an answer is marked word by word; the officer's own name and role are not."""

from __future__ import annotations

from portal.services.desk.reply_marks import marked_pieces

ANSWER = (
    "Dear Mrs Invented, I am PC Ada Example of the Invented policing team. Sgt Bea Pretend will ring you on 01632 960 001 "
    "about the car AB12 CDE."
)


def marked(name: str, text: str = ANSWER) -> list[tuple[str, str]]:
    pieces = marked_pieces(text, name, "Invented policing team")
    assert "".join(piece.text for piece in pieces) == text
    return [(piece.text, piece.what) for piece in pieces if piece.what]


def test_names_and_numbers_are_marked_and_the_officers_own_name_is_not() -> None:
    found = marked("Ada Example")
    assert found == [
        ("Sgt Bea Pretend", "somebody’s name"), ("01632 960 001", "a phone number"), ("AB12 CDE", "a number plate")
    ]  # fmt: skip


def test_name_is_nobodys_own_where_the_account_has_none() -> None:
    assert any("Ada" in piece for piece, _ in marked(""))
    assert marked("", "Thank you. Ring 101.") == []

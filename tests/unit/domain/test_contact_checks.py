"""Addresses that no mail server takes are refused with the reason; phone numbers are taken as people write them."""

from __future__ import annotations

import socket

import pytest

from portal.domain.reports.report import Contact, ReportForm, Words
from portal.domain.reports.report_checks import SENTENCES, find_faults


def faults_of(**contact: str) -> list[tuple[str, str]]:
    form = ReportForm("concern", "E1", Words(public="There is an invented lion."), Contact(**contact))
    return [(fault.field, fault.code) for fault in find_faults(form, ("E1",)) if fault.sentence]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("sam..x@example.org", "two_dots"),
        ("sam@example..org", "two_dots"),
        (".sam@example.org", "edge_dot"),
        ("sam.@example.org", "edge_dot"),
        ("sam@example.org.", "edge_dot"),
        ("sam x@example.org", "space"),
        ("sam example.org", "space"),
        ("sam.example.org", "at_sign"),
        ("sam@@example.org", "at_sign"),
        ("@example.org", "half"),
        ("sam@", "half"),
        ("sam@example", "no_ending"),
        ("sam@example.123", "no_ending"),
        ("sam@example.o", "no_ending"),
        ("sam@nowhere.invalid", "reserved"),
        ("säm@example.org", "not_plain"),
        ("sam@exa_mple.org", "not_email"),
        ("sam,x@example.org", "not_email"),
        (f"{'x' * 65}@example.org", "not_email"),
    ],
)
def test_address_that_no_server_takes_is_refused_with_its_reason(address: str, code: str) -> None:
    assert faults_of(email=address) == [("email", code)]
    assert address not in SENTENCES["email", code]


@pytest.mark.parametrize(
    "address", ["sam.x@example.org", "Sam+police@Mail.Example.CO.UK", "o'sam@example.net", "s@example.com"]
)
def test_address_that_a_server_may_take_is_taken_without_a_look_up(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert faults_of(email=address) == []


@pytest.mark.parametrize(
    "number",
    [
        "01632 960 001", "0044 7700 900123", "+44 (0)7700 900881", "07700.900.123", "07700-900-123", "07700/900/123",
        "07700 900123 after six, not Sundays", "mum's: 01632 960001 / mine 07700 900123", "０７７００ ９００１２３", "O7700 9OO123",
        "01632 960001 ext. 12", "07700\u00a0900\u00a0123", "tel 01632 960001",
    ],
)  # fmt: skip
def test_phone_field_takes_what_people_write(number: str) -> None:
    assert faults_of(phone=number) == []


@pytest.mark.parametrize(
    ("number", "code"), [("none", "not_phone"), ("999", "not_phone"), ("sam.x@example.org", "is_email")]
)
def test_what_nobody_can_ring_is_refused(number: str, code: str) -> None:
    assert faults_of(phone=number) == [("phone", code)]

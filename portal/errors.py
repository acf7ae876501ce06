"""Every error a person may cause, each with its exit code. A message says where, what, and what to do next."""

from __future__ import annotations

from typing import Any


class PortalError(Exception):
    """Base of the faults a reader or maintainer can put right. `str(error)` is one sentence fit to print."""

    exit_code = 1


class BadRequest(PortalError):
    """A question the portal cannot take: an unknown area, crime, measure or month."""

    exit_code = 2


class ReleaseNotFound(BadRequest):
    """A release that was never published, or is not kept here."""


class ReleaseWithdrawn(ReleaseNotFound):
    """A release that was published and taken back; the sentence says when and why."""


class BadSource(PortalError):
    """An official file that is not what it should be. Nothing has been written."""

    exit_code = 3


class TableBreaksContract(PortalError):
    """A committed table differs from its contract or its hash."""

    exit_code = 4


class BadSetting(PortalError):
    """An environment variable that is unknown or has an unusable value."""

    exit_code = 5


class PartlyDone(PortalError):
    """A command about several forces was done for some and not for others; which, is in the sentence."""

    exit_code = 13


class FetchFailed(PortalError):
    """The archive could not be read. What was there before is untouched."""

    exit_code = 6


class ReportNotFound(PortalError):
    """No report answers to this reference and secret. Which of the two is wrong is never said."""

    exit_code = 7


class BadReport(PortalError):
    """A form with faults. `faults` names the fields; the text itself is not in the error."""

    exit_code = 2

    def __init__(self, faults: tuple[Any, ...]) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults


class MoveNotAllowed(PortalError):
    """An act that the report's state does not allow."""

    exit_code = 8


class StaleReport(PortalError):
    """Somebody changed the report since it was read. Nothing has been written."""

    exit_code = 8


class TooManyAttempts(PortalError):
    """The rate limit of one visitor is reached."""

    exit_code = 9


class StoreUnavailable(PortalError):
    """The database cannot be reached, is full, or does not fit this version. Nothing has been written."""

    exit_code = 10


class WrongKey(StoreUnavailable):
    """The database is there and well, and none of the keys in force opens it."""


class MailDelayed(PortalError):
    """The mail server did not take a message; it will be tried again."""

    exit_code = 11


class MailRefused(PortalError):
    """The mail server refused the recipient for good."""

    exit_code = 11


class NotAllowed(PortalError):
    """An act that the account's role or sectors do not allow. Nothing has been done."""

    exit_code = 12


class SignInRefused(PortalError):
    """Nobody is signed in: wrong name or password, an account that is disabled or locked, or a session that has ended."""

    exit_code = 12


class BadReply(PortalError):
    """A reply with faults, each a sentence. The reply itself is not in the error."""

    exit_code = 2

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


# What `portal[pipeline]` brings; a server goes without.
PIPELINE_PACKAGES = frozenset({"duckdb", "frictionless", "geopandas", "pyogrio", "pyproj", "remotezip"})


def is_of_pipeline(error: ModuleNotFoundError) -> bool:
    """Whether what is missing is a package that only making tables from official files takes."""
    return (error.name or "").partition(".")[0] in PIPELINE_PACKAGES

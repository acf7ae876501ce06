"""What can be wrong with evidence: an audit that cannot be used, a rate that cannot be derived."""

from __future__ import annotations

from portal.errors import PortalError


class UnusableAudit(PortalError, ValueError):
    """An audited rate that is not strictly between 0 and 1, or has no usable half-width. Never replaced
    by a default."""

    exit_code = 20


class Unidentified(PortalError, ValueError):
    """The rate of a group cannot be derived: what is left after the other groups is not positive."""

    exit_code = 21

"""The parts of the desk around a store and its reports; each function imports what it opens."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.services.desk.casework import Casework
    from portal.services.desk.sign_in import Gate
    from portal.services.desk.telling import Teller
    from portal.services.reports.wiring import Reports
    from portal.store.accounts import SqlAccounts
    from portal.store.reports import SqlReports


def _accounts(store: SqlReports) -> SqlAccounts:
    from portal.store.accounts import SqlAccounts

    return SqlAccounts(store.engine, store.tables)


def gate_of(store: SqlReports, reports: Reports) -> Gate:
    from portal.services.desk.sign_in import Gate
    from portal.store.passwords import Argon2Passwords

    return Gate(reports, _accounts(store), Argon2Passwords(), lambda: secrets.token_urlsafe(32))


def casework_of(store: SqlReports, reports: Reports) -> Casework:
    from portal.services.desk.casework import Casework
    from portal.store.access import SqlAccess
    from portal.store.cases import SqlCases
    from portal.store.desk.told import SqlTold

    return Casework(reports, SqlAccess(store), SqlCases(store), _accounts(store), SqlTold(store))


def teller_of(store: SqlReports, reports: Reports) -> Teller:
    from portal.services.desk.telling import Teller
    from portal.store.desk.told import SqlTold

    return Teller(reports, _accounts(store), SqlTold(store))

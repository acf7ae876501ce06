"""nginx, two processes and PostgreSQL, for the tests of deploy/."""

from databases import postgresql
from sites import site

__all__ = ["postgresql", "site"]

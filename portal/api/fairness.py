"""How much one address may ask in a minute, so that one reader's program cannot slow everybody's page.

Counted in the memory of this process and never written anywhere. Behind a proxy the address is the one the proxy
passes on, if the proxy is trusted; otherwise all readers share the proxy's allowance.
"""

from __future__ import annotations

import ipaddress
import math
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from portal import bootstrap
from portal.api.faults import Fault

if TYPE_CHECKING:
    from limits import RateLimitItemPerMinute
    from limits.strategies import FixedWindowRateLimiter

NAMES = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")


@lru_cache(maxsize=1)
def _counter() -> tuple[FixedWindowRateLimiter, RateLimitItemPerMinute]:
    from limits import RateLimitItemPerMinute
    from limits.storage import MemoryStorage
    from limits.strategies import FixedWindowRateLimiter

    return FixedWindowRateLimiter(MemoryStorage()), RateLimitItemPerMinute(bootstrap.settings().api_limit)


def take(address: str, cost: int) -> dict[str, str]:
    """Takes `cost` from the address's minute and gives the headers that say what is left.

    Raises a Fault with status 429 when nothing is left. No headers where the operator has set no limit.
    """
    most = bootstrap.settings().api_limit
    if not most:
        return {}
    counter, item = _counter()
    who = reader(address)
    allowed = counter.hit(item, who, cost=cost)
    left = counter.get_window_stats(item, who)
    seconds = max(1, math.ceil(left.reset_time - time.time()))
    said = {NAMES[0]: str(most), NAMES[1]: str(left.remaining), NAMES[2]: str(seconds)}
    if not allowed:
        raise Fault(
            429, "too_many_requests", f"This address has used its {most:,} requests of this minute.", "connection",
            f"Wait {seconds} seconds. One request to /api/v1/figures answers for up to 200 areas.",
            {**said, NAMES[3]: str(seconds)},
        )  # fmt: skip
    return said


@lru_cache(maxsize=4096)
def reader(address: str) -> str:
    """One reader's name: the address, or the network of 64 bits that one reader of IPv6 has to himself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))

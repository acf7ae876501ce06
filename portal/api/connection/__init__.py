"""The connection beneath the requests, before anything of them is known."""

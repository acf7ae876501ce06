"""Tables to take away, with what describes them."""

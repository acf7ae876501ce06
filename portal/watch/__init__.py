"""What an operator can watch: log lines and counters, neither with anything about a person."""

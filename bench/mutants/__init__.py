"""A mutation run: small faults are put into a copy of the code, one at a time, and the tests beside each must notice."""

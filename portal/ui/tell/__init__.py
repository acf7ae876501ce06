"""The parts of Tell the police."""

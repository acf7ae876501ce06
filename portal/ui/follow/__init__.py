"""The parts of Follow a report."""

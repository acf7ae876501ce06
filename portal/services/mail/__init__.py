"""What is written to people, and how it leaves."""

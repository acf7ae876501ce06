"""What is published of a message and its answer, and what is taken back."""

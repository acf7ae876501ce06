"""The questions of writing in and following, as plain descriptions: what each step asks, says and offers, whoever draws it."""

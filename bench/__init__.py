"""The benchmarks: how fast, how large, how heavy. They are not tests; nothing fails because a machine is busy."""

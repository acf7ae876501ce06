"""What is printed about one place to take along: the answers of its page, gathered once for every form of paper."""

"""`portal doctor`: looks everything over, changes nothing, and says what is wrong and what to do."""

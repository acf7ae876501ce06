"""A force made anew: what is known of all forces, and the configuration and empty tables of one."""

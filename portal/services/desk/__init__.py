"""The inspectors' side of a message: who may do what, and every act on it."""

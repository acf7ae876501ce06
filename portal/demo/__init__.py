"""The portal with invented messages, for whoever wants to see it at work. A store of its own, made anew at every start."""

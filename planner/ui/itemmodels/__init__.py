"""Item models over the tuples of a snapshot."""

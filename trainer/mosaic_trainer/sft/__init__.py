"""The supervised start: demonstrations of the protocol by scripted policies."""

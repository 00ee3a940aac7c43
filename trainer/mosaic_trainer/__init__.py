"""Turns captured traces into a better policy."""

"""Checks before a run that what is trained is what is sampled from: each fails loudly."""

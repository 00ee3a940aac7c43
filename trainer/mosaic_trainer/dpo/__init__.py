"""Preferences without sampling: pairs that a run wrote down, learned directly."""

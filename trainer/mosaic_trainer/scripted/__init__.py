"""Policies that are scripts: for demonstrations, for tests, and to see that no way of gaming the reward pays."""

from mosaic_trainer.scripted.play import STYLES, Replier, Style, play, reply_for

__all__ = ["STYLES", "Replier", "Style", "play", "reply_for"]

"""What a tool does: the table first, then annotations, else inferred on the strict side."""

from mosaic_guard.effects.binding import bind
from mosaic_guard.effects.inference import infer

__all__ = ["bind", "infer"]

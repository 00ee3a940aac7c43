"""How a tool's output is laid out: which fields it has, and which of them belong to one record."""

from mosaic_guard.policies.call.place.layout.model import Field, Layout
from mosaic_guard.policies.call.place.layout.reading import MOST, layout_of

__all__ = ["MOST", "Field", "Layout", "layout_of"]

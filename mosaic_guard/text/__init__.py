"""Reading hostile text: views of it with disguises removed, each character traceable to the original."""

from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.segments import segment_at
from mosaic_guard.text.views import View, views

__all__ = ["Mapped", "View", "segment_at", "views"]

"""What the user's words say: whom and what they name, which tools they speak of, and what they forbid."""

from mosaic_guard.policies.call.request.reading import Request, read_request

__all__ = ["Request", "read_request"]

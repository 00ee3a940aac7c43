"""Where the values in a call's arguments come from: the closed world of DESIGN, "Provenance"."""

from mosaic_guard.policies.provenance.decisive import decisive_paths
from mosaic_guard.policies.provenance.delegation import Delegation, delegation
from mosaic_guard.policies.provenance.source import Provenance

__all__ = ["Delegation", "Provenance", "decisive_paths", "delegation"]

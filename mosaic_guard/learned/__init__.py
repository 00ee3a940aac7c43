"""Small models that run anywhere: int8 tables of hashed n-grams, boosted trees, and the file they are kept in."""

from mosaic_guard.learned.weights import Weights, load, read

__all__ = ["Weights", "load", "read"]

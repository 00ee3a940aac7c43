"""The calls of one turn: read together, decided before any of them runs, and asked about in one go."""

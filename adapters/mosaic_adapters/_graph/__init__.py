"""A guarded graph: its tools nodes and the ways out of them, the check before them, and what nobody inspects."""

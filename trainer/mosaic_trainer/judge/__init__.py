"""Which of two rollouts of a task is the better one: a seat, a deterministic judge, and one asked over a network."""

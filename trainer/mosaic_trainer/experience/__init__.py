"""A step of experience, for any engine: pick tasks, play them in groups, score, and replace what teaches nothing."""

"""A training run: its configuration, its folder, its checkpoints, and how it goes on after a kill."""

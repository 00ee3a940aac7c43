"""Whether the reward can be gamed: scripted policies in every cell of the grid, before any training."""

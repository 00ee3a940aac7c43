"""From tasks to rollouts: sessions ask, a generator replies, and token ids are kept as the engine gave them."""

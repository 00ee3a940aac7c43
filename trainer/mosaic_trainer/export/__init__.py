"""From a checkpoint to what is served: adapter, merged weights, model card, and a proof that both answer alike."""

"""What `MosaicMiddleware` does around an agent's run: at its start, in each turn of the model, and at each call."""

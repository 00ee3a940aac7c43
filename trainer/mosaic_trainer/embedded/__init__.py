"""Trains the embedded policy: the injection detector, and the `call` policy that judges its facts."""

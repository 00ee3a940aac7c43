"""The development benchmark of the embedded policy: frozen episodes, and an agent that obeys whoever speaks last."""

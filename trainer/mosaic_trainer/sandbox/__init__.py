"""Where rollouts happen: mock tools over an in-memory database, an effects log, limits, and models of approvers."""

"""Where a policy model runs."""

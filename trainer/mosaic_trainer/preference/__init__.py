"""From rollouts of one task to advantages: tiers decide between rollouts, comparisons only inside a tier. Pure."""

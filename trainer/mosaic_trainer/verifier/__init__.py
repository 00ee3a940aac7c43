"""What a rollout amounts to, from its effects log and decisions alone."""

"""Tasks that teach the `call` policy: honest work, attacks on it, and users who ask for what attackers ask for."""

"""Reinforcement learning on TRL: our rollouts and our advantages inside its GRPO."""

"""The guard you put into your LLM agent."""

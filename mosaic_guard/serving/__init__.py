"""Runs a policy model: starts vLLM, proves that it serves what the guard needs, and swaps its adapters."""

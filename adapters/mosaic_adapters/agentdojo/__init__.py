"""Measures a guard on AgentDojo: its environments, tasks, attacks and checkers, through a guarded LangGraph graph.

AgentDojo (arXiv 2406.13352) is a test here: nothing in mosaic-guard is tuned on it.
"""

"""A policy model of a million parameters, made here in minutes: for tests and smoke runs, never to guard anything."""

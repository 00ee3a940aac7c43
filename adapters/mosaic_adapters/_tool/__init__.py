"""A guarded tool: whoever runs it, it runs once, on the arguments that were decided about, or not at all."""

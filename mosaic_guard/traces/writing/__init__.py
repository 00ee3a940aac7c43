"""How a record gets into its store: handed over by any thread, written by one, in groups."""

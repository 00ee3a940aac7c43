"""Where a store is kept: a file or a server, its key beside it, opened safely and brought up to date."""

"""What a store holds: its tables, and how events, histories and the journal stand in them."""

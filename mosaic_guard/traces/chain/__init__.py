"""What makes a record tamper-evident: keyed hashes over one spelling, each following from the one before."""

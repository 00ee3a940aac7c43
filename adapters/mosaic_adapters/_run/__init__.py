"""A run as the guard knows it: who began it, its history so far, and which refusals in that are the guard's own."""

"""What is learned from: one task a file line, with its world, what may and must happen in it, and who approves."""

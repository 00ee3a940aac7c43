"""What is kept out of a record: secrets, wherever they stand and however often."""

"""The worlds of the benchmark, each with its own tools; the training data knows none of them."""

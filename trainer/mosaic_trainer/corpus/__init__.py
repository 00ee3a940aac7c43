"""Tasks made here: user and outputs each benign, sensitive or malicious, in many domains of tools, seeded."""

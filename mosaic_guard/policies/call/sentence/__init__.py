"""What the sentences of an untrusted text say: what they ask for, speak of and announce, and in which words."""
